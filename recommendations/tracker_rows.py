"""The tracker's list, counts and chart as ready strings: what people typed is escaped here.

A list of fifty costs a tenth of what a template's loop over it costs.
"""

from html import escape  # the same as Django's for plain strings, at a quarter of its cost

from django.urls import reverse
from django.utils.safestring import mark_safe

from recommendations.forms.tracker import FACETS, OPEN
from recommendations.rules import tracking
from recommendations.rules.words import Answered, Judged, Shown, Timeliness

LONGEST = 220
HEADINGS = {"rating": "Rating", "response": "Response", "timeliness": "Dates", "judgement": "The committee’s judgement"}
COLOURS = {
    Shown.RED: "red",
    Shown.AMBER_RED: "amber-red",
    Shown.AMBER: "amber",
    Shown.AMBER_GREEN: "amber-green",
    Shown.GREEN: "green",
    Shown.BLUE: "blue",
}
_RESPONSES = {one.value: one.words for one in Answered}
_JUDGEMENTS = {one.value: one.words for one in Judged}


def rating(value):
    """A rating as components/rating.html shows it: a mark and its word."""
    one = Shown(value)
    colour = f" app-tag--{COLOURS[one]}" if one in COLOURS else ""
    return f'<span class="app-tag app-tag--rating{colour}">{one.words}</span>'


_RATINGS = {one.value: rating(one.value) for one in Shown}


def rows(found, on):
    """Every row of a page, ready to print in a table's body."""
    base = reverse("recommendations:home")
    return mark_safe("".join([_row(row, base, on) for row in found]))  # noqa: S308


def _row(row, base, on):
    words = " ".join(row["words"].split())
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    label = f'<span class="app-label">{escape(row["label"])}</span> ' if row["label"] else ""
    asked = f" <span>to {escape(row['addressees'])}</span>" if row["addressees"] else ""
    is_late = row["timeliness"] == "overdue"
    when = tracking.when(row["timeliness"], row["due_on"], on, row["due_kind"])
    when = f"<strong>{when}</strong>" if is_late else when
    slips = tracking.slipped(row["slips"], row["slip_days"])
    slips = f'<span class="app-tracker__meta">{slips}</span>' if slips else ""
    return (
        '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header app-tracker__what">'
        f'{label}<a class="govuk-link" href="{base}{row["pk"]}/life/">{escape(words)}</a>'
        f'<span class="app-tracker__meta"><span>{escape(row["review"])}</span>{asked}</span></th>'
        f'<td class="govuk-table__cell" data-label="Response">{_RESPONSES[row["response"]]}</td>'
        f'<td class="govuk-table__cell" data-label="Rating">{_RATINGS[row["rating"]]}</td>'
        f'<td class="govuk-table__cell" data-label="Dates">{when}{slips}</td>'
        f'<td class="govuk-table__cell" data-label="Judgement">{_JUDGEMENTS[row["judgement"]]}</td></tr>'
    )


def tables(counts, wanted):
    """The counts as the template shows them: a table for each facet, each value a link to what it counts.

    Gives {"heading", "rows_html" (the table's body), "links_html" (the same values as the items of a list)}.
    """
    return [_table(facet, heading, counts[facet], wanted) for facet, heading in HEADINGS.items()]


def _table(facet, heading, counted, wanted):
    rows, links = [], []
    for one in FACETS[facet]:
        number = counted.get(one.value)
        if number:
            words = _RATINGS[one.value] if facet == "rating" else escape(one.words)
            current = ' aria-current="true"' if getattr(wanted, facet) == one.value else ""
            address = f'<a class="govuk-link" href="{escape(wanted.query(**{facet: one.value}))}"{current}>{words}'
            rows.append(
                f'<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{address}</a></th>'
                f'<td class="govuk-table__cell govuk-table__cell--numeric">{number}</td></tr>'
            )
            links.append(f"<li>{address} {number}</a></li>")
    return {"heading": heading, "rows_html": mark_safe("".join(rows)), "links_html": mark_safe("".join(links))}  # noqa: S308


def options(values, chosen, may_be_any=True):
    """The options of a choice, ready to print."""
    first = ['<option value="">Any</option>'] if may_be_any else []
    return mark_safe(  # noqa: S308
        "".join(
            first
            + [
                f'<option value="{value}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
                for value, words in values
            ]
        )
    )


def chart(counts):
    """A bar of the ratings as SVG, with its title; "" when nothing is counted."""
    parts = [(one, counts["rating"][one.value]) for one in Shown if counts["rating"].get(one.value)]
    whole = sum(number for _, number in parts)
    if not whole:
        return ""
    said = ", ".join(f"{one.words.lower()} {number:,}" for one, number in parts)
    at, bars = 0.0, []
    for one, number in parts:
        width = 1000 * number / whole
        bars.append(
            f'<rect class="app-bar app-bar--{one.value.replace("_", "-")}" x="{at:.1f}" y="0" '
            f'width="{max(width - 3, 1.5):.1f}" height="20"></rect>'
        )
        at += width
    return mark_safe(  # noqa: S308
        '<svg class="app-chart" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" '
        f'aria-labelledby="chart-title"><title id="chart-title">Ratings of {whole:,}: {said}</title>'
        f"{''.join(bars)}</svg>"
    )


def figures(counts):
    """The few figures on top: pairs of number and word."""
    is_open = counts["open"].get("yes", 0)
    closed = counts["open"].get("no", 0)
    late = counts["timeliness"].get(Timeliness.OVERDUE.value, 0)
    awaited = counts["response"].get(Answered.AWAITED.value, 0)
    return [
        {"number": f"{number:,}", "word": word}
        for number, word in (
            (is_open + closed, "recommendation" if is_open + closed == 1 else "recommendations"),
            (is_open, OPEN["yes"].lower()),
            (late, "overdue"),
            (awaited, "awaiting a response"),
        )
    ]
