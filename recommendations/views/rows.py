"""The rows of the entry page as ready strings: a review may have hundreds, and each has several links and buttons.

Everything that people typed is escaped here or was cleaned by scrutiny.engine.text.
"""

import re

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from recommendations import blocks
from scrutiny.engine.rules import partial_dates
from scrutiny.engine.text import to_html

TODO = '<p class="app-findings__meta app-todo">Neither a recommendation nor what becomes of it yet</p>'
NOBODY = mark_safe('<span class="app-todo">Addressed to nobody yet</span>')


def theme(theme, review, opening, may_edit):
    """A theme (see recommendations.table) as the template shows it."""
    section = theme.section
    open_at = opening.at if opening else ""
    may_order = may_edit and review.is_draft
    base = reverse("recommendations:finding-table", args=[review.pk])
    return {
        "pk": section.pk,
        "number": section.number,
        "heading": section.heading,
        "lead": to_html(section.text) if section.text else "",
        "is_dropped": section.is_dropped,
        "is_open": open_at == f"section-{section.pk}",
        "is_listing_open": open_at == f"list-{section.pk}",
        "lists_only": section.kind == "recommendations",
        "takes_rows": may_order and section.kind != "recommendations",
        "add_url": f"{base}?add=section-{section.pk}#section-{section.pk}",
        "list_url": f"{base}?add=list-{section.pk}#section-{section.pk}",
        "edit_url": reverse("scrutiny:section-edit", args=[section.pk]) if may_edit else "",
        "paste_url": reverse("recommendations:finding-paste", args=[section.pk]) if may_edit else "",
        "rows": [_row(row, place, open_at, may_edit, may_order) for place, row in enumerate(theme.rows, start=1)],
    }


def _row(row, place, open_at, may_edit, may_order):
    """A row as the template shows it: `left`, `items` (each open or ready), `rest`, and what is open in it."""
    finding = row.finding
    may = (may_edit, may_order)
    items = [
        {"key": key, "is_open": open_at == key, "html": "" if open_at == key else _recommendation(one, key, *may)}
        for one in row.beside
        for key in (f"recommendation-{one.pk}",)
    ]
    shown = {"items": items, "right": None, "is_open": False, "is_recommending": False, "is_adding": False, "rest": ""}
    if finding is None:
        shown["attributes"] = mark_safe(f'id="row-{items[0]["key"]}"')
        shown["left"] = _rests_on(row.beside[0])
    else:
        pk = finding.pk
        name = escape(f"finding {finding.label or place}")
        shown["pk"] = pk
        shown["is_open"] = open_at == f"finding-{pk}"
        shown["is_recommending"] = open_at == f"beside-{pk}"
        shown["is_adding"] = open_at == f"after-{pk}"
        shown["attributes"] = mark_safe(f'id="finding-{pk}" data-id="finding-{pk}" data-label="{name}"')
        shown["left"] = "" if shown["is_open"] else _finding(finding, name, may_edit, may_order)
        shown["rest"] = _rest(row)
    if not (shown["is_recommending"] or any(item["is_open"] for item in items)):
        shown["right"] = mark_safe("".join(item["html"] for item in items) + shown["rest"])
    return shown


def _finding(finding, name, may_edit, may_order):
    """What stands on the left: the finding and what one may do."""
    pk = finding.pk
    label = f'<span class="app-label">{escape(finding.label)}</span>' if finding.label else ""
    actions = ""
    if may_edit:
        actions = _link(f"?edit=finding-{pk}#finding-{pk}", "Edit", name)
        actions += _link(f"?add=beside-{pk}#finding-{pk}", "Add recommendation", f"beside {name}")
        if may_order:
            actions += _link(f"?add=after-{pk}#finding-{pk}", "Add below", name)
            actions += _moves(f"finding-{pk}", name)
        actions = f'<ul class="app-actions">{actions}</ul>'
    return mark_safe(
        f'<div class="app-findings__item" data-drag-place>{label}<div class="app-prose">{to_html(finding.text)}</div>'
        f"{actions}</div>"
    )


