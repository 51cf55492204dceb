"""Pages of boards: list, one, and its profile; a board is a body, so these show what is particular to it."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boards import concerns
from boards.actions import boards as actions
from boards.forms.boards import ProfileForm
from boards.models import Board
from boards.permissions import can_edit_board, can_read_board
from boards.rules import partnership, reporting
from scrutiny import permissions
from scrutiny.engine import drafts, query
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Body, Membership, Paper
from scrutiny.views.acting import bound, done
from scrutiny.views.bodies import form_page

from .appearances import appearances_of
from .room import board_crumbs, board_of, board_url, room

LEADS = (Membership.Role.CHAIR, Membership.Role.VICE_CHAIR)


@require_safe
def board_list(request):
    """The boards that exist now, or those that have ended, with who chairs them."""
    ended = query.choice(request, "show", ("ended",)) == "ended"
    boards = Body.objects.visible_to(request.user).boards()
    boards = boards.exclude(ends_on="") if ended else boards.live()
    chairs = Membership.objects.visible_to(request.user).current().filter(role=Membership.Role.CHAIR)
    boards = (
        boards.select_related("council")
        .prefetch_related(
            Prefetch("memberships", chairs.select_related("person").order_by("order", "pk"), to_attr="chairs")
        )
        .order_by("council__name", "name")
    )
    return render(
        request,
        "boards/board_list.html",
        {"boards": boards, "ended": ended, "can_add": permissions.can_add_body(request.user)},
    )


@require_safe
def board_show(request, pk):
    """What a board is, who chairs it, its partners, groups and meetings, and everything of scrutiny's about it."""
    board = board_of(request, pk)
    user, today = request.user, timezone.localdate()
    profile = Board.objects.filter(body=board).first()
    members = list(Membership.objects.visible_to(user).filter(body=board).for_list())
    partners = list(board.partners.select_related("body").order_by("order", "pk"))
    meetings = board.meetings.visible_to(user)
    reviews = concerns.of_board(board, user, today)
    reads = can_read_board(user, board)
    appearances = list(appearances_of(board, user)) if reads else []
    readable = _readable(appearances, user)
    return render(
        request,
        "boards/board_show.html",
        room(
            request,
            board,
            "about",
            profile=profile,
            leads=[one for one in members if one.role in LEADS and not one.has_left],
            former_leads=[one for one in members if one.role in LEADS and one.has_left],
            members=[one for one in members if one.role not in LEADS and not one.has_left],
            partners=[one for one in partners if partnership.is_partner_on(one.joined, one.left, today)],
            other_partners=[one for one in partners if not partnership.is_partner_on(one.joined, one.left, today)],
            groups=_groups(board),
            former_names=board.former_names.all(),
            coming=meetings.filter(date__gte=today).order_by("date", "starts_at", "pk")[:10],
            past=meetings.filter(date__lt=today).order_by("-date", "-pk")[:5],
            reviews=reviews,
            published=concerns.published_for(board, [one.review.pk for one in reviews]),
            papers=concerns.papers_about(board),
            reads=reads,
            appearances=[{"one": one, "paper": one.paper if one.paper_id in readable else None} for one in appearances],
            reporting=_reporting(profile, appearances, today) if reads else "",
        ),
    )


def _groups(board):
    """The board's live groups, each with the list `chairs` of who chairs it now."""
    chairs = Membership.objects.current().filter(role=Membership.Role.CHAIR).select_related("person")
    prefetch = Prefetch("memberships", chairs.order_by("order", "pk"), to_attr="chairs")
    return board.children.live().prefetch_related(prefetch).order_by("name")


def _readable(appearances, user):
    """Keys of the papers of the appearances that the user may open."""
    keys = [one.paper_id for one in appearances if one.paper_id]
    return set(Paper.objects.visible_to(user).kept().filter(pk__in=keys).order_by().values_list("pk", flat=True))


def _reporting(profile, appearances, today):
    times = profile.reports_a_year if profile else None
    return reporting.sentence(times, [one.meeting.date for one in appearances], today)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def board_edit(request, pk):
    """Change what is particular to a board."""
    board = board_of(request, pk, can_edit_board)
    profile = Board.objects.filter(body=board).first()
    form = ProfileForm(bound(request), profile=profile)
    if not form.is_bound:
        form.drafts_for(f"board:{pk}", request.user, profile.version if profile else 0, use="draft" in request.GET)
    if done(
        form,
        request.user,
        lambda: actions.save_profile(board, form.seen_version, by=request.user, **form.values),
    ):
        drafts.forget(request.user, f"board:{pk}:")
        messages.success(request, "The changes have been saved.")
        return redirect(board_url(board))
    lead = "Its name, abbreviation and dates are changed with the body. Chairs and members are added to the body too."
    return form_page(request, form, f"About {board}", "Save", board_crumbs(board), board_url(board), lead=lead)


@drafts.describes("board")
def _draft_of_board(rest, user):
    """What a draft of a board's profile is of: the key goes on with the board's number."""
    key = rest.partition(":")[0]
    if not (key.isascii() and key.isdigit()) or len(key) > 9:
        return None
    board = Body.objects.visible_to(user).boards().filter(pk=key).first()
    return board and drafts.Described(f"What it is for: {board}", reverse("boards:board-edit", args=[board.pk]))
