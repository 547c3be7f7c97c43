"""Words that are taken out can be read with the key, and with nothing else."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import checks, sealing
from accounts.models import JournalEntry, Study, StudyKey

pytestmark = pytest.mark.django_db


@given(words=st.text())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_comes_out_as_it_went_in(study: Study, words: str):
    assert sealing.unseal(study, sealing.seal(study, words)) == words


def test_neither_the_words_nor_the_key_stand_in_the_database(study: Study):
    sealed = sealing.seal(study, "Fionnuala")
    assert b"Fionnuala" not in sealed
    key = StudyKey.objects.get(study=study)
    with pytest.raises(ValueError, match="Fernet key"):
        Fernet(bytes(key.sealed or b""))


def test_another_study_cannot_read_them(study: Study):
    other = Study.objects.create(slug="other", title="Other")
    sealing.seal(other, "something")
    with pytest.raises(sealing.Sealed, match="another key"):
        sealing.unseal(other, sealing.seal(study, "Fionnuala"))


def test_after_the_key_is_destroyed_nothing_can_be_read_or_sealed(study: Study, alice):
    sealed = sealing.seal(study, "Fionnuala")
    assert sealing.can_unseal(study)
    sealing.destroy(study, by=alice)
    sealing.destroy(study, by=alice)
    assert not sealing.can_unseal(study)
    with pytest.raises(sealing.Sealed, match="was destroyed"):
        sealing.unseal(study, sealed)
    with pytest.raises(sealing.Sealed, match="was destroyed"):
        sealing.seal(study, "again")
    assert JournalEntry.objects.filter(study=study, deed="destroyed the key of", by=alice).count() == 1


def test_a_new_sealing_key_takes_over_and_the_old_one_can_go(study: Study, settings, capsys):
    sealed = sealing.seal(study, "Fionnuala")
    new = Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, *settings.SEALING_KEYS]
    call_command("rotate_keys")
    assert "1 keys of studies" in capsys.readouterr().out
    settings.SEALING_KEYS = [new]
    assert sealing.unseal(study, sealed) == "Fionnuala"
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(sealing.Sealed, match="sealing key of this installation"):
        sealing.unseal(study, sealed)


def test_keys_are_sealed_anew_all_or_none(study: Study, settings):
    first = settings.SEALING_KEYS[0]
    lost, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    other = Study.objects.create(slug="a-lost-one", title="A lost one")
    sealed = sealing.seal(study, "Fionnuala")
    settings.SEALING_KEYS = [lost]
    sealing.seal(other, "something")
    settings.SEALING_KEYS = [new, first]
    with pytest.raises(CommandError, match="“A lost one” was sealed with"):
        call_command("rotate_keys")
    settings.SEALING_KEYS = [first]
    assert sealing.unseal(study, sealed) == "Fionnuala"


def test_a_destroyed_key_stays_destroyed_when_keys_are_sealed_anew(study: Study, alice):
    sealing.seal(study, "Fionnuala")
    sealing.destroy(study, by=alice)
    assert sealing.rotate() == 0
    assert not sealing.can_unseal(study)


@pytest.mark.parametrize("keys", [[], ["no key"], [Fernet.generate_key().decode(), "no key"]])
def test_a_sealing_key_that_is_none_is_said_at_start(settings, keys):
    settings.SEALING_KEYS = keys
    [error] = checks.sealing_keys()
    assert "SEALING_KEY" in error.msg


def test_a_sealing_key_is_found_right():
    assert checks.sealing_keys() == []
