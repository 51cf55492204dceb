"""The committee's decisions: the meetings, one page for each with all its recommendations, and corrections."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recommendations import permissions, sheet
from recommendations.actions import judgements as actions
from recommendations.forms.judgements import TAKE_ALL, CorrectionForm, DecisionsForm, ProposalsForm
from recommendations.forms.others import Others
from recommendations.models import Judgement, Recommendation
from scrutiny.engine import query
from scrutiny.engine.views.access import signed_in
from scrutiny.models import Meeting, Review
from scrutiny.permissions import is_officer_for, serves
from scrutiny.views.acting import ALREADY, bound, done
from scrutiny.views.committee import committee_of, room
from scrutiny.views.meetings import meeting_of

SHOWS = {"open": "All that are open", "sheet": "Those on the sheet", "closed": "Those that are closed"}
PAST, COMING, OTHERS, COUNTED = 20, 20, 1000, 1000


@require_safe
@signed_in
def judgement_list(request, pk):
    """A committee's meetings, with how much was proposed for and decided at each."""
    body = committee_of(request, pk, serves)
    today = timezone.localdate()
    known = Meeting.objects.visible_to(request.user).filter(body=body)
    used = Q(judgements__isnull=False) | Q(proposals__isnull=False)
    known = known.filter(Q(kind__in=("formal", "private")) | used).distinct()
    coming = list(known.filter(date__gt=today).order_by("date", "pk")[:COMING])
    every = query.choice(request, "meetings", ("all",)) == "all"
    past = list(known.filter(date__lte=today).order_by("-date", "-pk")[: None if every else PAST + 1])
    more = not every and len(past) > PAST
    past = past if every else past[:PAST]
    counts = sheet.counts([*coming, *past])
    groups = [
        {
            "title": title,
            "rows": [{"meeting": one, "counts": counts[one.pk]} for one in found],
            "is_coming": is_coming,
        }
        for title, found, is_coming in (("Coming meetings", coming, True), ("Meetings held", past, False))
        if found
    ]
    open_ones = sheet.opened(sheet.seen_by(sheet.before(body), request.user)).order_by()
    waiting = len(open_ones.values_list("pk")[: COUNTED + 1])
    context = {"groups": groups, "has_more": more, "waiting": waiting, "counted": COUNTED}
    context["can_add_meeting"] = is_officer_for(request.user, body)
    return render(request, "recommendations/judgement_list.html", room(request, body, "decisions", **context))


def _meeting(request, pk):
    """The meeting (404 when invisible), for somebody who serves its body (403 otherwise)."""
    meeting = meeting_of(request, pk)
    if not serves(request.user, meeting.body):
        raise PermissionDenied
    return meeting


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def judgement_sheet(request, pk):
    """Before a meeting what it is asked to decide; from its day on what it decided: all recommendations on one page."""
    meeting = _meeting(request, pk)
    may_write = is_officer_for(request.user, meeting.body)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    today = timezone.localdate()
    page = _Page(request, meeting, today, may_write)
    rows = sheet.with_proposals(page.rows(), meeting)
    form = None
    if may_write:
        kind = ProposalsForm if page.is_coming else DecisionsForm
        more = {"take": request.POST.get("take", "")} if page.is_coming else {}
        form = kind(bound(request), rows=rows, others=Others(page.others()), held_on=meeting.date, **more)
        saved = done(form, request.user, lambda: _save(form, meeting, page.is_coming, request.user, today))
        if saved:
            if saved is not ALREADY:
                messages.success(request, _saved_words(saved, page.is_coming))
            return redirect(page.url())
    context = {
        "meeting": meeting,
        "form": form,
        "rows": _shown(rows, form),
        "page": page,
        "is_coming": page.is_coming,
        "decided": [_decided(one) for one in page.decided],
        "names": form.others.names if form else [],
        "take_all": TAKE_ALL,
        "can_take": page.is_coming and any(row.suggestion and row.proposal is None for row in rows),
        "reopens": page.show == "closed",
        "headed": "h3" if page.is_coming else "h4",
        "print_url": _print_url(meeting) if may_write else "",
    }
    status = 422 if form and form.is_bound else 200
    context = room(request, meeting.body, "decisions", **context)
    context["crumbs"] = [*context["crumbs"], _list_crumb(meeting.body)]
    return render(request, "recommendations/judgement_sheet.html", context, status=status)


