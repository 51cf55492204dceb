"""When somebody else saved first: both texts side by side, and neither is lost.

What they saved is in the history. What the reader wrote is in the form, to be saved as it is or put together with
theirs; it is also kept among their unsaved text, where it stays if they keep theirs.
"""

from django.shortcuts import render

from scrutiny.engine import drafts
from scrutiny.engine.forms.dates import PartialDateField
from scrutiny.engine.rules import partial_dates

NOT_COMPARED = ("once", "version", "file", "removes_file")


def conflict(request, stale, form, *, prefix, back, context=None, lists=None):
    """The page (status 409) that shows both texts after versions.Stale; `form` is the bound form that was refused.

    `prefix` names the thing's drafts ("finding:12"), `back` is where "Keep theirs" leads, `context` is that of the
    page's frame (see views.workspace). The page posts the same fields to the same address, with the version that is
    saved now, so the view that called this needs nothing more. `lists` are what is saved now of fields that are rows of
    their own, as lists of text by the field's name.
    """
    form.show_stale(stale)
    form.summary_shown = True  # the page's heading says what happened
    pairs = []
    for name, mine in form.cleaned_data.items():
        if name in (lists or {}) and name in form.fields:
            if lists[name] != mine:
                label = str(form.fields[name].label).removesuffix(" (optional)")
                pairs.append({"label": label, "theirs": _lines(lists[name]), "mine": _lines(mine)})
            continue
        if name in NOT_COMPARED or name not in form.fields or not hasattr(stale.current, name):
            continue
        theirs = getattr(stale.current, name)
        if hasattr(theirs, "all") or theirs == mine:
            continue
        if isinstance(mine, str):
            _keep(request.user, f"{prefix}:{name}", mine, stale.current.version)
        field = form.fields[name]
        label = str(field.label).removesuffix(" (optional)")
        pairs.append({"label": label, "theirs": _words(field, theirs), "mine": _words(field, mine)})
    saved = stale.current.history.select_related("history_user").first()
    return render(
        request,
        "scrutiny/text_conflict.html",
        {
            **(context or {}),
            "form": form,
            "pairs": pairs,
            "who": saved.history_user if saved and saved.history_user_id else None,
            "when": saved.history_date if saved else None,
            "back": back,
        },
        status=409,
    )


def _lines(items):
    return "\n".join(items) or "Nothing"


def _words(field, value):
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value in (None, ""):
        return "Nothing"
    if isinstance(field, PartialDateField) and isinstance(value, str):
        return partial_dates.in_words(value)
    choices = dict(getattr(field, "choices", ()) or ()) if isinstance(value, str | int) else {}
    return str(choices.get(value, choices.get(str(value), value)))


def _keep(user, key, text, version):
    try:
        drafts.keep(user, key, text, version)
    except drafts.DraftRefused:
        return  # too long to keep twice: it is in the form
