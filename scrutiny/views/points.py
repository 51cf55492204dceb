"""The points of a readiness panel as its page lists them."""

from scrutiny import permissions, proofs, readiness


def points_by_check(user, council, points, *, writes, stops=True):
    """Points by check, as the page lists them; an unknown acronym has where it is added for those who may.

    Only who `writes` is led to where each is put right. `stops` says whether gaps stand in the way of anything.
    """
    may_add = permissions.can_edit_glossary(user, council)
    return [
        {
            "title": check,
            "blocks": stops and any(point.blocks_agreeing for point in found),
            "rows": [
                {
                    "point": point,
                    "url": point.url if writes else "",
                    "add_url": proofs.add_address(council, point.term) if may_add and point.term else "",
                }
                for point in found
            ],
        }
        for check, found in readiness.grouped(points)
    ]
