"""Pages of a board's appearances before committees: record one, correct one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boards.actions import boards as actions
from boards.forms.boards import AppearanceForm
from boards.models import Appearance
from boards.permissions import can_edit_board
from scrutiny.engine import drafts
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Body, Meeting, Paper, PaperMeeting
from scrutiny.views.acting import bound, done, wear
from scrutiny.views.bodies import form_page

from .room import board_crumbs, board_of, board_url

MOST = 300  # meetings and papers offered


def appearances_of(board, user):
    """A board's appearances at meetings that the user may know of, newest first."""
    found = Appearance.objects.visible_to(user).filter(board=board, meeting__in=Meeting.objects.visible_to(user))
    return found.select_related("meeting__body", "paper").order_by("-meeting__date", "-pk")


def _offered(board, user, also=None):
    """Meetings of the council's committees, newest first, and the papers of committees that the user may see."""
    meetings = list(
        Meeting.objects.visible_to(user)
        .filter(body__council=board.council_id, body__kind__in=Body.SCRUTINY_KINDS)
        .select_related("body")
        .order_by("-date", "-pk")[:MOST]
    )
    papers = list(
        Paper.objects.visible_to(user)
        .of_committees()
        .kept()
        .filter(council=board.council_id)
        .select_related("body")
        .prefetch_related(Prefetch("also_to", PaperMeeting.objects.all(), to_attr="its_meetings"))
        .distinct()
        .order_by("-pk")[:MOST]
    )
    if also is not None and also.meeting not in meetings:
        meetings.append(also.meeting)
    if also is not None and also.paper and also.paper not in papers:  # one that this user may not see: kept, unnamed
        also.paper.its_meetings = list(also.paper.also_to.all())
        also.paper.is_unnamed = True
        papers.append(also.paper)
    return {"meetings": meetings, "papers": papers}


@drafts.describes("appearance")
def _draft_of_appearance(rest, user):
    """What a draft is of: the key goes on with the appearance's number, or "new" and the board's."""
    key, _, more = rest.partition(":")
    number = more.partition(":")[0] if key == "new" else key
    if not (number.isascii() and number.isdigit()) or len(number) > 9:
        return None
    if key == "new":
        board = Body.objects.visible_to(user).boards().filter(pk=number).first()
        url = board and reverse("boards:appearance-add", args=[board.pk])
        return board and drafts.Described(f"What came of it: {board} before a committee", url)
    one = Appearance.objects.visible_to(user).select_related("board", "meeting__body").filter(pk=number).first()
    return one and drafts.Described(f"What came of it: {one}", reverse("boards:appearance-edit", args=[one.pk]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_add(request, pk):
    """Record that the board came, or will come, before a committee."""
    board = board_of(request, pk, can_edit_board)
    form = AppearanceForm(bound(request), **_offered(board, request.user))
    if not form.is_bound:
        form.drafts_for(f"appearance:new:{pk}", request.user, use="draft" in request.GET)
    if done(form, request.user, lambda: actions.add_appearance(board, by=request.user, **form.values)):
        drafts.forget(request.user, f"appearance:new:{pk}:")
        messages.success(request, "The appearance has been recorded.")
        return redirect(f"{board_url(board)}#appearances")
    title = "Record an appearance before a committee"
    return form_page(request, form, title, "Record", board_crumbs(board), board_url(board))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_edit(request, pk):
    """Correct an appearance, or say what came of it."""
    found = Appearance.objects.visible_to(request.user).filter(meeting__in=Meeting.objects.visible_to(request.user))
    appearance = get_object_or_404(found.select_related("board__council", "meeting__body", "paper__body"), pk=pk)
    board = appearance.board
    if not can_edit_board(request.user, board):
        raise PermissionDenied
    wear(request, board.council)
    request.place = "boards:board-list"
    form = AppearanceForm(bound(request), appearance=appearance, **_offered(board, request.user, appearance))
    if not form.is_bound:
        form.drafts_for(f"appearance:{pk}", request.user, use="draft" in request.GET)
    if done(form, request.user, lambda: actions.change_appearance(appearance, by=request.user, **form.values)):
        drafts.forget(request.user, f"appearance:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(f"{board_url(board)}#appearances")
    title = f"Before {appearance.meeting.body}"
    return form_page(request, form, title, "Save", board_crumbs(board), board_url(board))
