"""A paper, of a review or of a committee: how it is put together, how it will look, and its PDF as it stands."""

from datetime import date
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scrutiny import permissions
from scrutiny.actions import committee_papers
from scrutiny.actions import papers as actions
from scrutiny.engine import drafts, pdf, query, versions
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.papers import PaperForm
from scrutiny.models import Appendix, Edition, Paper, Section
from scrutiny.paper_readiness import in_words, points_for
from scrutiny.papers import exemption, numbering, outline, paper, printing

from .behind import appendix_rows, exempt_row, may_be_exempt
from .bodies import body_crumbs
from .committee import room
from .conflicts import conflict
from .workspace import review_inside, workspace

CURRENT = "paper"
ENTERED_TOGETHER = ("implications", "data_quality")  # on a page of their own
FIRST_DAY = date(1990, 1, 1)


def paper_for(request, pk, of="review", *, to_edit=False):
    """The paper of the review `pk`, or, with `of` "committee", the committee's own paper with that key.

    404 when the user may not read it, 403 when `to_edit` and they may not change it. The numbers follow what the rest
    of the review now holds: an officer's visit renews them.
    """
    papers = Paper.objects.select_related("review__council", "council", "meeting__body", "body__council")
    papers = papers.select_related("review__commissioned_by", "review__conducted_by")
    if of == "committee":
        found = get_object_or_404(papers.visible_to(request.user).of_committees(), pk=pk)
        may_edit = permissions.can_edit_paper(request.user, found)
    else:
        review = review_inside(request, pk)
        may_edit = permissions.can_edit(request.user, review)
    if to_edit and not may_edit:
        raise PermissionDenied
    if of == "review":
        found = get_object_or_404(papers, review=review)
    if may_edit and actions.refresh_numbers(found):
        found = papers.get(pk=found.pk)
    found.shows_exempt = permissions.can_read_exempt(request.user, found)
    return found


def edition_asked(request, found):
    """Show the paper as the public edition has it, unless the address asks for the other (“?edition=exempt”).

    Gives the editions to choose from as rows of {label, url, current}, [] when there is but one. Who may not read
    what is exempt is shown the public one whatever they ask for, and a paper exempt as a whole has no other.
    """
    may, wanted = found.shows_exempt, query.choice(request, "edition", ("exempt",)) == "exempt"
    if not may or found.is_exempt or not exemption.has_exempt(found):
        return []
    found.shows_exempt = wanted
    day = query.words(request, "as_at", most=20)
    more = f"&as_at={quote(day)}" if day else ""
    return [
        {"label": "Public edition", "url": f"?edition=public{more}", "current": not wanted},
        {"label": "With what is exempt", "url": f"?edition=exempt{more}", "current": wanted},
    ]


def frame_of(request, found, **more):
    """The context of a page about a paper: its review's workspace, or the room of its committee; with `more` added.

    Both give `frame` (the template to extend), `paper`, `can_edit` and `whose` (what the page's title names).
    """
    more = {"paper": found, "whose": found.whose, **more}
    if found.review_id:
        return workspace(request, found.review, CURRENT, **more)
    crumbs = [*body_crumbs(found.body), {"label": "Papers", "url": papers_of(found.body)}]
    more = {"can_edit": permissions.can_edit_paper(request.user, found), **more}
    more["can_bin"] = permissions.can_bin_paper(request.user, found)
    return room(request, found.body, "papers", **{"crumbs": crumbs, **more})


def papers_of(body):
    """The address of a committee's papers."""
    return reverse("scrutiny:committee-papers", args=[body.pk])


@require_safe
@signed_in
def paper_show(request, pk, of="review"):
    """The outline: sections in order, with their numbers, and the editions issued."""
    if of == "review":
        review = review_inside(request, pk)
        if not Paper.objects.filter(review=review).exists():
            return render(request, "scrutiny/paper_missing.html", workspace(request, review, CURRENT))
    found = paper_for(request, pk, of)
    today = timezone.localdate()
    held = outline.holdings(found)
    parts = outline.parts(found, today)
    rows = [_row(found, part, held, place, len(parts), today) for place, part in enumerate(parts)]
    context = frame_of(
        request,
        found,
        rows=rows,
        editions=list(Edition.objects.visible_to(request.user).filter(paper=found).for_list()),
        binned=_binned(request.user, found),
        ready_words="" if found.review_id else in_words(points_for(request.user, found)),
        appendices=appendix_rows(found, today),
        binned_appendices=_binned(request.user, found, Appendix),
        further=list(found.also_to.select_related("meeting__body")),
        part_two=exemption.marked(found) if found.is_exempt else "",
    )
    return render(request, "scrutiny/paper_show.html", context)


def _binned(user, found, model=Section):
    """What is in the bin of a committee's paper, which has no other page for it, for those who may know."""
    if found.review_id or not permissions.can_read_paper_history(user, found):
        return []
    return list(model.objects.filter(paper=found).binned())


def _row(found, part, held, place, count, today):
    """One section as the outline shows it."""
    section = part.section
    return {
        "section": section,
        "title": section.heading or (part.block.name if part.block.headings else "Without a heading"),
        "about": _about(part, held.get(section.pk, "")),
        "number": _number(section, part.block),
        "entered_at": found.implications_url if section.kind in ENTERED_TOGETHER else "",
        "is_empty": not section.is_dropped and part.data is None,
        "exempt": exempt_row(section, today),
        "may_be_exempt": may_be_exempt(section),
        "is_entered_elsewhere": found.review_id and part.block.is_entered and section.kind != outline.WRITTEN,
        "findings_url": f"{found.review.get_absolute_url()}findings/#section-{section.pk}" if found.review_id else "",
        "first": place == 0,
        "last": place == count - 1,
    }