class _Page:
    """Which rows of a meeting's page are shown: by review, by what is shown, and after which one."""

    def __init__(self, request, meeting, today, may_write):
        self.request, self.meeting, self.today = request, meeting, today
        self.is_coming = meeting.date > today
        # Those who read before the meeting want to know what is sought; those who write, what there is.
        self.usual = "sheet" if self.is_coming and not may_write else "open"
        self.show = query.choice(request, "show", tuple(SHOWS), self.usual)
        self.review = query.number(request, "review")
        self.at = query.number(request, "after")
        self.decided = [] if self.is_coming else sheet.decided(meeting)
        everything = sheet.before(meeting.body, sent_by=None if self.is_coming else meeting.date)
        self.everything = sheet.seen_by(everything, request.user)
        self.next_url = ""

    def found(self):
        """The recommendations that the page's filters leave, those decided at this meeting not among them."""
        found = self.everything.filter(withdrawn_at__isnull=True)
        if self.show == "closed":
            found = found.filter(standing__is_open=False)
        else:
            found = sheet.opened(found)
        if self.show == "sheet":
            found = found.filter(proposals__meeting=self.meeting)
        if self.review:
            found = found.filter(review=self.review)
        return found.exclude(pk__in=[one.recommendation_id for one in self.decided])

    def rows(self):
        """The Rows of this page; of a form that was sent, the rows that it had."""
        if self.request.method == "POST":
            sent = [key for key in self.request.POST.getlist("rows")[: sheet.MOST] if _is_key(key)]
            keys = list(self.everything.filter(pk__in=sent).values_list("pk", flat=True))
        else:
            found = sheet.after(self.found(), self.at) if self.at else self.found()
            keys = list(found.values_list("pk", flat=True)[: sheet.MOST + 1])
            if len(keys) > sheet.MOST:
                keys = keys[: sheet.MOST]
                self.next_url = self.url(after=keys[-1])
        found = Recommendation.objects.filter(pk__in=keys).order_by("review_id", "order", "pk")
        return sheet.rows(found, self.today, self.meeting.date)

    def others(self):
        """What another recommendation can be merged into or superseded by."""
        return sheet.opened(self.everything).select_related("review").order_by("-review_id", "order")[:OTHERS]

    def reviews(self):
        """The reviews to choose from."""
        under = Exists(self.everything.order_by().filter(review=OuterRef("pk")))
        return Review.objects.filter(under).order_by("title", "pk")[:OTHERS]

    def shows(self):
        """What can be shown, as pairs of value and words."""
        return SHOWS.items()

    def url(self, **more):
        """This page's address with what was chosen."""
        chosen = {"show": self.show if self.show != self.usual else "", "review": self.review, "after": self.at} | more
        words = urlencode({name: value for name, value in chosen.items() if value})
        address = reverse("recommendations:judgement-sheet", args=[self.meeting.pk])
        return f"{address}?{words}" if words else address


def _is_key(text):
    return text.isascii() and text.isdigit() and len(text) < 10


def _save(form, meeting, is_coming, by, today):
    """Do what the rows ask, all or nothing; returns how many."""
    if not is_coming:
        rows = [(row.recommendation, said) for row, said in form.chosen]
        try:
            made = actions.judge_all(meeting, rows, by=by, on=today)
        except actions.RowsRefused as refused:
            form.show_refused(refused.rows)
            raise
        return [len(made)]
    refused = {}
    for row, said in form.chosen:
        try:
            if said["kind"]:
                actions.propose(row.recommendation, meeting, by=by, on=today, **said)
            else:
                actions.unpropose(row.recommendation, meeting, by=by)
        except actions.Refused as problem:
            refused[row.recommendation.pk] = problem
    if refused:
        form.show_refused(refused)
        raise actions.RowsRefused(refused)
    return [len(form.chosen)]


