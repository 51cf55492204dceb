"""A recommendation's earlier stages and later repeats: what it restates, replaces, was merged into, and those of
the review's earlier and later stages that say the same in the same words."""

from django.db.models import Min, Q
from django.utils import timezone

from recommendations.models import Recommendation
from recommendations.rules import story as rules
from scrutiny.engine.rules import partial_dates
from scrutiny.models import Review

STEPS = 8  # further than this nobody reads, and each step asks the database once


def related(recommendation, on, user):
    """The others of its line that `user` (None for what is printed) may follow and that were made by `on`.

    Gives Recommendations, the earliest first, each with `made_on` (a date), `year`, and `relation` in words.
    """
    stages = _stages(recommendation.review)
    same = _in_the_same_words(stages)
    again, others = _edges({recommendation.pk, *(pk for pair in same for pk in pair)})
    again |= same
    repeated = rules.line(again, recommendation.pk)
    keys = rules.line(again | others, recommendation.pk) - {recommendation.pk}
    if not keys:
        return []
    found = Recommendation.objects.followed_by(user) if user else _printable(recommendation)
    found = found.filter(pk__in=keys).select_related("review").annotate(first_sent=Min("requests__sent_on"))
    first_sent = recommendation.requests.aggregate(first=Min("sent_on"))["first"]
    mine = (made(recommendation, first_sent)[0], recommendation.pk)
    shown = []
    for one in found:
        one.made_on, one.year = made(one, one.first_sent)
        if one.made_on <= on:
            one.is_repeat = one.pk in repeated
            is_before = (one.made_on, one.pk) < mine
            one.relation = (EARLIER if is_before else LATER) if one.is_repeat else _relation(recommendation, one)
            shown.append(one)
    return sorted(shown, key=lambda one: (one.made_on, one.pk))


def made(recommendation, first_sent):
    """The day and the year in which it was recommended: as endorsed, else as sent, else as agreed here."""
    review = recommendation.review
    agreed = timezone.localdate(review.agreed_at)
    if review.endorsed:
        endorsed = partial_dates.parse(review.endorsed)
        return min(endorsed.earliest(), agreed), endorsed.year
    first = min(agreed, first_sent) if first_sent else agreed
    return first, first.year


def repeats(recommendation, others, first_sent):
    """The years in which it was recommended: its own, and those of its line that say it again."""
    again = [one.year for one in others if one.is_repeat]
    return sorted([*again, made(recommendation, first_sent)[1]])


EARLIER, LATER = "Recommended before", "Recommended again"


def _relation(recommendation, other):
    """What another of the line, which does not say the same again, is to the recommendation, in words."""
    pk = recommendation.pk
    if recommendation.supersedes_id == other.pk:
        return "Replaced by this one"
    if other.supersedes_id == pk:
        return "Takes the place of this one"
    if recommendation.merged_into_id == other.pk:
        return "This one was merged into it"
    if other.merged_into_id == pk:
        return "Merged into this one"
    return "Of the same line"


def _stages(review):
    """The reviews of its chain, the earliest first, itself among them."""
    links = dict(Review.objects.filter(council=review.council_id).values_list("pk", "previous_id"))
    return rules.chain(links, review.pk)


def _in_the_same_words(stages):
    """Pairs of keys of agreed recommendations that different stages made in the very same words."""
    if len(stages) < 2:
        return set()
    known = Recommendation.objects.kept().filter(review__in=stages, review__agreed_at__isnull=False)
    said, pairs = {}, set()
    for pk, review, text in known.order_by("pk").values_list("pk", "review_id", "text"):
        first = said.setdefault(rules.same_words(text), (pk, review))
        if first[1] != review:
            pairs.add((first[0], pk))
    return pairs


def _edges(start):
    """Two sets of pairs of keys reached from `start`: joined by saying it again, and by replacing or merging."""
    again, others, known, fresh = set(), set(), set(start), set(start)
    for _ in range(STEPS):
        near = Q(pk__in=fresh) | Q(restates__in=fresh) | Q(supersedes__in=fresh) | Q(merged_into__in=fresh)
        rows = Recommendation.objects.filter(near).values_list("pk", "restates_id", "supersedes_id", "merged_into_id")
        for pk, restates, *more in rows:
            again |= {(pk, restates)} if restates else set()
            others |= {(pk, one) for one in more if one}
        fresh = {pk for edge in again | others for pk in edge} - known
        known |= fresh
        if not fresh:
            break
    return again, others


def _printable(recommendation):
    """What a paper may name: what is published, and what stands under the same review."""
    known = Recommendation.objects.kept().filter(review__agreed_at__isnull=False, review__binned_at__isnull=True)
    return known.filter(Q(review__published_at__isnull=False) | Q(review=recommendation.review_id))
