"""A study with one of everything in it, for tests that walk through all pages."""

from accounts import jobs, journal, sealing
from accounts.models import Study, User
from cmo.keeping import keep
from cmo.models import (
    Activation,
    Comparison,
    ComparisonConfiguration,
    ComparisonSite,
    ConfigurationQuestion,
    ConfigurationTheme,
    Evidence,
    Link,
    Match,
    Meeting,
    ProgrammeTheory,
    Reading,
    SiteFinding,
    ThemeSummary,
)
from interviews.double import deeds
from interviews.intake.duplicates import fingerprint
from interviews.models import (
    Assignment,
    CodeTheme,
    DoubleCoding,
    ExtractSite,
    ExtractTracer,
    ListedName,
    Memo,
    Replacement,
    SavedSearch,
    Settled,
    Suggestion,
    SuggestionRun,
    TextPrint,
    UploadFile,
)
from reports.models import Frozen, Mention, Reference, Report
from tests import factories
from tracers.models import PolicyEvent, PolicyEventTracer, QuestionTheme, QuestionTracer, ResearchQuestion, WorkStream


def fill(study: Study, *, by: User) -> None:
    """Sources, codes, configurations, a comparison, a report: one of each kind at least, some of them joined."""
    site, tracer, theme = study.sites.get(code="A1"), study.tracers.get(code="dementia"), study.themes.get()
    WorkStream.objects.create(study=study, code="WS1", title="Commissioners", start="2016")
    question = ResearchQuestion.objects.create(study=study, code="1", text="How do areas commission together?")
    event = PolicyEvent.objects.create(study=study, date="2013-04", label="The Act comes into force")
    PolicyEventTracer.objects.create(event=event, tracer=tracer)
    factories.member(study, "Sam Reed", "analyst", sites=[site])

    source = factories.source(study)
    code = factories.code(study, "Trust", factories.code(study, "Relationships"))
    CodeTheme.objects.create(code=code, theme=theme)
    extract = factories.extract(source, "we sat in the same room", code, by=by)
    ExtractSite.objects.create(extract=extract, site=site)
    ExtractTracer.objects.create(extract=extract, tracer=tracer)
    SavedSearch.objects.keep(study, "Rooms", {"q": "room*"}, by=by)
    Memo.objects.create(study=study, text="If they sit together, then they talk.", on=extract.pk, by=by)
    name = sealing.seal(study, '{"form": "Nuala", "entity": ""}')
    ListedName.objects.create(study=study, type="person", sealed=name, made_by=by)
    study.set_aside.create(thing=code.pk, digest="0" * 32, made_by=by)
    taken_out = Replacement.objects.create(
        study=study, type="place", label="[town A]", sealed=sealing.seal(study, "the same room")
    )
    taken_out.places.create(text=source.latest_text, start=extract.start, end=extract.end)
    put_in = Replacement.objects.create(
        study=study, type="organisation", label="memory clinic", sealed=sealing.seal(study, "Cedar House"), order=1
    )
    start = factories.WORDS.index("memory clinic")
    put_in.places.create(text=source.latest_text, start=start, end=start + len("memory clinic"), applied=True)
    coders = study.memberships.exclude(role="reader").order_by("role")
    owner, analyst = coders.get(user=by), coders.exclude(user=by)[0]
    Assignment.objects.assign([source], owner, by=owner)
    twice = DoubleCoding.objects.begin([source], owner, analyst, by=owner)[0]
    deeds.open_early(twice, by=by, reason="To see how it looks")
    run = SuggestionRun.objects.create(study=study, code=code, made_by=by, sources=[source.pk], extracts=5, spread=1)
    start = factories.WORDS.index("It was, you know")
    Suggestion.objects.create(
        run=run, text=source.latest_text, start=start, end=start + 30, reasons=[[start, start + 2]], score=0.7, rank=1
    )
    Settled.objects.settle(study, "of another id", by=by)
    upload = factories.upload(study, by=by, text=factories.WORDS)
    waiting = factories.upload(study, by=by, batch=upload.batch, order=1, state="received")
    UploadFile.objects.create(upload=waiting, data=b"Respondent: Well.")
    TextPrint.objects.create(text=source.latest_text, stored=fingerprint(factories.WORDS).to_text())

    here, there = factories.configuration(study, statement="They talk."), factories.configuration(study, site="A2")
    theory = ProgrammeTheory.objects.create(study=study, code="T1", statement="Sharing a budget makes people talk.")
    theory.versions.create(number=1, statement=theory.statement, initial=True, by=by)
    theory.judgements.create(kind="interview", judgement="supports", by=by)
    QuestionTheme.objects.create(question=question, theme=theme)
    QuestionTracer.objects.create(question=question, tracer=tracer)
    meeting = Meeting.objects.create(study=study, title="Team meeting", date="2016-10", present="Alice Marsh")
    meeting.decisions.create(configuration=here, text="Keep it as it is.", dissent="Bob would split it.")
    keep(here, by=by, reason="A second interview says the same.", meeting=meeting)
    ConfigurationTheme.objects.create(configuration=here, theme=theme)
    ConfigurationQuestion.objects.create(configuration=here, question=question)
    Link.objects.create(start=here, kind=Link.Kind.COUNTERPART_OF, end=there)
    here.link("ripple", there, by=by, start_item=here.outcomes[0], end_item=there.contexts[0])
    here.link("rival_of", there, by=by)
    Evidence.objects.add(here, by=by, extract=extract, stance="supports")
    Evidence.objects.add(there, by=by, extract=extract, stance="contradicts")
    Reading.objects.create(source=source, configuration=here, result="speaks", by=by)
    SiteFinding.objects.create(configuration=here, site=site, presence="present")
    Activation.objects.create(item=here.items.filter(role="mechanism")[0], site=site, activation="strong")
    comparison = Comparison.objects.create(study=study, judgement="partly")
    ComparisonConfiguration.objects.create(comparison=comparison, configuration=here)
    ComparisonSite.objects.create(comparison=comparison, site=site)
    Match.objects.say(here.contexts[0], there.contexts[0], "alike", by=by, among=[here, there], sites=[site])
    ThemeSummary.objects.create(study=study, theme=theme, site=site, text="They talk more than before.")

    report = Report.objects.begin(study, name="dementia", title="Dementia", by=by, tracers=[tracer])
    section = report.add_section("Summary", by=by)
    block = section.blocks.create(text='They talk. {{cite 20417 "same room"}}', order=0)
    Mention.objects.create(block=block, kind="cite", place=0, extract=extract, source=source)
    section.blocks.create(kind="quotation", extract=extract, order=1)
    Frozen.objects.create(report=report, block=block.pk, nodes=["They talk."])
    Reference.objects.create(study=study, key="act2012", csl={"title": "Health and Social Care Act 2012"})
    jobs.start(study, "upload import", title="Bringing in 2 files", thing=None, by=by, total=2)
    journal.record(study, by, "filled", study)
