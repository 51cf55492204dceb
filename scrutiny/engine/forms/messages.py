"""What forms say when something is missing or wrong: what to do, in the field's own words."""

from django import forms


def name_of(field, fallback="This"):
    """The field's label as the start of a sentence, without "(optional)"."""
    label = str(field.label or fallback).removesuffix(" (optional)").rstrip(":")
    return label[:1].upper() + label[1:]


def asked_for(field):
    """The field's label inside a sentence: "the title", "your name"; a question is quoted."""
    name = name_of(field)
    if name.endswith("?"):
        return f"an answer to “{name}”"
    first = name.split(" ")[0]
    if len(first) < 2 or first[1:].islower():
        name = name[:1].lower() + name[1:]
    if first.lower() in ("your", "the", "a", "an", "who", "what", "when", "where", "why", "how", "which", "whether"):
        return name
    return f"the {name}"


def make_plain(field):
    """Replace Django's own messages on a field with plain ones; messages given on purpose stay."""
    what = asked_for(field)
    plain = {"required": f"Enter {what}", "null_characters_not_allowed": f"Enter {what} again: it could not be read"}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        plain["required"] = f"Choose {what}"
        plain["invalid_choice"] = f"Choose {what} from the list: what was sent is not on it"
        plain["invalid_list"] = plain["invalid_choice"]
        plain["invalid_pk_value"] = plain["invalid_choice"]
    elif isinstance(field, forms.FileField):
        plain["required"] = f"Choose {what}"
        plain["empty"] = "The file is empty. Choose another"
    elif isinstance(field, forms.BooleanField):
        plain["required"] = f"Tick “{name_of(field)}” to go on"
    elif isinstance(field, forms.EmailField):
        # The words are Django's validator's, not the field's, until the field has its own.
        field.error_messages.setdefault("invalid", f"{name_of(field)} must look like name@example.org")
    elif isinstance(field, forms.URLField):
        plain["invalid"] = f"{name_of(field)} must look like https://www.example.org"
    elif isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField):
        plain["invalid"] = f"{name_of(field)} must be a number, such as 12"
    standard = _standard(type(field))
    for code, message in plain.items():
        if code in standard and field.error_messages.get(code) == standard[code]:
            field.error_messages[code] = message
    _plain_limits(field)


def _plain_limits(field):
    """Plain messages for the least and most that a number or text may be."""
    name = name_of(field)
    sayings = {
        "max_value": "{name} must be %(limit_value)s or less",
        "min_value": "{name} must be %(limit_value)s or more",
        "max_length": "{name} must be %(limit_value)d characters or fewer: it has %(show_value)d",
        "min_length": "{name} must be %(limit_value)d characters or more: it has %(show_value)d",
    }
    for validator in field.validators:
        code = getattr(validator, "code", None)
        if code in sayings and type(validator).__module__ == "django.core.validators":
            validator.message = sayings[code].format(name=name)


def _standard(kind):
    """Django's own messages for a class of field."""
    messages = {}
    for cls in reversed(kind.__mro__):
        messages.update(cls.__dict__.get("default_error_messages", {}))
    return messages
