"""Reports, reviews, inspections and appendices that go by two names in one paper."""

import re
from collections.abc import Iterator

from scrutiny.rules.proofreading.paper import NAME, SOURCE, TEXT, Paper, Report, each, fold, listed, quote, quoted

_KIND = r"report|review|inquiry|enquiry|evaluation|study|audit"
_BY = re.compile(
    rf"\b(?P<kind>(?i:{_KIND}))\b(?:\s+(?:of|into|on)\s+(?:[\w'’]+\s+){{1,5}}?|\s+)by\s+(?:[a-z]+\s+){{0,2}}?"
    r"(?P<name>[A-Z][a-z]+\s+[A-Z][a-z]+)\b"
)
_ANNUAL = re.compile(
    r"\bannual\s+(?P<kind>report|review|statement|account)\s+(?:of\s+|for\s+)?(?P<year>(?:19|20)[0-9]{2}[/–-][0-9]{2,4})",
    re.I,
)
_INSPECTOR = r"Ofsted|CQC|HMIC|HMICFRS|Estyn|Care Quality Commission|Care Inspectorate|HMI Probation|Audit Commission"
_INSPECTORS = re.compile(rf"\b(?:{_INSPECTOR})\b")
_VISIT = re.compile(
    rf"(?P<before>(?:\b[\w-]+\s+){{0,3}})\b(?P<who>(?:{_INSPECTOR})(?:\s*(?:/|&|and)\s*(?:{_INSPECTOR})){{0,3}})"
    r"(?P<between>(?:\s+[\w-]+){0,3}?)\s+inspection\b(?P<after>[^.;\n]{0,120})|"
    rf"(?P<before2>(?:\b[\w-]+\s+){{0,3}})\binspection\s+by\s+(?P<who2>(?:{_INSPECTOR})(?:\s*(?:/|&|and)\s*(?:{_INSPECTOR})){{0,3}})"
    r"(?P<after2>[^.;\n]{0,120})",
    re.IGNORECASE,
)
_SORT = re.compile(r"\b(?:unannounced|announced|follow[- ]?up|routine|themed|full)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_APPENDIX = re.compile(r"\b(?P<label>(?:Appendix|Annexe?)\s+(?:[A-Z]|[0-9]{1,2}|[ivxIVX]+))\b(?P<after>[^.\n]{0,120})")
_SAYS = re.compile(
    r"^\s+(?:provides|is|gives|contains|holds|sets out|shows)\s+(?:an?|the)\s+[\w\s'’-]*?\b(?P<kind>report|review|plan|"
    r"summary|overview|strategy|protocol|list|table|map|chart|minutes|letter)\b"
)


def reports(paper: Paper) -> Iterator[Report]:
    """The documents that do not keep one name."""
    yield from _by_one_person(paper)
    yield from _annual(paper)
    yield from _inspections(paper)
    yield from _appendices(paper)


def _by_one_person(paper: Paper) -> Iterator[Report]:
    """A report and a review by one person."""
    by_name: dict[str, dict[str, tuple]] = {}
    for which, match in each(paper.parts, _BY, TEXT):
        by_name.setdefault(fold(match["name"]), {}).setdefault(match["kind"].casefold(), (which, match))
    for kinds in by_name.values():
        if len(kinds) > 1:
            (which, one), (where, other) = list(kinds.values())[:2]
            why = (
                f"One work by {one['name']} is a {one['kind'].casefold()} here and a {other['kind'].casefold()} "
                "in another place. Use one name for it."
            )
            yield Report(NAME, (quote(paper.parts, which, *one.span()), quote(paper.parts, where, *other.span())), why)


def _annual(paper: Paper) -> Iterator[Report]:
    """An annual report that is an annual review elsewhere, of one year."""
    by_year: dict[str, dict[str, tuple]] = {}
    for which, match in each(paper.parts, _ANNUAL):
        by_year.setdefault(match["year"].replace("-", "/"), {}).setdefault(match["kind"].casefold(), (which, match))
    for kinds in by_year.values():
        if len(kinds) > 1:
            (which, one), (where, other) = list(kinds.values())[:2]
            why = f"{quoted(one.group())} and {quoted(other.group())} seem to be one document. Use its title."
            yield Report(NAME, (quote(paper.parts, which, *one.span()), quote(paper.parts, where, *other.span())), why)


def _inspections(paper: Paper) -> Iterator[Report]:
    """One inspection described in two ways, or with other inspectors, in the same year."""
    visits = []
    for which, match in each(paper.parts, _VISIT, TEXT, SOURCE):
        around = " ".join(filter(None, (match["before"], match["between"], match["before2"])))
        after = match["after"] or match["after2"] or ""
        sorts = {re.sub(r"[\s-]", "", sort.group().casefold()) for sort in _SORT.finditer(around)}
        year = _YEAR.search(around) or _YEAR.search(after)
        named = match.group().removesuffix(after)
        agencies = frozenset(fold(one) for one in _INSPECTORS.findall(named))
        visits.append((which, match, agencies, sorts, year.group() if year else ""))
    for place, (which, one, agencies, sorts, year) in enumerate(visits):
        for where, other, others, its_sorts, its_year in visits[place + 1 :]:
            if year and its_year and year != its_year:
                continue
            is_other_sort = agencies == others and sorts and its_sorts and not sorts & its_sorts
            is_wider = bool(year) and year == its_year and (agencies < others or others < agencies)
            if is_other_sort or is_wider:
                why = (
                    f"{quoted(one.group()[:60])} and {quoted(other.group()[:60])} seem to be one inspection. "
                    "Call it by one name, with its inspectors and its date."
                )
                quotes = (_short(paper, which, one), _short(paper, where, other))
                yield Report(NAME, quotes, why)
                return


def _short(paper: Paper, which: int, match: re.Match[str]):
    """An inspection's own words without what follows."""
    end = match.start("after") if match["after"] is not None else match.start("after2")
    return quote(paper.parts, which, match.start(), end)


def _appendices(paper: Paper) -> Iterator[Report]:
    """An appendix that the text describes as another sort of document than its title says."""
    titles = {fold(one.label): one for one in paper.appendices if one.label}
    for which, match in each(paper.parts, _APPENDIX, TEXT):
        one = titles.get(fold(match["label"]))
        says = _SAYS.match(match["after"])
        if one and says and says["kind"].casefold() not in fold(one.title):
            why = f"The text calls {match['label']} a {says['kind']}; its title is {quoted(one.title)}. Use its title."
            end = match.start("after") + says.end()
            yield Report(NAME, (quote(paper.parts, which, match.start(), end), listed(one.title)), why)
