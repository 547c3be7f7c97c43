"""What the database refuses after every check had passed is told, and nothing of it is left."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.urls import reverse

from accounts.models import JournalEntry
from tests import factories
from tracers.models import Site


@pytest.mark.django_db(transaction=True)
def test_the_same_name_given_twice_at_once_is_told_to_the_second(study, bob, as_user):
    client = as_user(bob)
    address = f"/studies/{study.slug}/frame/sites/"

    def post() -> object:
        try:
            return client.post(address, {"code": "A3", "label": "Area 3", "kind": "area"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Site.objects.create(study=study, code="A3", label="Area 3", kind="area")
            waiting = pool.submit(post)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        answer = waiting.result(timeout=20)
    assert answer.status_code == 409
    assert "Somebody else saved at the same moment" in answer.text
    assert (study.sites.filter(code="A3").count(), JournalEntry.objects.filter(by=bob).count()) == (1, 0)


def test_other_troubles_of_the_database_are_not_called_so(study, bob, as_user):
    client = as_user(bob)
    client.raise_request_exception = False
    factories.source(study)
    with connections["default"].cursor() as cursor, transaction.atomic():
        cursor.execute("ALTER TABLE interviews_code RENAME TO elsewhere")
        answer = client.get(reverse("interviews:code_list", kwargs={"slug": study.slug}))
        transaction.set_rollback(True)
    assert answer.status_code == 500
