"""Importing a study folder: one transaction, saved only when no row was wrong."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from accounts.models import Membership, Study, User
from exchange.studyfolder import frame, writing
from exchange.studyfolder.folder import Folder, NotAFolder, open_folder
from exchange.studyfolder.order import TABLES
from interviews.problems import Problems

STEPS = (*(module.load for module in TABLES.values()), writing.load_references, writing.load_reports)


def load(
    path: Path, *, by: User | None = None, dry_run: bool = False, as_owner: bool = False
) -> tuple[Study | None, Problems]:
    """Import the study folder at `path`, making the study or bringing it up to date. With errors nothing is saved.

    Returns the study (None when nothing was saved) and all there is to say. A dry run says the same and saves nothing.
    `as_owner`: a study that is there already must be owned by `by`, and a new one will be.
    """
    problems = Problems()
    try:
        folder = open_folder(path)
    except NotAFolder as error:
        problems.error(path.name, 0, str(error))
        return None, problems
    with transaction.atomic():
        study = _guarded(folder, by, problems)
        if study and as_owner:
            _see_to_owner(study, by, problems)
        if problems.errors or dry_run:
            transaction.set_rollback(True)
            return None, problems
    return study, problems


def _guarded(folder: Folder, by: User | None, problems: Problems) -> Study | None:
    """What no row was blamed for is still an error of the folder, never a half import."""
    try:
        with transaction.atomic():
            return _load(folder, by, problems)
    except NotAFolder as error:
        problems.error("study folder", 0, str(error))
    except (DataError, IntegrityError) as error:
        reason = str(error).splitlines()[0]
        problems.error(
            "study folder",
            0,
            f"some rows do not go together with each other or with what is in the study ({reason}). "
            "Look for two rows with one name, or a uuid that was moved to another row.",
        )
    return None


def _load(folder: Folder, by: User | None, problems: Problems) -> Study | None:
    loading = frame.load(folder, by, problems)
    if loading is None:
        return None
    _note_unknown_files(folder, problems)
    for step in STEPS:
        step(loading)
        if problems.errors:  # what comes next stands on these rows: name all errors of one table, then stop
            return loading.study
    _hold_rules(loading.study, problems)
    return loading.study


def _hold_rules(study: Study, problems: Problems) -> None:
    """What a state requires, it requires of what is brought in as well, with all that is said of it."""
    for configuration in study.configurations.all():
        try:
            configuration.hold_rules()
        except ValidationError as error:
            remedy = "Name an earlier state in its row, or let the rule remind in study.toml."
            problems.error("configurations.csv", 0, f"{' '.join(error.messages)} {remedy}")


def _see_to_owner(study: Study, by: User | None, problems: Problems) -> None:
    if by and not study.memberships.exists():
        study.admit(by, Membership.Role.OWNER)
    if not study.memberships.filter(user=by, role=Membership.Role.OWNER).exists():
        problems.errors.clear()  # what else is wrong would tell a stranger what the study holds
        problems.notices.clear()
        problems.error("study.toml", 0, f"the slug “{study.slug}” is taken. Write another one.")


def _note_unknown_files(folder: Folder, problems: Problems) -> None:
    for name in folder.names():
        path = Path(name)
        if not path.parts:
            continue
        known = name in {"study.toml", "references.json"} or (
            len(path.parts) == 1 and path.stem in TABLES and path.suffix in {".csv", ".xlsx"}
        )
        if not known and path.parts[0] not in {"texts", "reports"} and not path.name.startswith("."):
            problems.notice(name, 0, "this file is not part of a study folder and was left out.")
