"""The forms of signing in and of changing a password."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import MaxLengthValidator

from .base import GovFormMixin


class SignInForm(GovFormMixin, AuthenticationForm):
    """Sign-in name and password."""

    error_messages = {
        "invalid_login": "The sign-in name or the password is not right. Check both and try again",
        "inactive": "This account has been closed. Ask whoever runs Scrutiny at your council",
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = "Sign-in name"
        self.fields["username"].widget.attrs.pop("autofocus", None)
        # Django only tells the browser; a longer one would not fit where failed tries are recorded.
        self.fields["username"].validators.append(MaxLengthValidator(150))


class PasswordForm(GovFormMixin, PasswordChangeForm):
    """The old password and the new one twice."""

    error_messages = {
        "password_mismatch": "The two new passwords are different. Type the same one twice",
        "password_incorrect": "The old password is not right. Type it again",
    }

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields["old_password"].label = "Old password"
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
        self.fields["new_password1"].label = "New password"
        self.fields["new_password2"].label = "New password again"
        for name in ("new_password1", "new_password2"):
            self.fields[name].help_text = ""
