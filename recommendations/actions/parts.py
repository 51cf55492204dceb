"""The limbs and addressees of a recommendation as they are typed; what was asked, answered or reported on is kept."""

from recommendations.models import Addressee, Limb, ProgressUpdate
from scrutiny.models import Body
from scrutiny.refused import Refused


def parts(recommendation):
    """The limbs and addressees as lists of text: {"limbs": [...], "addressees": [...]}."""
    return {
        "limbs": [limb.text for limb in recommendation.limbs.order_by("order")],
        "addressees": [str(one) for one in recommendation.addressees.select_related("body").order_by("order", "pk")],
    }


def set_limbs(recommendation, texts):
    """Give the recommendation these limbs in this order; a limb whose words stand, or are only reworded, stays itself.

    Raises Refused when one that was answered or reported on would go.
    """
    texts = [text for text in texts if text.strip()]
    there = list(recommendation.limbs.order_by("order"))
    if [limb.text for limb in there] == texts:
        return
    kept, wanted = {}, dict(enumerate(texts, start=1))
    for limb in there:
        at = next((at for at, text in wanted.items() if text == limb.text), None)
        if at is not None:
            kept[at] = limb
            del wanted[at]
    left = [limb for limb in there if limb not in kept.values()]
    if len(left) == len(wanted):  # each of the others was reworded
        kept |= dict(zip(wanted, left, strict=True))
        wanted, left = {}, []
    for limb in left:
        if limb.answers.exists() or ProgressUpdate.objects.filter(limb=limb).exists():
            raise Refused(
                f"{limb.label or 'A limb'} has been answered or reported on, so it cannot be taken out. Put it back; "
                "its words can be corrected.",
                "limbs",
            )
        limb.delete()
    # Out of the way first: no two may have one order, even for a moment.
    for at, limb in kept.items():
        Limb.objects.filter(pk=limb.pk).update(order=at + 10_000)
    for at, limb in kept.items():
        Limb.objects.filter(pk=limb.pk).update(order=at, label=_label(at), text=texts[at - 1])
    Limb.objects.bulk_create(
        Limb(recommendation=recommendation, order=at, label=_label(at), text=text) for at, text in wanted.items()
    )


def _label(at):
    return f"({chr(96 + at)})" if at <= 26 else f"({at})"


def set_addressees(recommendation, names):
    """Give the recommendation these addressees, joined to the council's body where the words are its name or
    abbreviation; who is there already stays.

    Raises Refused when somebody who was sent a request would go.
    """
    names = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    there = list(recommendation.addressees.select_related("body", "request").order_by("order", "pk"))
    if [str(one) for one in there] == names:
        return
    bodies = _bodies(recommendation.review.council_id) if names else {}
    wanted, taken = [], set()
    for name in names:
        body = bodies.get(_key(name))
        if body is not None and body.pk in taken:
            continue
        taken.add(body.pk if body else None)
        wanted.append((body, name))
    by_name = {str(one): one for one in there}
    by_body = {one.body_id: one for one in there if one.body_id}
    kept = {}
    for at, (body, name) in enumerate(wanted):
        one = by_name.get(name) or (body and by_body.get(body.pk))
        if one and one.pk not in {each.pk for each in kept.values()}:
            kept[at] = one
    staying = {one.pk for one in kept.values()}
    for one in there:
        if one.pk in staying:
            continue
        if getattr(one, "request", None) is not None:
            raise Refused(
                f"{one} has been asked to respond, so they cannot be taken out. Put their line back. If they should "
                "not have been asked, withdraw the recommendation and say why.",
                "addressees",
            )
        one.delete()
    for at, (body, name) in enumerate(wanted):
        one = kept.get(at) or Addressee(recommendation=recommendation)
        if one.body_id is None or body is not None:
            one.body = body
        one.name = "" if one.body is not None and one.body.name == name else name
        one.order = at + 1
        one.save()


def _bodies(council):
    """The council's bodies by name and by abbreviation; a live one before one that ended."""
    bodies = {}
    for body in Body.objects.filter(council=council).order_by("-ends_on", "-pk"):
        for words in filter(None, (body.name, body.abbreviation)):
            bodies[_key(words)] = body
    return bodies


def _key(words):
    """A name as it is compared: without case and without "the" before it."""
    return words.casefold().removeprefix("the ").strip()
