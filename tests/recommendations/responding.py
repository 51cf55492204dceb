"""What the tests of sending and responding share: recommendations to bodies, and what a form holds."""

import re

from django.urls import reverse
from django.utils import timezone

from recommendations.models import Limb
from tests import factories as make

TODAY = timezone.localdate()


def recommend(review, *bodies, text="Meet twice a year.", limbs=(), **fields):
    fields.setdefault("label", f"({review.recommendations.count() + 1})")
    one = make.make_recommendation(review, text, is_label_fixed=True, **fields)
    for at, body in enumerate(bodies, start=1):
        make.make_addressee(one, body, order=at)
    for at, said in enumerate(limbs, start=1):
        Limb.objects.create(recommendation=one, order=at, label=f"({chr(96 + at)})", text=said)
    return one


def day(name, on):
    return {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}


def url(name, thing):
    return reverse(f"recommendations:{name}", args=[thing.pk])


def words(page):
    """What the page says, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def answers(*given, received=TODAY, **more):
    data = day("received_on", received)
    for request, decision in given:
        data[f"decision_{request.pk}"] = decision
    return data | more
