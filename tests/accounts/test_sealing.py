"""Words that are taken out can be read with the key, and with nothing else."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import sealing
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


def test_a_new_sealing_key_takes_over_and_the_old_one_can_go(study: Study, settings):
    sealed = sealing.seal(study, "Fionnuala")
    new = Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, *settings.SEALING_KEYS]
    assert sealing.rotate() == 1
    settings.SEALING_KEYS = [new]
    assert sealing.unseal(study, sealed) == "Fionnuala"
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(sealing.Sealed, match="sealing key of this installation"):
        sealing.unseal(study, sealed)
