"""Bringing a draft into the study: one transaction, saved only when no row was wrong."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from accounts import journal
from accounts.models import Membership, Study
from exchange.studyfolder.folder import PlainFolder
from exchange.studyfolder.loading import Loading, sentences
from exchange.triads.draft import Draft
from exchange.triads.sheets import TABLES
from interviews.models import SourceText
from interviews.problems import Problems
from interviews.tables import Row


class NoFolder(PlainFolder):
    """A draft is no folder and holds no files."""

    def __init__(self) -> None: ...

    def names(self) -> list[str]:
        return []


@dataclass
class Bringing(Loading):
    """An import of tables alone, by a member who finds no more than what that member may see."""

    draft: Draft = field(default_factory=Draft)
    member: Membership = field(default_factory=Membership)
    frame = "the study’s frame"

    def table(self, name: str, required: tuple[str, ...], optional: tuple[str, ...]) -> list[Row]:
        return self.draft.of(name)

    def seen[M: models.Model](self, rows: models.QuerySet[M]) -> models.QuerySet[M]:
        allowed = rows.model._default_manager.visible_to(self.member)  # type: ignore[attr-defined]
        return rows.filter(pk__in=allowed.values("pk"))

    @cached_property
    def texts(self) -> dict[Any, SourceText]:
        sources = self.seen(self.study.sources.all())
        texts = SourceText.objects.filter(source__in=sources).order_by("version").select_related("source")
        return {text.source_id: text for text in texts}


def bring_in(member: Membership, draft: Draft, *, dry_run: bool = False) -> Problems:
    """What was made, changed, left and why. With errors, or in a dry run, nothing is saved."""
    problems = Problems()
    with transaction.atomic():
        Study.objects.select_for_update().get(pk=member.study_id)
        _guarded(member, draft, problems)
        if problems.errors or dry_run:
            transaction.set_rollback(True)
        else:
            _note(member, draft)
    return problems


def _guarded(member: Membership, draft: Draft, problems: Problems) -> None:
    try:
        with transaction.atomic():
            _load(member, draft, problems)
    except (DataError, IntegrityError) as error:
        reason = str(error).splitlines()[0]
        problems.error("These tables", 0, f"some rows do not go together ({reason}). Look for two rows with one name.")


def _load(member: Membership, draft: Draft, problems: Problems) -> None:
    loading = Bringing(NoFolder(), member.study, member.user, problems, draft=draft, member=member)
    for table in TABLES.values():
        table.load(loading)
        if problems.errors:  # what comes next stands on these rows
            return
    _hold_rules(member, draft, problems)


def _hold_rules(member: Membership, draft: Draft, problems: Problems) -> None:
    """What a state requires, it requires of what is brought in as well."""
    where = {row["id"].casefold(): row for row in draft.of("configurations")}
    touched = {row["configuration"].casefold() for row in draft.of("evidence")} | where.keys()
    touched |= {row[end].casefold() for row in draft.of("links") for end in ("from", "to")}
    for configuration in member.study.configurations.all():
        if configuration.code.casefold() not in touched:
            continue
        try:
            configuration.hold_rules()
        except ValidationError as error:
            row = where.get(configuration.code.casefold())
            said = f"{sentences(error).removeprefix('state: ')} Put it back to an earlier state first."
            problems.error(row.file if row else configuration.code, row.number if row else 0, said)


def _note(member: Membership, draft: Draft) -> None:
    """In the journal: how many configurations, or whatever there is most of."""
    study, codes = member.study, [row["id"] for row in draft.of("configurations")]
    made = study.configurations.filter(code__in=codes).first()
    journal.record(study, member.user, "brought in", made or study, count=len(codes) if made else 1)
