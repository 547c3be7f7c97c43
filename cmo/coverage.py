"""What is still missing in a study's theory side, each with the place where it is mended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Membership, Study
from cmo.models import Configuration, ConfigurationQuestion, ConfigurationTheme, Evidence, SiteFinding
from tracers.models import QuestionTheme, QuestionTracer


@dataclass(frozen=True)
class Lacking:
    """A thing that lacks something: its name, where it is mended, and the words of the link."""

    name: str
    href: str
    code: str = ""


@dataclass(frozen=True)
class Gap:
    """One thing that may be missing: `of` how many could have it; `filled` says that none lacks it."""

    title: str
    filled: str
    why: str
    things: Sequence[Lacking]
    of: int
    remedy: str


@dataclass(frozen=True)
class Room:
    title: str
    gaps: Sequence[Gap]

    @property
    def open(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.things]

    @property
    def filled(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.of and not gap.things]


def coverage(member: Membership) -> list[Room]:
    """Counted from the evidence this member may see; what was set aside is left out."""
    study = member.study
    return [
        Room("Configurations", list(_of_configurations(member))),
        Room("Programme theories", list(_of_theories(member))),
        Room("Research questions", list(_of_questions(study))),
        Room("Tracers and themes", [*_of_tracers(study), *_of_themes(study)]),
    ]


def _live(study: Study) -> Q:
    return Q(study=study) & ~Q(state=Configuration.State.SET_ASIDE)


def _of_configurations(member: Membership) -> Iterator[Gap]:
    study = member.study
    seen = Evidence.objects.visible_to(member).filter(configuration=OuterRef("pk"))
    rows = list(
        Configuration.objects.filter(_live(study)).annotate(
            has=Exists(seen),
            tests=Exists(seen.filter(use=Evidence.Use.TESTED)),
            beyond=Exists(seen.exclude(use=Evidence.Use.ELICITED)),
            asked=Exists(ConfigurationQuestion.objects.filter(configuration=OuterRef("pk"))),
        )
    )
    add = "Send it words, or add a document"
    yield _gap(
        "No evidence|each has evidence",
        "Nobody’s words stand behind them yet.",
        rows,
        [c for c in rows if not c.has],
        study,
        add,
        "evidence",
    )
    only = [c for c in rows if c.has and not c.beyond]
    why = "What elicited a configuration cannot test it."
    yield _gap(
        "Only evidence that elicited them|each has more than what elicited it",
        why,
        rows,
        only,
        study,
        "Look for what tests it",
        "evidence",
    )
    untested = [c for c in rows if c.beyond and not c.tests]
    why = "There is evidence, but none of it is said to test."
    yield _gap(
        "Nothing tests them yet|what has evidence is tested",
        why,
        rows,
        untested,
        study,
        "Say how it is used",
        "evidence",
    )
    if study.theories.exists():
        loose = [c for c in rows if not c.theory_id]
        yield _gap(
            "Under no programme theory|each stands under a programme theory",
            "",
            rows,
            loose,
            study,
            "Choose its theory",
            "edit",
        )
    if study.research_questions.exists():
        unasked = [c for c in rows if not c.asked]
        yield _gap(
            "For no research question|each is for a research question",
            "",
            rows,
            unasked,
            study,
            "Choose its questions",
            "edit",
        )


def _gap(
    title: str,
    why: str,
    rows: Sequence[Configuration],
    lacking: Iterable[Configuration],
    study: Study,
    remedy: str,
    place: str,
) -> Gap:
    name = "cmo:configuration_edit" if place == "edit" else "cmo:configuration_detail"
    anchor = "" if place == "edit" else f"#{place}"
    things = [
        Lacking(
            each.label or each.statement or "no label yet",
            reverse(name, args=[study.slug, each.pk]) + anchor,
            each.code,
        )
        for each in lacking
    ]
    return Gap(*_two(title), why, things, len(rows), remedy)


def _two(told: str) -> tuple[str, str]:
    """“what is missing|that nothing is”."""
    title, _, filled = told.partition("|")
    return title, filled


def _of_theories(member: Membership) -> Iterator[Gap]:
    study = member.study
    own = Configuration.objects.filter(_live(study), theory=OuterRef("pk"))
    testing = Evidence.objects.visible_to(member).filter(configuration__theory=OuterRef("pk"), use=Evidence.Use.TESTED)
    rows = list(study.theories.annotate(has=Exists(own), tests=Exists(testing)))

    def gap(title: str, lacking: Iterable[object], remedy: str) -> Gap:
        things = [
            Lacking(each.statement, reverse("cmo:theory_detail", args=[study.slug, each.pk]), each.code)  # type: ignore[attr-defined]
            for each in lacking
        ]
        return Gap(*_two(title), "", things, len(rows), remedy)

    yield gap(
        "No configuration stands under them|configurations stand under each",
        [t for t in rows if not t.has],
        "Open the theory",
    )
    untested = [t for t in rows if t.has and not t.tests]
    yield gap("No evidence tests their configurations|those of each are tested", untested, "See who speaks to it")


def _of_questions(study: Study) -> Iterator[Gap]:
    """Those that have no parts: a whole question is answered by its parts."""
    answering = ConfigurationQuestion.objects.filter(question=OuterRef("pk"))
    found = SiteFinding.objects.filter(configuration__research_questions=OuterRef("pk")).exclude(
        presence=SiteFinding.Presence.NO_DATA
    )
    rows = list(
        study.research_questions.filter(parts=None).annotate(
            has=Exists(answering),
            found=Exists(found),
            traced=Exists(QuestionTracer.objects.filter(question=OuterRef("pk"))),
            themed=Exists(QuestionTheme.objects.filter(question=OuterRef("pk"))),
        )
    )
    frame = reverse("tracers:frame_kind", args=[study.slug, "research-questions"])
    boards = reverse("cmo:configuration_list", args=[study.slug])
    compare = reverse("cmo:comparison", args=[study.slug])

    def gap(title: str, why: str, lacking: Iterable[object], href: str, remedy: str) -> Gap:
        return Gap(*_two(title), why, [Lacking(q.text, href, q.code) for q in lacking], len(rows), remedy)  # type: ignore[attr-defined]

    yield gap(
        "No configuration answers them|a configuration answers each",
        "",
        [q for q in rows if not q.has],
        boards,
        "Choose a configuration",
    )
    why = "Configurations answer them, but of none was it stated what was found at a site."
    yield gap(
        "No finding|each has a finding",
        why,
        [q for q in rows if q.has and not q.found],
        compare,
        "State what was found",
    )
    if study.tracers.exists():
        yield gap(
            "Given to no tracer|each is given to a tracer",
            "",
            [q for q in rows if not q.traced],
            frame,
            "Choose its tracers",
        )
    if study.themes.exists():
        yield gap(
            "Joined to no theme|each is joined to a theme",
            "",
            [q for q in rows if not q.themed],
            frame,
            "Choose its themes",
        )


def _of_tracers(study: Study) -> Iterator[Gap]:
    own = Configuration.objects.filter(_live(study), tracer=OuterRef("pk"))
    asked = QuestionTracer.objects.filter(tracer=OuterRef("pk"))
    rows = list(study.tracers.annotate(has=Exists(own), asked=Exists(asked)))
    empty = [Lacking(str(t), reverse("cmo:board", args=[study.slug, t.code])) for t in rows if not t.has]
    yield Gap(
        *_two("Tracers without a configuration|each tracer has configurations"), "", empty, len(rows), "Go to its board"
    )
    if study.research_questions.exists():
        frame = reverse("tracers:frame_kind", args=[study.slug, "research-questions"])
        unasked = [Lacking(str(t), frame) for t in rows if not t.asked]
        yield Gap(
            *_two("Tracers that answer no research question|each tracer answers a question"),
            "",
            unasked,
            len(rows),
            "Join a question",
        )


def _of_themes(study: Study) -> Iterator[Gap]:
    own = ConfigurationTheme.objects.filter(theme=OuterRef("pk"))
    asked = QuestionTheme.objects.filter(theme=OuterRef("pk"))
    rows = list(study.themes.select_related("tracer").annotate(has=Exists(own), asked=Exists(asked)))
    boards = reverse("cmo:configuration_list", args=[study.slug])
    empty = [
        Lacking(str(t), reverse("cmo:board", args=[study.slug, t.tracer.code]) if t.tracer else boards, t.code)
        for t in rows
        if not t.has
    ]
    yield Gap(
        *_two("Themes without a configuration|each theme has configurations"), "", empty, len(rows), "Go to the board"
    )
    if study.research_questions.exists():
        frame = reverse("tracers:frame_kind", args=[study.slug, "research-questions"])
        unasked = [Lacking(str(t), frame, t.code) for t in rows if not t.asked]
        yield Gap(
            *_two("Themes that bear on no research question|each theme bears on a question"),
            "",
            unasked,
            len(rows),
            "Join a question",
        )
