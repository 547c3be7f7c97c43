"""What people do, drawn at random: each deed takes the study, a person and a source of choices."""

import random
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Study, User
from cmo import merging, placing, splitting
from cmo.models import Activation, Configuration, Evidence, Item, Match, SiteFinding
from interviews import codebook
from interviews.models import Code, Coding, Extract, Memo, Participation, SourceText, SuggestionRun
from interviews.suggesting import deciding
from reports.models import Block, Report
from tests import steps
from tracers import frame
from tracers.kinds import KINDS

type Deed = Callable[[Study, User, random.Random], object]

NAMES = ("Trust", "Doubt", "Money", "Sharing", "Time")


def one(rows, chance: random.Random):
    found = list(rows.order_by("pk"))
    if not found:
        raise ValidationError("nothing there")
    return chance.choice(found)


def some(rows, chance: random.Random):
    return [row for row in rows.order_by("pk") if chance.random() < 0.5]


def mark(study, by, chance):
    text = SourceText.objects.filter(source__study=study).latest("version")
    start = chance.randrange(len(text.text) - 20)
    Extract.objects.mark(text, start, start + chance.randint(1, 20), by=by, codes=some(study.codes, chance)[:2])


def code(study, by, chance):
    one(Extract.objects.of(study), chance).add_code(one(study.codes, chance), by=by)


def uncode(study, by, chance):
    one(Coding.objects.filter(code__study=study), chance).remove(by=by)


def describe(study, by, chance):
    extract, sites = one(Extract.objects.of(study), chance), some(study.sites, chance)
    nowhere = not sites and chance.random() < 0.5
    tracers = some(study.tracers, chance)
    extract.describe(by=by, sites=sites, tracers=tracers, nowhere=nowhere, claim="observed", quotable=False)


def print_as(study, by, chance):
    extract = one(Extract.objects.of(study), chance)
    extract.print_as(f"{extract.quote} […]" if chance.random() < 0.5 else "", by=by)


def remove_extract(study, by, chance):
    one(Extract.objects.of(study), chance).remove(by=by)


def new_code(study, by, chance):
    parent = one(study.codes, chance) if chance.random() < 0.5 and study.codes.exists() else None
    Code.objects.make(study, chance.choice(NAMES), by=by, parent=parent, description=chance.choice(("", "What it is")))


def revise_code(study, by, chance):
    parent = chance.choice([None, *study.codes.order_by("pk")])
    one(study.codes, chance).revise(by=by, name=chance.choice(NAMES), parent=parent, hue=chance.randint(1, 16))


def step_code(study, by, chance):
    one(study.codes.in_use(), chance).step(chance.choice((-1, 1)), by=by)


def move_code(study, by, chance):
    parent = chance.choice([None, *study.codes.order_by("pk")])
    one(study.codes, chance).move(parent=parent, by=by)


def merge_code(study, by, chance):
    meaning = chance.choice(codebook.Meaning.values)
    codebook.merge(one(study.codes, chance), into=one(study.codes, chance), by=by, meaning=meaning)


def split_code(study, by, chance):
    code, into = one(study.codes, chance), one(study.codes, chance)
    codebook.split(code, [each.pk for each in code.extracts.all()], into=into, keep=chance.random() < 0.5, by=by)


def colour_code(study, by, chance):
    one(study.codes, chance).colour(chance.randint(1, 16), below=True, by=by)


def retire_code(study, by, chance):
    picked = one(study.codes, chance)
    (picked.bring_back if picked.retired else picked.retire)(by=by)


def write(study, by, chance):
    items = {"context": ["One building"], "outcome": ["They talk"]}
    Configuration.objects.write(study, by=by, items=items, sites=some(study.sites, chance), label=chance.choice(NAMES))


def revise_configuration(study, by, chance):
    one(study.configurations, chance).revise(by=by, statement=chance.choice(NAMES), sites=some(study.sites, chance))


def add_item(study, by, chance):
    one(study.configurations, chance).add_item(chance.choice(["context", "outcome"]), "They meet", by=by)


def move_item(study, by, chance):
    one(Item.objects.filter(configuration__study=study), chance).move(chance.choice((-1, 1)), by=by)


def place_item(study, by, chance):
    item = one(Item.objects.filter(configuration__study=study), chance)
    placing.place_item(item, chance.choice(placing.COLUMNS), by=by)


def place_configuration(study, by, chance):
    before = chance.choice([None, *study.configurations.values_list("pk", flat=True).order_by("pk")])
    placing.place_configuration(one(study.configurations, chance), by=by, before=before)


def merge_configuration(study, by, chance):
    merging.merge(one(study.configurations, chance), into=one(study.configurations, chance), by=by, reason="Alike")


def split_configuration(study, by, chance):
    configuration = one(study.configurations, chance)
    items, copied = some(configuration.items, chance), some(configuration.items, chance)
    splitting.split(configuration, [each.pk for each in items], copied=[each.pk for each in copied], by=by)


def revise_item(study, by, chance):
    one(Item.objects.filter(configuration__study=study), chance).revise(by=by, text="They meet daily", role="mechanism")


def remove_item(study, by, chance):
    one(Item.objects.filter(configuration__study=study), chance).remove(by=by)


