"""Pages of a board's partners: add a list of them, change one, take one out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boards.actions import partners as actions
from boards.forms.partners import PartnerForm, PartnersForm
from boards.models import Partner
from boards.permissions import can_edit_board
from scrutiny.engine.forms import GovForm, OnceMixin
from scrutiny.engine.views.access import signed_in
from scrutiny.views.acting import ALREADY, bound, done, wear
from scrutiny.views.bodies import form_page

from .room import board_crumbs, board_of, board_url


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_add(request, pk):
    """Add partners by a list of their names."""
    board = board_of(request, pk, can_edit_board)
    form = PartnersForm(bound(request))
    added = done(form, request.user, lambda: actions.add_partners(board, by=request.user, **form.values))
    if added:
        if added is not ALREADY:
            messages.success(request, _said(*added))
        return redirect(f"{board_url(board)}#partners")
    return form_page(request, form, "Add partners", "Add partners", board_crumbs(board), board_url(board))


def _said(partners, new):
    said = "One partner has been added." if len(partners) == 1 else f"{len(partners)} partners have been added."
    if new:
        bodies = "body" if len(new) == 1 else "bodies"
        said += f" New among the council's {bodies}: {', '.join(body.name for body in new)}."
    return said


def partner_of(request, pk):
    """The partner, for somebody who may change it; 404 or 403 otherwise."""
    found = Partner.objects.visible_to(request.user).select_related("board__council", "body")
    partner = get_object_or_404(found, pk=pk)
    if not can_edit_board(request.user, partner.board):
        raise PermissionDenied
    wear(request, partner.board.council)
    request.place = "boards:board-list"
    return partner


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_edit(request, pk):
    """Correct when a partner joined, say when it left, and put it in its place."""
    partner = partner_of(request, pk)
    board = partner.board
    places = list(board.partners.order_by("order", "pk").values_list("pk", flat=True))
    form = PartnerForm(bound(request), partner=partner, places=places)
    if done(form, request.user, lambda: actions.change_partner(partner, by=request.user, **form.values)):
        messages.success(request, "The changes have been saved.")
        return redirect(f"{board_url(board)}#partners")
    mistake = reverse("boards:partner-remove", args=[partner.pk])
    return form_page(
        request, form, partner.body.name, "Save", board_crumbs(board), board_url(board), mistake_url=mistake,
        lead=f"A partner of {board}.",
    )  # fmt: skip


class RemoveForm(OnceMixin, GovForm):
    """Only asks whether one is sure."""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_remove(request, pk):
    """Take out a partner that was entered by mistake."""
    partner = partner_of(request, pk)
    board = partner.board
    form = RemoveForm(bound(request))
    if done(form, request.user, lambda: actions.take_out_partner(partner, by=request.user)):
        messages.success(request, f"{partner.body} is no longer among the partners.")
        return redirect(f"{board_url(board)}#partners")
    return form_page(
        request,
        form,
        f"Take {partner.body} out of the partners",
        "Take it out",
        board_crumbs(board, (partner.body.name, reverse("boards:partner-edit", args=[partner.pk]))),
        reverse("boards:partner-edit", args=[partner.pk]),
        lead="Do this only when it was entered by mistake. If it was a partner once, say when it left instead.",
        danger=True,
    )
