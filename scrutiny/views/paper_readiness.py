"""What to see to before a committee's own paper goes out."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from scrutiny import paper_readiness, permissions, proofs, readiness
from scrutiny.engine.views.access import signed_in

from .papers import frame_of, paper_for


@require_safe
@signed_in
def paper_show(request, pk):
    """Every point, by check."""
    found = paper_for(request, pk, "committee")
    points = paper_readiness.points_for(request.user, found)
    context = frame_of(request, found, groups=groups_of(request.user, found.council, points))
    return render(request, "scrutiny/paper_readiness.html", context)


def groups_of(user, council, points):
    """Points by check, as the page lists them; an unknown acronym has where it is added for those who may."""
    may_add = permissions.can_edit_glossary(user, council)
    return [
        {
            "title": check,
            "blocks": any(point.blocks_agreeing for point in found),
            "rows": [
                {"point": point, "add_url": proofs.add_address(council, point.term) if may_add and point.term else ""}
                for point in found
            ],
        }
        for check, found in readiness.grouped(points)
    ]
