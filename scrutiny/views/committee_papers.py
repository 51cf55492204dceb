"""The papers of a committee that belong to no review: the list, a new one, and how far one is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scrutiny import permissions, registry
from scrutiny.actions import committee_papers as actions
from scrutiny.engine import query
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.papers import CommitteePaperForm
from scrutiny.models import Edition, Meeting, Paper
from scrutiny.refused import Refused

from .acting import ALREADY, bound, done
from .bodies import body_crumbs
from .committee import committee_of, room
from .papers import papers_of

SHOWN = 50
CURRENT = "papers"


@require_safe
def paper_list(request, pk):
    """A committee's papers, newest first, each with its newest edition that the reader may open."""
    body = committee_of(request, pk)
    every = query.choice(request, "show", ("all",)) == "all"
    editions = Edition.objects.visible_to(request.user)
    found = (
        Paper.objects.of_committees()
        .kept()
        .filter(body=body)
        .filter(Q(pk__in=Paper.objects.visible_to(request.user)) | Q(pk__in=editions.values("paper")))
        .select_related("meeting")
        .prefetch_related(Prefetch("editions", editions.for_list(), to_attr="readable"))
        .order_by("-pk")
    )
    found = list(found if every else found[: SHOWN + 1])
    inside = set(Paper.objects.visible_to(request.user).filter(body=body).values_list("pk", flat=True))
    return render(
        request,
        "scrutiny/committee_papers.html",
        room(
            request,
            body,
            CURRENT,
            rows=[_row(one, one.pk in inside) for one in (found if every else found[:SHOWN])],
            binned=list(Paper.objects.visible_to(request.user).of_committees().filter(body=body).binned()),
            has_more=not every and len(found) > SHOWN,
            can_add=permissions.is_officer_for(request.user, body),
        ),
    )


def _row(found, inside):
    """One paper as the list shows it: outsiders see only the editions that they may read."""
    template = registry.paper_templates.get(found.template)
    newest = found.readable[0] if found.readable else None
    return {
        "paper": found,
        "title": found.title if inside else newest.title,
        "url": found.get_absolute_url() if inside else newest.get_absolute_url(),
        "kind": template.name if template else "",
        "meeting": found.meeting,
        "newest": newest,
        "inside": inside,
    }


def templates():
    """The kinds of paper that a committee can begin, in the order in which they were registered; blank ones last."""
    found = [one for one in registry.paper_templates.values() if not one.for_review]
    return {one.key: one for one in sorted(found, key=lambda one: one.key == "blank")}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper_add(request, pk):
    """Begin a paper: choose its kind, then say what it is about."""
    body = committee_of(request, pk, permissions.is_officer_for)
    known = templates()
    key = query.choice(request, "template", known)
    crumbs = [*body_crumbs(body), {"label": "Papers", "url": papers_of(body)}]
    frame = room(request, body, CURRENT, crumbs=crumbs)
    if not key:
        rows = [{"template": one, "url": f"{request.path}?template={one.key}"} for one in known.values()]
        return render(request, "scrutiny/committee_paper_kinds.html", {**frame, "rows": rows})
    template = known[key]
    initial = _asked(request, template, body)
    form = CommitteePaperForm(bound(request), template=template, user=request.user, body=body, initial=initial)
    made = done(form, request.user, lambda: actions.make_paper(body, key, by=request.user, **form.values))
    if made is ALREADY:
        return redirect(papers_of(body))
    if made:
        messages.success(request, "The paper has been begun. It is a draft until you mark it as final.")
        return redirect(made)
    context = {**frame, "form": form, "template": template, "cancel": papers_of(body)}
    return render(request, "scrutiny/committee_paper_add.html", context, status=422 if form.is_bound else 200)


def _asked(request, template, body):
    """What the form starts with: what the address says, the committee's next meeting, the officer's name."""
    following = Meeting.objects.filter(body=body, kind=Meeting.Kind.FORMAL, date__gte=timezone.localdate())
    initial = {"author": request.user.full_name, "meeting": following.order_by("date", "pk").first()}
    about = template.fields(request.user, body) if template.fields else {}
    for name in (*about, "meeting"):
        if (chosen := query.number(request, name)) is not None:
            initial[name] = chosen
    return initial


@require_POST
@signed_in
def paper_status(request, pk):
    """Share the paper with the members or stop, say that it is final or a draft again, or put it in the bin or back."""
    found = get_object_or_404(Paper.objects.visible_to(request.user).of_committees(), pk=pk)
    if not permissions.can_bin_paper(request.user, found):
        raise PermissionDenied
    act, said = _STEPS.get(request.POST.get("to", ""), (None, "Choose one of the buttons below."))
    try:
        if act is None:
            messages.error(request, said)
        elif act(found, by=request.user):
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(found)


_STEPS = {
    "share": (actions.share, "The members can read the paper now."),
    "keep": (actions.stop_sharing, "The paper is shown to its officers only. Final editions stay with the members."),
    "final": (actions.make_final, "The paper is final: the next edition is no draft, and can be published."),
    "draft": (actions.make_draft, "The paper is a draft again. What was issued stays as it was."),
    "bin": (actions.put_in_bin, "The paper is in the bin. Nothing is lost: put it back below."),
    "back": (actions.put_back, "The paper is back as it was."),
}
