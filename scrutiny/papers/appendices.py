"""What stands behind a paper: the list of its appendices, pictures and other papers that are printed, and its files.

Which of them an edition shows follows `paper.shows_exempt`, as its sections do.
"""

import re

from django.template.loader import render_to_string

from scrutiny.models import Appendix, Council
from scrutiny.rules import appendix_labels as rules

from . import exemption

DEEPEST = 2  # papers behind papers: more would need headings below the sixth level
ADDRESS = "app:appendix/"  # what stands before the name of a picture in a printed paper
WEB_ADDRESS = "pictures/"  # and on its web page, below the page's own address
PICTURES = ("png", "jpg", "jpeg")
_TAG = re.compile(r"<[a-z][^>]*>")
_NAMED = re.compile(r'(?<=\s)(id|for|headers|aria-labelledby|aria-describedby)="([^"]*)"')
_LED = re.compile(r'(?<=\s)(href|data-href)="#([^"]*)"')


def every(paper):
    """The kept appendices of a paper in order; each has its `label`, and `kept_back_by`: what makes it exempt, or None.

    That is the appendix itself, or the paper that it prints; `is_kept_back` says whether there is any.
    """
    if "_appendices" not in paper.__dict__:
        found = list(
            Appendix.objects.filter(paper=paper, binned_at__isnull=True)
            .select_related("printed__body", "printed__review__commissioned_by", "printed__review__conducted_by")
            .select_related("printed__council", "printed__meeting")
            .order_by("order", "pk")
        )
        for one in found:
            one.paper = paper
            printed = one.printed if one.printed_id and one.printed.is_exempt else None
            one.kept_back_by = one if one.is_exempt else printed
            one.is_kept_back = one.kept_back_by is not None
        labels = rules.labels(
            [(one.is_labelled, one.is_kept_back) for one in found], paper.appendix_word, paper.appendix_style
        )
        for one, label in zip(found, labels, strict=True):
            one.label = label
            one.heading = rules.titled(label, one.title)
        paper.__dict__["_appendices"] = found
    return paper.__dict__["_appendices"]


def shown(paper):
    """Those of `every` that this edition names."""
    return [one for one in every(paper) if paper.shows_exempt or not one.is_kept_back]


def left_out(paper):
    """Those that this edition does not name."""
    return [one for one in every(paper) if one.is_kept_back and not paper.shows_exempt]


def inner_paper(appendix):
    """The other paper that an appendix prints, set to show what the readers of this edition may read; else None."""
    paper, inner = appendix.paper, appendix.printed
    if inner is None or inner.binned_at is not None or (inner.review_id and inner.review.binned_at is not None):
        return None
    readers = exemption.bodies_of(paper)
    inner.shows_exempt = paper.shows_exempt and bool(readers) and readers <= exemption.bodies_of(inner)
    return inner


def heading_of_list(paper):
    """What stands above the list."""
    if paper.council.language == Council.Language.WELSH and paper.appendix_word == "Appendix":
        return "Atodiadau"
    return rules.plural(paper.appendix_word)


def blocks(paper, as_at, above=()):
    """The blocks that end a paper: the list of its appendices, then those that are printed, each on new pages.

    `above` holds the keys of the papers behind which this one is printed. Gives the blocks, and the files that they
    show or that go along with them: {name: Appendix}.
    """
    found, files, items = [], {}, []
    for one in shown(paper):
        printed = _printed(one, as_at, (*above, paper.pk), files)
        if printed is not None:
            found.append(printed)
        items.append({"anchor": f"listed-{one.pk}", "heading": one.heading, **_where(one, printed is not None)})
    hidden = [one.kept_back_by for one in left_out(paper)]
    notes = exemption.notice(hidden, "Part of the appendices") if hidden else []
    if not items and not notes:
        return [], {}
    listed = _block("appendices", heading_of_list(paper), "papers/blocks/appendices.html")
    return [{**listed, "data": {"items": items, "notes": notes}, "runs_on": True}, *found], files


def _where(appendix, is_printed):
    """Where an appendix is found: by a link within the paper or to an address, or in words."""
    if is_printed:
        return {"href": f"#appendix-{appendix.pk}", "where": ""}
    if appendix.kind == Appendix.Kind.ELSEWHERE:
        return {"href": appendix.link, "where": "" if appendix.link else "circulated separately"}
    if appendix.kind == Appendix.Kind.FILE:
        return {"href": "", "where": "attached as a file"}
    return {"href": "", "where": "not printed here"}