def _saved_words(saved, is_coming):
    number = saved[0]
    if not number:
        return "Nothing was filled in, so nothing has been saved."
    if is_coming:
        return "The sheet has been saved."
    return "One decision has been saved." if number == 1 else f"{number} decisions have been saved."


def _shown(rows, form):
    """Each row with its words, what is proposed in words, and its boxes (none for readers)."""
    boxes = list(form.shown()) if form else [{"row": row, "boxes": {}, "errors": False} for row in rows]
    review = None
    for item in boxes:
        row = item["row"]
        item["begins"] = row.recommendation.review_id != review
        review = row.recommendation.review_id
        item["words"] = sheet.short(row.recommendation, 400)
        item["proposed"] = sheet.in_words(row.proposal, row.recommendation.review_id) if row.proposal else ""
    return boxes


def _decided(one):
    """A decision as the page shows it."""
    return {
        "judgement": one,
        "words": sheet.in_words(one, one.recommendation.review_id),
        "short": sheet.short(one.recommendation, 160),
        "first_said": [
            {
                "words": sheet.in_words(each, one.recommendation.review_id),
                "why": later.correction,
                "on": later.recorded_on,
            }
            for each, later in zip(one.first_said, [one, *one.first_said], strict=False)
        ],
    }


def _print_url(meeting):
    """Where a paper with the sheet and the decisions of the meeting is begun."""
    address = reverse("scrutiny:committee-paper-add", args=[meeting.body_id])
    return f"{address}?{urlencode({'template': 'decisions', 'meeting': meeting.pk})}"


def _list_crumb(body):
    return {"label": "Decisions", "url": reverse("recommendations:judgement-list", args=[body.pk])}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def judgement_correct(request, pk):
    """Enter what a meeting decided as it should have been entered; the first entry is kept with the reason."""
    known = Judgement.objects.select_related("meeting__body__council", "recommendation__review", "into__review")
    judgement = get_object_or_404(known.filter(meeting__in=Meeting.objects.visible_to(request.user)), pk=pk)
    meeting = judgement.meeting
    if not permissions.can_judge(request.user, meeting):
        raise PermissionDenied
    today = timezone.localdate()
    page = _Page(request, meeting, today, True)
    made = sheet.rows(Recommendation.objects.filter(pk=judgement.recommendation_id), today, meeting.date)
    for row in made:
        row.judgement = judgement
    form = CorrectionForm(bound(request), rows=made, others=Others(page.others()), held_on=meeting.date)
    if done(form, request.user, lambda: _correct(form, judgement, request.user, today)):
        messages.success(request, "The decision has been corrected. The first entry is kept beside it.")
        return redirect(page.url())
    context = {
        "meeting": meeting,
        "form": form,
        "rows": _shown(made, form),
        "judgement": judgement,
        "words": sheet.in_words(judgement, judgement.recommendation.review_id),
        "names": form.others.names,
        "is_coming": False,
    }
    context = room(request, meeting.body, "decisions", **context)
    context["crumbs"] = [*context["crumbs"], _list_crumb(meeting.body)]
    status = 422 if form.is_bound else 200
    return render(request, "recommendations/judgement_correct.html", context, status=status)


def _correct(form, judgement, by, today):
    said = dict(form.chosen[0][1])
    try:
        return actions.correct(judgement, why=form.cleaned_data["why"], by=by, on=today, **said)
    except actions.Refused as problem:
        if problem.field != "why":
            form.show_refused({judgement.recommendation_id: problem})
            raise actions.RowsRefused({}) from None
        raise
