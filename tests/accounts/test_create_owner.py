import re

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User


def create(*words: str, capsys) -> str:
    call_command("create_owner", *words)
    return capsys.readouterr().out


def test_a_password_is_made_and_shown_once(db, capsys):
    said = create("olga@example.org", "--name", "Olga Berg", "--generate", capsys=capsys)
    password = re.search(r"shown this once: (\S+)", said)[1]
    user = User.objects.get(email="olga@example.org")
    assert user.check_password(password)
    assert user.password_is_lent
    assert len(password) >= 16


def test_the_account_owns_the_study_that_is_named(study, capsys):
    create("olga@example.org", "--name", "Olga Berg", "--study", study.slug, capsys=capsys)
    assert study.memberships.get(user__email="olga@example.org").owns


def test_an_address_that_has_an_account_is_refused(alice):
    with pytest.raises(CommandError, match="already"):
        call_command("create_owner", "ALICE@example.org", "--name", "Alice")


def test_an_unknown_study_makes_no_account(db):
    with pytest.raises(CommandError, match="no study"):
        call_command("create_owner", "olga@example.org", "--name", "Olga", "--study", "nowhere")
    assert not User.objects.exists()


def test_what_is_no_address_is_refused(db):
    with pytest.raises(CommandError, match="valid email"):
        call_command("create_owner", "olga", "--name", "Olga")