def _recommendation(one, key, may_edit, may_order):
    """A recommendation on the right."""
    name = escape(f"recommendation {one.label or 'without a label'}")
    label = f'<span class="app-label">{escape(one.label)}</span>' if one.label else ""
    struck, withdrawn = "", ""
    if one.is_withdrawn:
        struck = " app-withdrawn"
        withdrawn = f'<p class="app-findings__meta">Withdrawn. {escape(one.withdrawn_reason)}</p>'
    small = " · ".join(small_print(one))
    actions = ""
    if may_edit:
        actions = _link(f"?edit={key}#{key}", "Edit", name) + (_moves(key, name) if may_order else "")
        actions = f'<ul class="app-actions">{actions}</ul>'
    return mark_safe(
        f'<div class="app-findings__item" id="{key}">{label}<div class="app-prose{struck}">{to_html(one.text)}'
        f'{limbs_html(one)}</div>{withdrawn}<p class="app-findings__meta">{small}</p>{actions}</div>'
    )


def _rest(row):
    """What follows the recommendations beside a finding, as in print: those printed elsewhere, what becomes of it."""
    said = ""
    if row.also:
        labels = ", ".join(one.label or "one without a label" for one in row.also)
        said = f'<p class="app-findings__meta">See {escape(labels)}</p>'
    becomes = blocks.disposition(row.finding)
    if becomes:
        said += f'<p class="app-findings__disposition">{escape(becomes)}</p>'
    return mark_safe(said or ("" if row.beside else TODO))


def _rests_on(recommendation):
    """What stands on the left of a recommendation that is listed apart from its findings: their labels."""
    kept = [link.finding for link in recommendation.its_links if link.finding.binned_at is None]
    kept.sort(key=lambda finding: ([int(part) for part in re.findall(r"[0-9]+", finding.label)], finding.order))
    if not kept:
        return mark_safe('<span class="govuk-visually-hidden">No finding</span>')
    return format_html('<p class="app-findings__meta">See {}</p>', ", ".join(one.label or str(one) for one in kept))


def _link(url, words, about):
    """A link to open a place for writing; `about`, already escaped, is for people who hear the page."""
    return f'<li><a class="govuk-link" href="{url}">{words}<span class="govuk-visually-hidden"> {about}</span></a></li>'


def _moves(key, name):
    """The Up and Down buttons; they belong to the page's one form for ordering."""
    return "".join(
        f'<li><button class="app-link-button" form="order" name="{way}" value="{key}">{way.capitalize()}'
        f'<span class="govuk-visually-hidden"> one place, {name}</span></button></li>'
        for way in ("up", "down")
    )


def limbs_html(recommendation):
    """The limbs as a list, or "" for none."""
    limbs = recommendation.its_limbs
    if not limbs:
        return ""
    bullets = recommendation.limb_style == "bullets"
    items = format_html_join("", "<li>{}{}</li>", (("" if bullets else f"{one.label} ", one.text) for one in limbs))
    return format_html('<ul class="{}">{}</ul>', "govuk-list--bullet" if bullets else "app-limbs", items)


def small_print(recommendation):
    """To whom, by when, resting on what else: pieces of text, each ready to show."""
    addressees = [str(one) for one in recommendation.its_addressees]
    pieces = [format_html("To {}", "; ".join(addressees)) if addressees else NOBODY]
    if recommendation.due_on:
        pieces.append(format_html("Due {}", partial_dates.in_words(recommendation.due_on)))
    if recommendation.due_event:
        pieces.append(format_html("Due {}", blocks.event(recommendation.due_event)))
    conditions = [other.label or str(other) for other in recommendation.its_conditions]
    if conditions:
        pieces.append(format_html("Only if {} is agreed", " and ".join(conditions)))
    for words, other in (
        ("Repeats", recommendation.restates),
        ("Replaces", recommendation.supersedes),
        ("Merged into", recommendation.merged_into),
    ):
        if other is not None:
            pieces.append(format_html("{} {}", words, other.label or str(other)))
    return pieces