def _printed(appendix, as_at, above, files):
    """The block of an appendix that is printed, or None; what it needs goes into `files`."""
    made = None
    if appendix.kind == Appendix.Kind.FILE and appendix.file:
        name = file_name(appendix)
        files[name] = appendix
        if is_picture(appendix):
            data = {"src": f"{ADDRESS}{name}", "described": appendix.described}
            made = {"template": "papers/blocks/appendix_picture.html", "data": data}
    elif appendix.kind == Appendix.Kind.PAPER:
        made = _behind(appendix, as_at, above, files)
    if made is None:
        return None
    block = _block(f"appendix-{appendix.pk}", appendix.heading, made["template"])
    mark = exemption.marked(appendix.kept_back_by) if appendix.is_kept_back else ""
    return {**block, "data": made["data"], "appendix": True, "exempt": mark, "is_exempt": appendix.is_kept_back}


def _behind(appendix, as_at, above, files):
    """Another paper as a block: its head in short, then its own blocks a level deeper, under anchors of its own."""
    from . import paper as papers

    inner = inner_paper(appendix)
    if inner is None or inner.pk in above or len(above) > DEEPEST:
        return None
    if inner.is_exempt and not inner.shows_exempt:
        return None
    shaped = papers.shape(inner, as_at, is_draft=inner.is_draft, above=above)
    files.update(shaped["files"])
    for block in shaped["blocks"]:
        block["level"] += 1
    html = render_to_string("papers/parts/blocks.html", shaped)
    head = {**shaped["paper"], "status_line": papers.DRAFT_PAPER if inner.is_draft else ""}
    if head["title"] == appendix.title:
        head["title"] = ""
    data = {"head": head, "inner_html": with_own_anchors(html, f"a{appendix.pk}-")}
    return {"template": "papers/blocks/appendix_paper.html", "data": data}


def with_own_anchors(html, prefix):
    """HTML in which every anchor, and every link to one within it, begins with `prefix`; as safe as it came."""

    def named(match):
        return f'{match[1]}="{" ".join(prefix + name for name in match[2].split())}"'

    def tag(match):
        return _LED.sub(rf'\1="#{prefix}\2"', _NAMED.sub(named, match[0]))

    return type(html)(_TAG.sub(tag, html))


def _block(anchor, heading, template):
    return {"id": anchor, "level": 1, "number": "", "heading": heading, "template": template}


def is_picture(appendix):
    """Whether its file is a picture, which is printed; a PDF goes along as a file."""
    return ending(appendix) in PICTURES


def ending(appendix):
    """The ending of the file's name: "png"."""
    return appendix.file_name.rpartition(".")[2].lower()


def file_name(appendix):
    """The name under which an edition speaks of a file: it tells nothing, and stays when the file is replaced."""
    folder, _, key = appendix.file.name.rpartition("/")
    return f"{folder.rpartition('/')[2]}-{key}.{ending(appendix)}"


def path_of(name):
    """Where the file of such a name is kept, or "" for a name that is none."""
    match = re.fullmatch(r"(\d{1,9})-([0-9a-f]{32})\.[a-z]{3,4}", name)
    return f"appendices/{match[1]}/{match[2]}" if match else ""


def on_the_web(html):
    """A paper's HTML with the addresses of its pictures as its web page has them; as safe as it came."""
    return type(html)(html.replace(f'src="{ADDRESS}', f'src="{WEB_ADDRESS}'))


def prints(outer_pk, inner_pk):
    """Whether a paper prints another behind itself, at whatever depth; the bin not counted."""
    waiting, seen = [outer_pk], set()
    while waiting:
        rows = Appendix.objects.filter(paper__in=waiting, binned_at__isnull=True, printed__isnull=False)
        below = set(rows.values_list("printed_id", flat=True)) - seen
        if inner_pk in below:
            return True
        seen |= below
        waiting = list(below)
    return False


def depth(paper_pk):
    """How many papers deep a paper prints others behind itself."""
    return _longest(paper_pk, "paper", "printed")


def above(paper_pk):
    """How many papers deep a paper is itself printed behind others."""
    return _longest(paper_pk, "printed", "paper")


def _longest(paper_pk, near, far):
    level, found = {paper_pk}, 0
    while level and found <= DEEPEST:
        rows = Appendix.objects.filter(**{f"{near}__in": level}, binned_at__isnull=True, printed__isnull=False)
        level = set(rows.values_list(f"{far}_id", flat=True))
        found += bool(level)
    return found