def link(study, by, chance):
    start, end = one(study.configurations, chance), one(study.configurations, chance)
    if start != end:
        start.link("refines", end, by=by, note="more exactly")


def add_evidence(study, by, chance):
    extract = one(Extract.objects.of(study), chance)
    Evidence.objects.add(one(study.configurations, chance), by=by, extract=extract, comment="See this")


def judge(study, by, chance):
    one(Evidence.objects.filter(configuration__study=study), chance).judge(by=by, stance="supports", comment="Plainly")


def remove_evidence(study, by, chance):
    one(Evidence.objects.filter(configuration__study=study), chance).remove(by=by)


def state(study, by, chance):
    presence = chance.choice(("present", "no data"))
    SiteFinding.objects.state(
        one(study.configurations, chance), one(study.sites, chance), presence=presence, summary="Seen", by=by
    )


def match(study, by, chance):
    items = Item.objects.filter(configuration__study=study)
    how = chance.choice(Match.How.values)
    Match.objects.say(one(items, chance), one(items, chance), how, by=by, sites=some(study.sites, chance))


def take_match_back(study, by, chance):
    one(Match.objects.filter(comparison__study=study), chance).take_back(by=by)


def fire(study, by, chance):
    item = one(Item.objects.filter(configuration__study=study), chance)
    Activation.objects.state(item, one(study.sites, chance), activation=chance.choice(("weak", "strong")), by=by)


def still_holds(study, by, chance):
    one(SiteFinding.objects.filter(configuration__study=study), chance).still_holds(by=by)


def put_first(study, by, chance):
    finding = one(SiteFinding.objects.filter(configuration__study=study), chance)
    finding.put_first(one(finding.configuration.evidence, chance), by=by)


def suggest(study, by, chance):
    """As the worker writes it."""
    text = SourceText.objects.filter(source__study=study).latest("version")
    sources = [text.source_id]
    run = SuggestionRun.objects.create(study=study, code=one(study.codes, chance), made_by=by, sources=sources)
    for rank in (1, 2, 3):
        start = chance.randrange(len(text.text) - 30)
        place = {"text": text, "start": start, "end": start + 12, "reasons": [[start, start + 4]]}
        run.suggestions.create(**place, score=1 / rank, rank=rank)
    journal.record(study, by, "made", run)


def accept(study, by, chance):
    run = one(SuggestionRun.objects.filter(study=study), chance)
    deciding.accept(run, [each.pk for each in some(run.suggestions, chance)], by=study.memberships.get(user=by))


def reject(study, by, chance):
    run = one(SuggestionRun.objects.filter(study=study), chance)
    deciding.reject(run, [each.pk for each in some(run.suggestions, chance)], by=study.memberships.get(user=by))


def take_run_back(study, by, chance):
    runs = SuggestionRun.objects.filter(study=study, made_by=by)
    deciding.take_back(one(runs, chance), by=study.memberships.get(user=by))


def memo(study, by, chance):
    Memo.objects.write(study, chance.choice(NAMES), by=by)


def revise_memo(study, by, chance):
    held = one(study.memos, chance)
    held.revise(chance.choice(NAMES), kind="idea", by=by, seen=held.text)


def remove_memo(study, by, chance):
    one(study.memos, chance).remove(by=by)


def revise_source(study, by, chance):
    source = one(study.sources, chance)
    people = [Participation(speaker="Respondent", role=chance.choice(NAMES), site=one(study.sites, chance))]
    asking = chance.choice([["Interviewer"], ["Respondent"], []])
    source.revise(by=by, tracers=some(study.tracers, chance), participations=people, interviewers=asking)


def report(study, by, chance):
    made = Report.objects.begin(study, name=f"r{chance.randrange(10**6)}", title="Report", by=by)
    made.add_section("Summary", by=by)


def quote(study, by, chance):
    section = one(Report.objects.filter(study=study), chance).sections.first()
    section.quote(one(Extract.objects.of(study), chance), by=by)


def move_block(study, by, chance):
    one(Block.objects.filter(section__report__study=study), chance).move(chance.choice((-1, 1)), by=by)


def move_site(study, by, chance):
    frame.move(KINDS["sites"], one(study.sites, chance), chance.choice((-1, 1)), by=by)


DEEDS: tuple[Deed, ...] = (
    *(mark, code, uncode, describe, print_as, remove_extract, new_code, revise_code, step_code, retire_code),
    *(move_code, merge_code, split_code, colour_code, mark, code, new_code),
    *(write, revise_configuration, add_item, move_item, revise_item, remove_item, link, add_evidence, judge),
    *(place_item, place_configuration, merge_configuration, split_configuration, write, add_evidence),
    *(match, match, take_match_back, fire, still_holds, put_first),
    *(suggest, accept, reject, take_run_back, suggest, accept),
    *(remove_evidence, state, memo, revise_memo, remove_memo, revise_source, report, quote, move_block, move_site),
)


def do(number: int, seed: int, study: Study, by: User) -> None:
    """The deed of this number; what cannot be done just now is left. It is a step of its own."""
    steps.over()
    try:
        with transaction.atomic():
            DEEDS[number](study, by, random.Random(seed))
    except ValidationError:
        pass
    steps.over()
