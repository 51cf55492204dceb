"""Editions: issuing a paper, reading it as it was issued, publishing it and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from scrutiny import permissions
from scrutiny.actions import editions as actions
from scrutiny.engine import once, pdf
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.issuing import IssueForm
from scrutiny.models import Edition
from scrutiny.papers import exemption, outline
from scrutiny.refused import Refused

from .bodies import body_crumbs
from .papers import day_asked, file_stem, frame_of, issued_pdf, paper_for, papers_of, pdf_failed


def _edition(request, pk):
    """The edition, without its bytes; 404 when the user (or the public) may not read it."""
    editions = Edition.objects.visible_to(request.user).defer("html", "pdf")
    papers = ("paper__review__council", "paper__body__council", "issued_by")
    return get_object_or_404(editions.select_related(*papers), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edition_issue(request, pk, of="review"):
    """Freeze a paper (see papers.paper_for) as it stands, after asking for its date and what changed."""
    found = paper_for(request, pk, of, to_edit=True)
    if request.method == "POST" and once.seen(request.POST.get("once"), request.user):
        return redirect(found)
    has_two = not found.is_exempt and exemption.has_exempt(found)
    last = Edition.objects.filter(paper=found).for_list().first()
    issued = set(Edition.objects.filter(paper=found).order_by().values_list("is_exempt", flat=True))
    on = day_asked(request, found)
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        has_editions=last is not None,
        issued=issued if has_two else None,
        initial={"as_at": on},
    )
    if form.is_valid():
        answer = _issue(request, found, form)
        if answer is not None:
            return answer
    is_empty = not any(part.is_printed for part in outline.parts(found, on))
    more = {"last": None if has_two else last, "has_two": has_two, "is_empty": is_empty}
    context = frame_of(request, found, form=form, cancel=found.urls["show"], **more)
    return render(request, "scrutiny/edition_issue.html", context, status=422 if form.is_bound else 200)


def _issue(request, found, form):
    """Issue the edition; the answer to send, or None to show the form again with what is wrong."""
    given = {"as_at": form.cleaned_data["as_at"], "note": form.cleaned_data.get("note", "")}
    given["with_exempt"] = form.cleaned_data.get("which") == "exempt"
    try:
        edition = actions.issue(found, by=request.user, token=form.cleaned_data["once"], **given)
    except pdf.Problem as problem:
        return pdf_failed(request, found, problem)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    if edition is None:
        return redirect(found)
    called = f"{'Exempt edition' if edition.is_exempt else 'Edition'} {edition.number}"
    messages.success(request, f"{called} issued. It will not change.")
    return redirect(edition)


@require_safe
def edition_show(request, pk):
    """An edition as it was issued, as an accessible page; anybody reads a published one."""
    edition = _edition(request, pk)
    found = edition.paper
    request.council = found.whose.council
    others = Edition.objects.visible_to(request.user).filter(paper=found).for_list()
    inside = permissions.can_read_paper(request.user, found)
    context = {
        "edition": edition,
        "html": edition.html,
        "newer": others.filter(number__gt=edition.number, is_exempt=edition.is_exempt).first(),
        "inside": inside,
        "can_edit": permissions.can_edit_paper(request.user, found),
        "crumbs": _crumbs(found, inside),
    }
    response = render(request, "scrutiny/edition_show.html", context)
    response["Cache-Control"] = "private, no-cache"
    return response


def _crumbs(found, inside):
    """The way up: the review or the committee's papers, and the paper for those who read its working pages."""
    if found.review_id:
        crumbs = [{"label": found.review.title, "url": found.review.get_absolute_url()}]
    else:
        crumbs = [*body_crumbs(found.body), {"label": "Papers", "url": papers_of(found.body)}]
    if inside:
        crumbs.append({"label": "Paper" if found.review_id else found.title, "url": found.get_absolute_url()})
    return crumbs


@require_safe
def edition_pdf(request, pk):
    """The very bytes that were issued."""
    edition = _edition(request, pk)
    return issued_pdf(request, edition, file_name(edition))


def file_name(edition):
    """What to save the PDF as: "school-transport-edition-2.pdf"."""
    draft = "-draft" if edition.is_draft else ""
    exempt = "-not-for-publication" if edition.is_exempt else ""
    return f"{file_stem(edition.title)}{draft}{exempt}-edition-{edition.number}.pdf"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edition_publish(request, pk):
    """Make an edition public, after asking."""
    edition = _mine(request, pk)
    if request.method == "POST":
        return _done(request, edition, actions.publish, "is public now")
    text = "Anybody will be able to read it, without signing in, and the review will be listed as published."
    if not edition.paper.review_id:
        text = "Anybody will be able to read it, without signing in, with all that it says of each recommendation."
    return _ask(
        request,
        edition,
        heading=f"Publish edition {edition.number}?",
        text=text,
        button_label="Publish",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edition_withdraw(request, pk):
    """Take an edition out of public view, after asking."""
    edition = _mine(request, pk)
    if request.method == "POST":
        return _done(request, edition, actions.withdraw_publication, "is no longer public")
    return _ask(
        request,
        edition,
        heading=f"Withdraw edition {edition.number} from publication?",
        text="The public will no longer be able to read it here. It stays as issued and can be published again.",
        button_label="Withdraw from publication",
        danger=True,
    )


def _mine(request, pk):
    edition = _edition(request, pk)
    if not permissions.can_edit_paper(request.user, edition.paper):
        raise PermissionDenied
    return edition


def _done(request, edition, action, what):
    try:
        action(edition, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Edition {edition.number} {what}.")
    return redirect(edition)


def _ask(request, edition, **words) -> HttpResponse:
    context = frame_of(
        request,
        edition.paper,
        action_url=request.path,
        cancel_url=edition.get_absolute_url(),
        **{"danger": False, **words},
    )
    return render(request, "scrutiny/edition_confirm.html", context)
