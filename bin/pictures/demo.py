"""The demo study as the pictures show it, and the things in it that they show."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DEMO = "/studies/demo/"
MORNING = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
FOUND = "Nobody asked whose pound it was"  # the words that the demo opens on


def furnish() -> None:
    """The demo study, and people to work on it."""
    from django.core.management import call_command

    from accounts import demo
    from accounts.models import Membership, Study, User
    from interviews.anonymise.proposing import propose

    call_command("import_study", str(ROOT / "fixtures" / "demo"), stdout=io.StringIO())
    demo.ensure("demo")
    study = Study.objects.get(slug="demo")
    for name, role in (("Bob Tanner", Membership.Role.ANALYST), ("Rita Hale", Membership.Role.READER)):
        user = User.objects.create_user(f"{name.split()[0].lower()}@triad.example", "not for logging in", name=name)
        study.admit(user, role)
    propose(study, by=User.objects.get(email=demo.EMAIL))


def set_the_clock(begun: datetime) -> None:
    """Whatever happened since `begun` happened on a morning in June, in the same order."""
    from django.apps import apps
    from django.db.models import DateTimeField, F

    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, DateTimeField) and (field.auto_now or field.auto_now_add):
                late = model._default_manager.filter(**{f"{field.name}__gte": begun})
                late.update(**{field.name: F(field.name) + (MORNING - begun)})


def source(printed_id: str = "20417") -> Any:
    from interviews.models import Source

    return Source.objects.get(study__slug="demo", printed_id=printed_id)


def extract(words: str = FOUND) -> Any:
    from interviews.models import Extract

    found = Extract.objects.filter(text__source=source(), quote__contains=words)
    return min(found, key=lambda each: len(each.quote))


def configuration(code: str = "CMO-04") -> Any:
    from cmo.models import Configuration

    return Configuration.objects.get(study__slug="demo", code=code)


def report() -> Any:
    from reports.models import Report

    return Report.objects.get(study__slug="demo", name="dementia")


def coded_twice() -> Any:
    """One interview coded by two, as it was in the demo, but for every third place."""
    from interviews.double import deeds
    from interviews.models import Coding, DoubleCoding, Extract

    study = source().study
    owner, analyst = study.memberships.get(role="owner"), study.memberships.get(role="analyst")
    double = DoubleCoding.objects.begin([source("31862")], analyst, owner, by=owner)[0]
    known = Coding.objects.filter(extract__text=double.source.latest_text).order_by("extract__start", "code")
    for place, coding in enumerate(known.select_related("extract__text__source__study", "code")):
        marked, first, second = coding.extract, analyst.user, owner.user
        for user in {0: (first,), 1: (second,)}.get(place % 6, (first, second)):
            end = marked.end if user is first or place % 3 else marked.start + len(marked.quote[:-20].rsplit(" ", 1)[0])
            Extract.objects.mark(marked.text, marked.start, end, by=user, codes=[coding.code])
    for assignment in double.assignments.select_related("user"):
        deeds.finish(assignment, by=assignment.user)
    DoubleCoding.objects.filter(pk=double.pk).update(begun_at=MORNING, opened_at=MORNING)
    return double


def suggested(code: str = "Pooled fund") -> Any:
    """A run of suggestions, made now as the worker makes it."""
    from uuid import uuid4

    from accounts import demo, jobs
    from interviews.models import SuggestionRun
    from interviews.suggesting import asking

    study = source().study
    member = study.memberships.select_related("study", "user").get(user__email=demo.EMAIL)
    job = jobs.run(asking.begin(member, study.codes.get(name=code), run=uuid4()))
    SuggestionRun.objects.filter(pk=job.thing).update(made_at=MORNING)
    return SuggestionRun.objects.get(pk=job.thing)