def _number(section, block):
    """The number of a section, from the first to the last where it prints several headings."""
    count = len(block.headings(section)) if block.headings and not section.heading else 0
    labels = numbering.heading_labels(section, count)
    return f"{labels[0]} to {labels[-1]}" if count > 1 and labels[0] else section.number


def _about(part, held):
    """What a section is, in a few words: what it holds, else its kind, else what fills it by itself."""
    if held:
        return held[:1].upper() + held[1:]
    if part.block.is_entered:
        return part.block.name
    return part.block.help.split(". ")[0].rstrip(".")


@require_POST
@signed_in
def paper_make(request, pk):
    """Start the report of a review that has none."""
    review = review_inside(request, pk)
    if not permissions.can_edit(request.user, review):
        raise PermissionDenied
    actions.make_report(review, by=request.user)
    return redirect("scrutiny:paper-show", pk=review.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper_edit(request, pk, of="review"):
    """Change the paper's front page, whether it is numbered, and what a committee's paper is about."""
    found = paper_for(request, pk, of, to_edit=True)
    back = found.urls["show"]
    context = frame_of(request, found)
    form = PaperForm(request.POST if request.method == "POST" else None, instance=found, user=request.user)
    if form.is_valid():
        try:
            # The form has put its values on `found`; what is saved starts from the version that was seen.
            _save(found, form, request.user)
        except versions.Stale as stale:
            return conflict(request, stale, form, prefix=f"paper:{found.pk}", back=back, context=context)
        drafts.forget(request.user, f"paper:{found.pk}:")
        messages.success(request, "Paper details saved.")
        return redirect(back)
    context |= {"form": form, "title": "Paper details", "submit": "Save", "cancel": back}
    return render(request, "scrutiny/paper_edit.html", context, status=422 if form.is_bound else 200)


def _save(found, form, by):
    values = form.values
    about = {name: values.pop(name) for name in form.about}
    if found.review_id:
        return actions.save_paper(found, form.seen_version, by=by, **values)
    return committee_papers.change_paper(found, form.seen_version, about=about, by=by, **values)


@require_safe
@signed_in
def paper_preview(request, pk, of="review"):
    """The paper as it stands, as the public would read it; a committee's own as at any day (see day_asked)."""
    found = paper_for(request, pk, of)
    kinds = edition_asked(request, found)
    on = day_asked(request, found)
    left_out = [part.section for part in outline.parts(found, on) if part.data is None and not part.section.is_dropped]
    shaped = paper.shape(found, on, is_draft=found.is_draft)
    today = timezone.localdate()
    asked = {"as_at": on.isoformat()} if on != paper.usual_day(found, today) else {}
    asked |= {"edition": "exempt"} if kinds and found.shows_exempt else {}
    more = {"on": on, "today": today, "asked": f"?{urlencode(asked)}" if asked else "", "kinds": kinds}
    more["article_html"] = paper.article(shaped)
    context = frame_of(request, found, shaped=shaped, left_out=left_out, **more)
    return render(request, "scrutiny/paper_preview.html", context)


def day_asked(request, found):
    """The day as at which the address asks for a committee's own paper ("?as_at=2025-03-12"), else its usual one."""
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(query.words(request, "as_at", most=20))
    except ValueError:
        asked = None
    if asked is not None and found.review_id is None and FIRST_DAY <= asked <= today:
        return asked
    return paper.usual_day(found, today)


@require_safe
@signed_in
def paper_pdf(request, pk, of="review"):
    """The PDF of the paper as it stands; a plain page when it cannot be made."""
    found = paper_for(request, pk, of)
    edition_asked(request, found)
    shaped = paper.shape(found, day_asked(request, found), is_draft=found.is_draft)
    try:
        data = printing.to_pdf(found, shaped)
    except pdf.Problem as problem:
        return pdf_failed(request, found, problem)
    kind = "draft" if found.is_draft else "copy"
    kind += "-not-for-publication" if shaped["paper"]["exempt_line"] else ""
    return pdf_response(data, f"{file_stem(found.title)}-{kind}.pdf")


def pdf_failed(request, found, problem):
    """The page that says why there is no PDF: 422 when the paper is too big, else 503."""
    status = 422 if isinstance(problem, pdf.TooBig) else 503
    context = frame_of(request, found, problem=str(problem))
    return render(request, "scrutiny/paper_failed.html", context, status=status)


def pdf_response(data, name):
    """PDF bytes to read in the browser, with a file name to save them under."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def issued_pdf(request, issued, name):
    """The very bytes of what was issued (an Edition or a Pack); 304 to who has them."""
    etag = f'"{issued.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        unchanged["Cache-Control"] = "private, no-cache"
        return unchanged
    response = pdf_response(bytes(issued.pdf), name)
    response["ETag"] = etag
    return response


def file_stem(title):
    """A title as the start of a file name: letters, digits and hyphens, at most 80 of them."""
    return slugify(title)[:80].rstrip("-") or "paper"
