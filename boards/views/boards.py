"""Pages of boards: list and one; a board is a body, so these show what is particular to it."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from recommendations.models import Addressee, Recommendation
from scrutiny import permissions
from scrutiny.engine import query
from scrutiny.models import Body, Membership, Review

LEADS = (Membership.Role.CHAIR, Membership.Role.VICE_CHAIR)
GROUPS = (Body.Kind.BOARD_GROUP, Body.Kind.TASK_AND_FINISH, Body.Kind.SUB_COMMITTEE)


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
    """A board's partners, groups and meetings, and what scrutiny has asked of it."""
    board = get_object_or_404(Body.objects.visible_to(request.user).boards().select_related("council"), pk=pk)
    request.council = board.council
    members = list(Membership.objects.visible_to(request.user).current().filter(body=board).for_list())
    meetings = board.meetings.visible_to(request.user)
    today = timezone.localdate()
    return render(
        request,
        "boards/board_show.html",
        {
            "board": board,
            "crumbs": [{"label": "Boards", "url": reverse("boards:board-list")}],
            "leads": [one for one in members if one.role in LEADS],
            "members": [one for one in members if one.role not in LEADS],
            "groups": board.children.live().order_by("name"),
            "former_names": board.former_names.all(),
            "coming": meetings.filter(date__gte=today).order_by("date", "starts_at", "pk")[:10],
            "past": meetings.filter(date__lt=today).order_by("-date", "-pk")[:5],
            "asked": asked_of(board, request.user),
            "published": published_for(board),
            "can_edit": permissions.can_edit_body(request.user, board),
        },
    )


def asked_of(board, user):
    """Recommendations to the board in the reviews whose working pages the user may read, newest review first."""
    addressed = Addressee.objects.filter(body=board).values("recommendation")
    return (
        Recommendation.objects.visible_to(user)
        .active()
        .filter(pk__in=addressed, review__binned_at__isnull=True)
        .select_related("review")
        .order_by("-review_id", "section__order", "order", "pk")[:100]
    )


def published_for(board):
    """The published reviews that ask something of the board, newest first: what the public may read."""
    addressed = Addressee.objects.filter(
        recommendation__withdrawn_at__isnull=True, recommendation__binned_at__isnull=True, body=board
    )
    return (
        Review.objects.kept()
        .filter(pk__in=addressed.values("recommendation__review"), published_at__isnull=False)
        .select_related("commissioned_by")
        .order_by("-published_at", "-pk")[:50]
    )
