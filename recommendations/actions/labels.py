"""Keeping the order and the labels of a review's recommendations right."""

from django.db.models import Q

from recommendations.models import FindingLink, Numbering, Recommendation
from recommendations.rules import numbering as rules
from scrutiny.actions import papers
from scrutiny.engine.rules import partial_dates


def numbering_of(review):
    """The review's numbering, made with the usual style the first time."""
    return Numbering.objects.get_or_create(review=review)[0]


def homes(review):
    """Where each recommendation is printed: {recommendation pk: (finding pk, finding order)}.

    The home is the kept finding, in the recommendation's own section, that it was linked to first.
    """
    links = (
        FindingLink.objects.filter(recommendation__review=review, finding__binned_at__isnull=True)
        .order_by("recommendation_id", "position", "pk")
        .values_list(
            "recommendation_id", "recommendation__section_id", "finding_id", "finding__section_id", "finding__order"
        )
    )
    found = {}
    for recommendation, section, finding, finding_section, order in links:
        if section == finding_section and recommendation not in found:
            found[recommendation] = (finding, order)
    return found


def follow(review):
    """Number everything anew after a recommendation was added, moved or taken away.

    In a numbered paper a section that was empty and now lists a recommendation takes a number, so sections come
    first there; labels follow them.
    """
    if review.is_draft and review.report.is_numbered:
        papers.renumber_sections(review.report)
    else:
        relabel(review)


def append(recommendation):
    """Label a recommendation that was just added at the very end of a draft; returns whether that was enough.

    A list that only grows then costs the same for its first entry and its thousandth. Where the label does not
    follow from the number of those before it alone, nothing is done and `follow` must look at all of them.
    """
    review, section = recommendation.review, recommendation.section
    style = numbering_of(review)
    if not review.is_draft or review.report.is_numbered or style.style in ("section", "by_hand"):
        return False
    others = Recommendation.objects.filter(review=review).exclude(pk=recommendation.pk)
    if others.filter(Q(section__order__gt=section.order) | Q(is_label_fixed=True)).exists() or section.is_dropped:
        return False
    before = others.kept().filter(section__binned_at__isnull=True, section__is_dropped=False).count()
    recommendation.label = rules.label(
        style.style,
        position=style.start + before,
        municipal_year=style.municipal_year or _municipal_year(review),
        prefix=style.prefix,
    )
    Recommendation.objects.filter(pk=recommendation.pk).update(label=recommendation.label)
    return True


def relabel(review):
    """Put the review's recommendations in printed order and give the labels that follow from it.

    Fixed labels (agreed or withdrawn) never change and are never given again. Call it under the review's lock.
    Writes only the rows that change; labels that change are emptied first, so that two may swap.
    """
    style = numbering_of(review)
    rows = list(
        Recommendation.objects.filter(review=review)
        .select_related("section")
        .only(
            "order",
            "label",
            "is_label_fixed",
            "binned_at",
            "review_id",
            "section__order",
            "section__number",
            "section__binned_at",
            "section__is_dropped",
        )
    )
    home = homes(review)
    after_findings = (1, 0)

    def printed_place(row):
        place = home.get(row.pk)
        return (row.section.order, row.section_id, (0, place[1]) if place else after_findings, row.order, row.pk)

    rows.sort(key=printed_place)
    labels = _labels(review, style, rows)
    emptied, moved = [], []
    for order, row in enumerate(rows, start=1):
        wished = labels[row.pk]
        if row.label != wished and row.label is not None and wished is not None:
            emptied.append(row.pk)
        if row.label != wished or row.order != order:
            row.label, row.order = wished, order
            moved.append(row)
    if emptied:
        Recommendation._base_manager.filter(pk__in=emptied).update(label=None)
    # Those that lose their label first, then those that gain one: the constraint looks at every row.
    Recommendation._base_manager.bulk_update([row for row in moved if row.label is None], ["label", "order"], 500)
    Recommendation._base_manager.bulk_update([row for row in moved if row.label is not None], ["label", "order"], 500)


def _labels(review, style, rows):
    """{pk: label or None} for rows in printed order."""
    fixed = {row.pk: row.label for row in rows if row.is_label_fixed}
    counted = [row for row in rows if row.pk in fixed or _is_counted(row)]
    items = [
        rules.Item(row.pk, row.section.number or None, fixed.get(row.pk) or "", row.label or "") for row in counted
    ]
    year = style.municipal_year or _municipal_year(review)
    given = rules.renumber(items, style.style, style.start, municipal_year=year, prefix=style.prefix)
    return {row.pk: given.get(row.pk) or None for row in rows}


def _is_counted(row):
    """Whether a recommendation not yet fixed is numbered: one in the bin, or in a section left out, is not."""
    return row.binned_at is None and row.section.binned_at is None and not row.section.is_dropped


def _municipal_year(review):
    """The municipal year the review began in, or was made in when no start is known."""
    if review.started and len(review.started) > 4:
        return rules.municipal_year(partial_dates.parse(review.started).earliest())
    made = review.history.order_by("history_date").first()
    return rules.municipal_year(made.history_date.date()) if made else "00/01"
