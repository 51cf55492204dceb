"""How a council's ratings are shown: the rule in words, and the choices."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from recommendations import facts, tracker_rows
from recommendations.actions.rating_rule import change_rule
from recommendations.forms.rating_rule import RatingRuleForm
from recommendations.rules import standing
from scrutiny import permissions
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Council
from scrutiny.views.acting import bound, done, wear
from scrutiny.views.administration import administration_crumb


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rating_rule(request, pk):
    """Read the rule, and change what may be chosen."""
    council = get_object_or_404(Council, pk=pk)
    if not permissions.can_administer(request.user, council):
        raise PermissionDenied
    wear(request, council)
    rule = facts.rule_of(council)
    form = RatingRuleForm(bound(request), rule=rule)
    if done(form, request.user, lambda: change_rule(council, by=request.user, **form.values)):
        messages.success(request, "Saved. Every rating is now shown by this rule.")
        return redirect("recommendations:monitoring-rule", pk)
    crumb = administration_crumb()
    return render(
        request,
        "recommendations/rating_rule.html",
        {
            "form": form,
            "title": f"Ratings of {council}",
            "submit": "Save",
            "crumbs": [crumb],
            "cancel": crumb["url"],
            "lead": "What owners say is kept as they say it. Members see a rating that is derived from it, from the "
            "dates and from what the committee decided. What is not yet due is never red.",
            "cases": [
                {"words": words, "rating": mark_safe(tracker_rows.rating(shown))}  # noqa: S308 (our own words)
                for words, shown in standing.cases(rule)
            ],
        },
        status=422 if form.is_bound else 200,
    )
