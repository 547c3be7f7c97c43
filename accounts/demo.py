"""The demo login, made for an embedded installation alone (make run without DATABASE_URL)."""

from accounts.models import Membership, Study, User

EMAIL = "demo@triad.example"
PASSWORD = "demo"  # noqa: S105 - printed on purpose; the demo listens on this computer alone


def ensure(slug: str) -> tuple[str, str]:
    """Make the demo login, owner of the study `slug`, unless it is there. Returns e-mail address and password."""
    user = User.objects.filter(email=EMAIL).first() or User.objects.create_user(EMAIL, PASSWORD, name="Alice Marsh")
    study = Study.objects.get(slug=slug)
    if not Membership.objects.filter(study=study, user=user).exists():
        study.admit(user, Membership.Role.OWNER)
    return EMAIL, PASSWORD


def hint() -> dict[str, str] | None:
    """The demo login to show beside the log-in form, as long as there is one and its password is the known one."""
    user = User.objects.filter(email=EMAIL, is_active=True).first()
    return {"email": EMAIL, "password": PASSWORD} if user and user.check_password(PASSWORD) else None
