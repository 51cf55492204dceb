"""Forms of owners, and the boxes that choose one."""

from django import forms

from recommendations.models import Owner
from scrutiny.engine.forms import GovForm, OnceMixin, PlainCharField
from scrutiny.forms.choosing import RowField, bodies_offered

BOTH = "Choose somebody, or enter somebody new: not both"


class OwnerForm(OnceMixin, GovForm):
    """Who owes progress, and who stands above them."""

    name = PlainCharField(label="Name", max_length=200, error_messages={"required": "Enter the owner’s name"})
    post = PlainCharField(label="Post", max_length=200, required=False)
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        max_length=254,
        help_text="Where they are asked how their actions get on. Without it they cannot be asked.",
    )
    body = RowField(label="Where they work", required=False, empty="Not said")
    manager_name = PlainCharField(label="Head of service", max_length=200, required=False)
    manager_email = forms.EmailField(
        label="Head of service’s e-mail address",
        required=False,
        max_length=254,
        help_text="They hear of it when the owner stays silent.",
    )
    is_active = forms.BooleanField(label="Still in post", required=False, initial=True)

    def __init__(self, *args, user, council, owner=None, **kwargs):
        if owner is not None:
            kwargs["initial"] = {name: getattr(owner, name) for name in self.base_fields if name != "once"}
        super().__init__(*args, **kwargs)
        also = [owner.body] if owner is not None and owner.body else []
        bodies = [body for body in bodies_offered(user, also=also) if body.council_id == council.pk]
        self.fields["body"].offer(bodies, empty="Not said")
        if owner is None:
            del self.fields["is_active"]


class OwnerMixin(forms.Form):
    """Chooses an owner of the council, or names somebody new, whom the action makes (actions.owners.chosen)."""

    owner = RowField(label="Owner", required=False, empty="Nobody yet")
    new_owner = PlainCharField(
        label="Or somebody new",
        max_length=400,
        required=False,
        help_text="Name and post, such as: Una Fell, Head of Schools. You can add an e-mail address later.",
    )

    def offer_owners(self, council, *, also=(), empty="Nobody yet"):
        """Offer the council's owners who are still in post, and those in `also`."""
        self.council = council
        found = {one.pk: one for one in Owner.objects.filter(council=council, is_active=True)}
        found |= {one.pk: one for one in also if one is not None}
        self.fields["owner"].offer(sorted(found.values(), key=lambda one: str(one).casefold()), empty=empty)

    def clean(self):
        """Refuse two owners at once."""
        values = super().clean()
        if values.get("owner") and values.get("new_owner"):
            self.add_error("new_owner", BOTH)
        return values
