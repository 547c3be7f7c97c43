"""Who may do what: users, studies, membership with roles, the journal of what was done, and what it changed."""

import secrets
import uuid
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

SILENT = timedelta(seconds=30)
STANDARD_CITATION = "[{id}, {site}, {organisation}, {date:%b %Y}]"


class Identified(models.Model):
    """A row with a UUID of its own: the address of the thing in URLs, exchange files and the API."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    no_undo: ClassVar[str] = ""
    """Why a deed that changed such a row is not taken back by undoing, and what to do instead (accounts/undo.py)."""

    class Meta:
        abstract = True

    @classmethod
    def as_now(cls, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any] | None]:
        """Values by column as they were once, told in today's terms; None where that cannot be done any more."""
        return rows

    @classmethod
    def kept_from_undo(cls, before: dict[str, Any], after: dict[str, Any]) -> str:
        """Why this change is not taken back by undoing, and what to do instead; "" where it may be."""
        return ""

    @classmethod
    def restored(cls, changed: Collection[tuple[uuid.UUID, frozenset[str]]]) -> None:
        """Make what follows from these columns of these rows; called when something was undone."""

    @classmethod
    def taken_away(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Make what follows from rows that are gone, given by column; called when their making was undone."""


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of this e-mail address, in whatever case it was typed."""
        return self.get(email__iexact=(username or "").strip())

    def invite(self, email: str, *, name: str) -> "tuple[User, str]":
        """A new account, and the password to hand over once; at the first log-in its owner is asked for another."""
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        user = self.model(email=self.normalize_email(email), name=name, password_is_lent=True)
        user.set_password(password)
        user.full_clean()
        user.save(force_insert=True)
        return user, password

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(Identified, AbstractUser):
    """A person with an account. The e-mail address is the log-in name."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("name", max_length=200)
    password_is_lent = models.BooleanField("was given a password by somebody else", default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email


class StudyQuerySet(models.QuerySet["Study"]):
    def of(self, user: Any) -> Self:
        """The studies this user is a member of."""
        return self.filter(memberships__user=user)


class Study(Identified):  # the tree manager of study.codes
    """A realist evaluation: the root that every other row hangs from."""

    slug = models.SlugField("short name", unique=True, help_text="For web addresses: a–z, 0–9 and hyphens.")
    title = models.CharField(max_length=300)
    programme = models.CharField("programme described", max_length=300, blank=True)
    design = models.CharField(max_length=300, blank=True, default="realist evaluation")
    citation = models.CharField("citation style", max_length=300, default=STANDARD_CITATION)
    threshold = models.PositiveSmallIntegerField("anonymity threshold", default=3)
    ethics = models.TextField("ethics reference", blank=True)
    funding = models.TextField(blank=True)
    disclaimer = models.TextField(blank=True)
    levels = models.JSONField(default=list, blank=True)
    rules = models.JSONField(default=dict, blank=True)
    opening = models.JSONField(default=dict, blank=True)
    replacement_pattern = models.JSONField("how replacements read", default=dict, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StudyQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "studies"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def kept_from_undo(cls, before: dict[str, Any], after: dict[str, Any]) -> str:
        """What rules require is looked at when they are set; an undoing would set them unlooked."""
        if before.keys() | after.keys() >= {"rules"} and before.get("rules") != after.get("rules"):
            return "The rules of the study are set on their own page, under Settings. Change them there."
        return ""

    def admit(self, user: User, role: str, *, site_restricted: bool = False) -> "Membership":
        """Make `user` a member with `role`, or change the role of one who is."""
        membership, _ = Membership.objects.update_or_create(
            study=self, user=user, defaults={"role": role, "site_restricted": site_restricted}
        )
        return membership


class Membership(Identified):
    """A user in a study. A site-restricted analyst sees only sources of the sites given in tracers.SiteAccess."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        ANALYST = "analyst", "Analyst"
        READER = "reader", "Reader"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    site_restricted = models.BooleanField("only the sources of given sites", default=False)

    no_undo = "Who belongs to the study is not changed by undoing. Change it on the page “People”."

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.UniqueConstraint(fields=["study", "user"], name="one_membership_each"),
            models.CheckConstraint(condition=models.Q(role__in=["owner", "analyst", "reader"]), name="known_role"),
            models.CheckConstraint(
                condition=~models.Q(role="owner", site_restricted=True), name="an_owner_is_not_restricted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def may_write(self) -> bool:
        return self.role in {self.Role.OWNER, self.Role.ANALYST}

    @property
    def owns(self) -> bool:
        return self.role == self.Role.OWNER


class StudyKey(models.Model):
    """What seals the words taken out of a study, sealed itself (accounts/sealing.py); gone without `sealed`."""

    study = models.OneToOneField(Study, on_delete=models.CASCADE, primary_key=True, related_name="key")
    sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)

    no_undo = "What was done with the key of the study cannot be undone. A key that was destroyed is gone."

    class Meta:
        verbose_name = "key"

    def __str__(self) -> str:
        return f"key of {self.study}"


class Step(models.Func):
    """The id of the transaction that is going on (made by a migration)."""

    function = "triad_step"
    output_field = models.UUIDField()
    template = "%(function)s()"


class JournalEntry(models.Model):
    """Who did what, when. It points at things by kind and UUID and never holds words of a transcript.

    `step` is the transaction in which it was done; what that changed stands in Change. `undoes` is the step that this
    one took back, `redoes` the step whose undoing it took back.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="journal")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    deed = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    thing = models.UUIDField(null=True)
    count = models.PositiveIntegerField(default=1)
    step = models.UUIDField(null=True, db_default=Step(), editable=False)
    undoes = models.UUIDField(null=True, editable=False)
    redoes = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "journal entries"
        indexes = [
            models.Index(fields=["study", "-at"], name="journal_lately"),
            models.Index(fields=["step"], name="journal_of_a_step"),
            models.Index(fields=["undoes"], name="what_undid", condition=models.Q(undoes__isnull=False)),
            models.Index(fields=["redoes"], name="what_redid", condition=models.Q(redoes__isnull=False)),
            models.Index(fields=["study", "by", "-id"], name="journal_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.kind}"


class Change(models.Model):
    """What became of one row in one step, written by the database itself (accounts/history/tracking.py).

    `kind` is the model's label, `part_of` the row it hangs from. `before` and `after` hold the columns without words:
    of an update those that changed. Nothing is ever changed or taken from here until the study goes.
    """

    class Op(models.TextChoices):
        INSERT = "insert", "made"
        UPDATE = "update", "changed"
        DELETE = "delete", "removed"
        BARRIER = "barrier", "done for good"

    study = models.UUIDField(null=True)
    step = models.UUIDField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    row = models.UUIDField(null=True)
    part_of = models.UUIDField(null=True)
    op = models.CharField(max_length=8, choices=Op)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    worded = models.BooleanField("had words", default=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["step"], name="changes_of_a_step"),
            models.Index(fields=["row"], name="changes_of_a_row"),
            models.Index(fields=["part_of"], name="changes_of_parts", condition=models.Q(part_of__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.op}"

    @property
    def told(self) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The words before and after, where there were any and they are still kept."""
        held: ChangeWords | None = getattr(self, "words", None)
        return (held.before, held.after) if held else None


class ChangeWords(models.Model):
    """What people wrote in a row, before and after a change; deleted when names are taken out of the study's words."""

    # The triggers alone write here: a check of each key when the transaction ends would cost as much as the row.
    change = models.OneToOneField(
        Change, on_delete=models.CASCADE, primary_key=True, related_name="words", db_constraint=False
    )
    study = models.UUIDField(db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "words of changes"

    def __str__(self) -> str:
        return f"words of {self.change_id}"


class Job(Identified):
    """Work in the background (accounts/jobs.py): what it is about, by UUID without a foreign key, and how far it is."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Broke off"
        DONE = "done", "Done"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    thing = models.UUIDField(null=True)
    given = models.JSONField("what it was told to do", default=dict, blank=True)
    onward = models.CharField("address of what came of it", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    problem = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField("times begun since the last step", default=0)
    heartbeat = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at"]
        indexes = [
            models.Index(fields=["made_at"], name="open_jobs", condition=models.Q(state__in=["waiting", "running"]))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or going on."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def is_silent(self) -> bool:
        """Whether nobody has worked at it for so long that nobody may be there."""
        return self.is_open and timezone.now() - (self.heartbeat or self.made_at) > SILENT
