"""Keeping a section or a whole paper from the public, and giving it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from scrutiny import permissions
from scrutiny.actions import exemption as actions
from scrutiny.engine.views.access import signed_in
from scrutiny.forms.exemption import ExemptForm
from scrutiny.models import Section
from scrutiny.papers.exemption import may_be_exempt

from .acting import bound, done
from .papers import frame_of, paper_for


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def section_exempt(request, pk):
    """Say whether a section is exempt, and why."""
    papers = ("paper__review__council", "paper__body__council", "paper__council", "paper__meeting")
    section = get_object_or_404(Section.objects.visible_to(request.user).kept().select_related(*papers), pk=pk)
    if not permissions.can_edit_paper(request.user, section.paper):
        raise PermissionDenied
    form = ExemptForm(bound(request), thing=section, label="This section is not for publication (exempt)")
    by, save = request.user, actions.set_section
    saved = done(form, by, lambda: save(section, form.seen_version, by=by, **form.values))
    if saved:
        said = "is left out of the public edition" if saved.is_exempt else "is in the public edition again"
        messages.success(request, f"“{saved}” {said}.")
        _warn(request, section.paper)
        return redirect(f"{section.paper.get_absolute_url()}#section-{section.pk}")
    more = {"form": form, "thing": section, "is_section": True, "may_be": may_be_exempt(section)}
    return _page(request, section.paper, f"Publication of “{section}”", more)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def paper_exempt(request, pk):
    """Say whether a committee's own paper is exempt as a whole (part II), and why."""
    found = paper_for(request, pk, "committee", to_edit=True)
    form = ExemptForm(bound(request), thing=found, label="The whole paper is not for publication (part II)")
    by, save = request.user, actions.set_paper
    saved = done(form, by, lambda: save(found, form.seen_version, by=by, **form.values))
    if saved:
        said = "The paper is exempt: it has no public edition." if saved.is_exempt else "The paper can be public again."
        messages.success(request, said)
        return redirect(found)
    return _page(request, found, "Publication of the paper", {"form": form, "thing": found, "may_be": True})


def _warn(request, paper):
    """Say which public editions still print what has been made exempt."""
    for edition in actions.still_public(paper):
        messages.warning(
            request, f"Edition {edition.number} is public and still prints it. Withdraw it, and issue a new one."
        )


def _page(request, paper, title, more):
    cancel = paper.get_absolute_url()
    context = frame_of(request, paper, title=title, submit="Save", cancel=cancel, **{"is_section": False, **more})
    form = more["form"]
    return render(request, "scrutiny/exempt_form.html", context, status=422 if form.is_bound else 200)
