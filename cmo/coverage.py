"""What is still missing in a study's theory side, each with the place where it is mended."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Membership, Study
from cmo.models import (
    Configuration,
    ConfigurationQuestion,
    ConfigurationTheme,
    Evidence,
    ProgrammeTheory,
    SiteFinding,
)
from tracers.models import QuestionTheme, QuestionTracer, ResearchQuestion, Theme, Tracer


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
class Ask:
    """What is asked of every thing of a room: whether one `lacks` it, and how that is said. `remedy` are the words of
    the link, `to` its place. What the study must hold for it to be asked at all is what it `needs`.
    """

    title: str
    filled: str
    lacks: Callable[[Any], bool]
    remedy: str
    why: str = ""
    to: str = ""
    needs: str = ""


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


OF_CONFIGURATIONS = (
    Ask(
        "No evidence",
        "each has evidence",
        lambda each: not each.has,
        "Send it words, or add a document",
        "Nobody’s words stand behind them yet.",
        "#evidence",
    ),
    Ask(
        "Only evidence that elicited them",
        "each has more than what elicited it",
        lambda each: each.has and not each.beyond,
        "Look for what tests it",
        "What elicited a configuration cannot test it.",
        "#evidence",
    ),
    Ask(
        "Nothing tests them yet",
        "what has evidence is tested",
        lambda each: each.beyond and not each.tests,
        "Say how it is used",
        "There is evidence, but none of it is said to test.",
        "#evidence",
    ),
    Ask(
        "Under no programme theory",
        "each stands under a programme theory",
        lambda each: not each.theory_id,
        "Choose its theory",
        to="edit",
        needs="theories",
    ),
    Ask(
        "For no research question",
        "each is for a research question",
        lambda each: not each.asked,
        "Choose its questions",
        to="edit",
        needs="research_questions",
    ),
)
OF_THEORIES = (
    Ask(
        "No configuration stands under them",
        "configurations stand under each",
        lambda each: not each.has,
        "Open the theory",
    ),
    Ask(
        "No evidence tests their configurations",
        "those of each are tested",
        lambda each: each.has and not each.tests,
        "See who speaks to it",
    ),
)
OF_QUESTIONS = (
    Ask(
        "No configuration answers them",
        "a configuration answers each",
        lambda each: not each.has,
        "Choose a configuration",
        to="cmo:configuration_list",
    ),
    Ask(
        "No finding",
        "each has a finding",
        lambda each: each.has and not each.found,
        "State what was found",
        "Configurations answer them, but of none was it stated what was found at a site.",
        "cmo:comparison",
    ),
    Ask(
        "Given to no tracer",
        "each is given to a tracer",
        lambda each: not each.traced,
        "Choose its tracers",
        needs="tracers",
    ),
    Ask(
        "Joined to no theme",
        "each is joined to a theme",
        lambda each: not each.themed,
        "Choose its themes",
        needs="themes",
    ),
)
OF_TRACERS = (
    Ask(
        "Tracers without a configuration",
        "each tracer has configurations",
        lambda each: not each.has,
        "Go to its board",
        to="board",
    ),
    Ask(
        "Tracers that answer no research question",
        "each tracer answers a question",
        lambda each: not each.asked,
        "Join a question",
        needs="research_questions",
    ),
)
OF_THEMES = (
    Ask(
        "Themes without a configuration",
        "each theme has configurations",
        lambda each: not each.has,
        "Go to the board",
        to="board",
    ),
    Ask(
        "Themes that bear on no research question",
        "each theme bears on a question",
        lambda each: not each.asked,
        "Join a question",
        needs="research_questions",
    ),
)


def coverage(member: Membership) -> list[Room]:
    """Counted from the evidence this member may see; what was set aside is left out."""
    study = member.study
    of_tracers = _gaps(study, OF_TRACERS, _tracers(study), _at_tracer)
    of_themes = _gaps(study, OF_THEMES, _themes(study), _at_theme)
    return [
        Room("Configurations", _gaps(study, OF_CONFIGURATIONS, _configurations(member), _at_configuration)),
        Room("Programme theories", _gaps(study, OF_THEORIES, _theories(member), _at_theory)),
        Room("Research questions", _gaps(study, OF_QUESTIONS, _questions(study), _at_question)),
        Room("Tracers and themes", [*of_tracers, *of_themes]),
    ]


def _gaps(
    study: Study, asks: Sequence[Ask], rows: Iterable[Any], at: Callable[[Study, Any, str], Lacking]
) -> list[Gap]:
    held = list(rows)
    return [
        Gap(
            ask.title,
            ask.filled,
            ask.why,
            [at(study, each, ask.to) for each in held if ask.lacks(each)],
            len(held),
            ask.remedy,
        )
        for ask in asks
        if not ask.needs or getattr(study, ask.needs).exists()
    ]


# What there is, and whether it has what is asked of it


def _live(study: Study) -> Q:
    return Q(study=study) & ~Q(state=Configuration.State.SET_ASIDE)


def _configurations(member: Membership) -> Iterable[Any]:
    seen = Evidence.objects.visible_to(member).filter(configuration=OuterRef("pk"))
    return Configuration.objects.filter(_live(member.study)).annotate(
        has=Exists(seen),
        tests=Exists(seen.filter(use=Evidence.Use.TESTED)),
        beyond=Exists(seen.exclude(use=Evidence.Use.ELICITED)),
        asked=Exists(ConfigurationQuestion.objects.filter(configuration=OuterRef("pk"))),
    )


def _theories(member: Membership) -> Iterable[Any]:
    own = Configuration.objects.filter(_live(member.study), theory=OuterRef("pk"))
    testing = Evidence.objects.visible_to(member).filter(configuration__theory=OuterRef("pk"), use=Evidence.Use.TESTED)
    return member.study.theories.annotate(has=Exists(own), tests=Exists(testing))


def _questions(study: Study) -> Iterable[Any]:
    """Those that have no parts: a whole question is answered by its parts."""
    found = SiteFinding.objects.filter(configuration__research_questions=OuterRef("pk"))
    return study.research_questions.filter(parts=None).annotate(
        has=Exists(ConfigurationQuestion.objects.filter(question=OuterRef("pk"))),
        found=Exists(found.exclude(presence=SiteFinding.Presence.NO_DATA)),
        traced=Exists(QuestionTracer.objects.filter(question=OuterRef("pk"))),
        themed=Exists(QuestionTheme.objects.filter(question=OuterRef("pk"))),
    )


def _tracers(study: Study) -> Iterable[Any]:
    own = Configuration.objects.filter(_live(study), tracer=OuterRef("pk"))
    return study.tracers.annotate(has=Exists(own), asked=Exists(QuestionTracer.objects.filter(tracer=OuterRef("pk"))))


def _themes(study: Study) -> Iterable[Any]:
    own = ConfigurationTheme.objects.filter(theme=OuterRef("pk"))
    asked = QuestionTheme.objects.filter(theme=OuterRef("pk"))
    return study.themes.select_related("tracer").annotate(has=Exists(own), asked=Exists(asked))


# Where it is mended


def _at_configuration(study: Study, each: Configuration, to: str) -> Lacking:
    name = "cmo:configuration_edit" if to == "edit" else "cmo:configuration_detail"
    href = reverse(name, args=[study.slug, each.pk]) + (to if to.startswith("#") else "")
    return Lacking(each.label or each.statement or "no label yet", href, each.code)


def _at_theory(study: Study, each: ProgrammeTheory, to: str) -> Lacking:
    return Lacking(each.statement, reverse("cmo:theory_detail", args=[study.slug, each.pk]), each.code)


def _at_question(study: Study, each: ResearchQuestion, to: str) -> Lacking:
    return Lacking(each.text, reverse(to, args=[study.slug]) if to else _frame(study), each.code)


def _at_tracer(study: Study, each: Tracer, to: str) -> Lacking:
    return Lacking(str(each), _board(study, each) if to else _frame(study))


def _at_theme(study: Study, each: Theme, to: str) -> Lacking:
    return Lacking(str(each), _board(study, each.tracer) if to else _frame(study), each.code)


def _frame(study: Study) -> str:
    """Where research questions are joined to tracers and themes."""
    return reverse("tracers:frame_kind", args=[study.slug, "research-questions"])


def _board(study: Study, tracer: Tracer | None) -> str:
    if tracer is None:
        return reverse("cmo:configuration_list", args=[study.slug])
    return reverse("cmo:board", args=[study.slug, tracer.code])
