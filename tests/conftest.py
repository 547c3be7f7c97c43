"""The cast of every test: Alice owns, Bob codes, Rita reads, Charlie is a stranger."""

import pytest
from django.test import Client

from accounts.models import Membership, Study, User
from interviews.matrix import kept
from tests import factories


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was counted in another test is not there for this one."""
    kept._KEPT.clear()


@pytest.fixture
def study(db) -> Study:
    """A study with Area 1, Area 2 and the national level, two tracers and a theme."""
    return factories.study()


@pytest.fixture
def alice(study) -> User:
    return factories.member(study, "Alice Marsh", Membership.Role.OWNER)


@pytest.fixture
def bob(study) -> User:
    return factories.member(study, "Bob Tanner", Membership.Role.ANALYST)


@pytest.fixture
def rita(study) -> User:
    return factories.member(study, "Rita Hale", Membership.Role.READER)


@pytest.fixture
def charlie(db) -> User:
    """A stranger: an account without a membership in `study`, but the owner of a study of his own."""
    user = factories.user("Charlie Voss")
    factories.study(slug="charlies", title="Charlie’s own study").admit(user, Membership.Role.OWNER)
    return user


@pytest.fixture
def as_user():
    """A client that is logged in: as_user(bob).get(…)."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in
