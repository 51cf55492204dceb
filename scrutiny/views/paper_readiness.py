"""What to see to before a committee's own paper goes out."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrutiny import paper_readiness, permissions
from scrutiny.engine.views.access import signed_in

from .papers import frame_of, paper_for
from .points import points_by_check


@require_safe
@signed_in
def paper_show(request, pk):
    """Every point, by check."""
    found = paper_for(request, pk, "committee")
    points = paper_readiness.points_for(request.user, found)
    writes = permissions.can_edit_paper(request.user, found)
    groups = points_by_check(request.user, found.council, points, writes=writes, stops=False)
    context = frame_of(request, found, groups=groups)
    return render(request, "scrutiny/paper_readiness.html", context)
