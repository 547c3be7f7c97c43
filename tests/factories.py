"""Things for tests, made through the same verbs that the program uses."""

from collections.abc import Sequence

from accounts.models import Study, User
from cmo.models import Configuration
from interviews.intake.metadata import proposed
from interviews.models import Batch, Code, Extract, Participant, Participation, Source, Upload
from interviews.readers.reading import Reading
from interviews.turns import find_turns
from tracers.models import Site, Theme, Tracer

PASSWORD = "a long enough word"
WORDS = """Interviewer: How did the partnership change referrals?

Respondent: Well, we sat in the same room, so you couldn’t just pass people on. It was, you know, awkward at first.

Interviewer: And then?

Respondent: Then the memory clinic took the budget as well. That changed everything for us here."""


def user(name: str) -> User:
    return User.objects.create_user(f"{name.split()[0].lower()}@example.org", PASSWORD, name=name)


def member(study: Study, name: str, role: str, *, sites: Sequence[Site] | None = None) -> User:
    person = user(name)
    membership = study.admit(person, role, site_restricted=sites is not None)
    for site in sites or ():
        membership.site_access.create(site=site)
    return person


def study(slug: str = "dementia-care", title: str = "Dementia care in partnership") -> Study:
    made = Study.objects.create(slug=slug, title=title, levels=["programme", "tracer"])
    for order, (code, label, kind) in enumerate(
        [("A1", "Area 1", "area"), ("A2", "Area 2", "area"), ("NAT", "National", "national")]
    ):
        Site.objects.create(study=made, code=code, label=label, kind=kind, order=order)
    dementia = Tracer.objects.create(study=made, code="dementia", label="Dementia", order=0)
    Tracer.objects.create(study=made, code="screening", label="Screening", order=1)
    Theme.objects.create(study=made, code="T01", label="Shared budgets", tracer=dementia)
    return made


def source(
    study: Study,
    printed_id: str = "20417",
    *,
    site: str = "A1",
    words: str = WORDS,
    tracers: Sequence[str] = ("dementia",),
) -> Source:
    return Source.objects.bring_in(
        study,
        printed_id=printed_id,
        text=words,
        turns=find_turns(words, interviewers=("Interviewer",)),
        interviewers=["Interviewer"],
        date="2016-07",
        by=None,
        tracers=study.tracers.filter(code__in=tracers),
        participations=[
            Participation(
                participant=Participant.objects.get_or_create(study=study, code=f"P{printed_id}")[0],
                site=study.sites.get(code=site),
                organisation="Provider",
                role="Manager",
                speaker="Respondent",
            )
        ],
    )


def upload(study: Study, *, by: User, **fields: object) -> Upload:
    """A file of an upload that was read; its turns are found."""
    batch = fields.pop("batch", None) or Batch.objects.create(study=study, made_by=by)
    made = Upload(**({"batch": batch, "name": "Interview 2.txt"} | fields))
    if words := str(fields.get("text", "")):
        made.take(Reading(words, find_turns(words, interviewers=("Interviewer",)), "UTF-8", tuple(made.notices)))
        made.told = fields.get("told") or proposed(made.name, made.voices)
    made.save()
    return made


def code(study: Study, name: str = "Trust", parent: Code | None = None) -> Code:
    return Code.objects.make(study, name, by=None, parent=parent)


def extract(source: Source, quote: str, *codes: Code, by: User | None = None) -> Extract:
    """An extract of the first place where exactly these words stand."""
    text = source.latest_text
    start = text.text.index(quote)
    return Extract.objects.mark(text, start, start + len(quote), by=by, codes=codes)


def configuration(study: Study, *, site: str = "A1", tracer: str = "dementia", **fields: object) -> Configuration:
    items = fields.pop("items", None) or {
        "context": ["One building for health and social care"],
        "mechanism": ["Staff feel answerable to one another"],
        "outcome": ["Referrals are talked over before they are made"],
    }
    return Configuration.objects.write(
        study,
        by=fields.pop("by", None),
        items=items,
        sites=list(study.sites.filter(code=site)),
        tracer=study.tracers.get(code=tracer),
        **fields,
    )
