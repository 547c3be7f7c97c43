"""The forms of the door: log in, and choose a password."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from accounts.models import User


class LogInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": "This e-mail address and password do not belong together. Please try again; capital letters "
        "count in a password. An owner of your study can tell you which address you have here.",
        "inactive": "This account is closed. Ask an owner of your study.",
    }


class PasswordForm(PasswordChangeForm):
    """A new password of one's own; saving it ends the loan of one that somebody else gave."""

    def save(self, commit: bool = True) -> User:
        self.user.password_is_lent = False
        return super().save(commit)
