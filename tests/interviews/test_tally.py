from dataclasses import dataclass

from interviews.tally import Spoken, Tally, tally


@dataclass
class Person:
    participant_id: str | None
    speaker: str = ""
    pk: str = ""
    participant = site = None
    organisation = role = ""


def test_somebody_interviewed_twice_is_one_person():
    people = {"one": [Person("anna")], "two": [Person("anna")]}
    assert tally([Spoken("one", "R", 2), Spoken("two", "R", 1)], people) == Tally(people=1, sources=2, extracts=3)


def test_of_a_joint_interview_only_those_who_speak_count():
    people = {"one": [Person("anna", "R1"), Person("ben", "R2")]}
    assert tally([Spoken("one", "R1", 1)], people).people == 1
    assert tally([Spoken("one", "", 1)], people).people == 2


def test_people_who_are_not_told_apart_count_once_a_source():
    people = {"one": [Person(None, pk="x")], "two": [Person(None, pk="y")]}
    assert tally([Spoken("one", "", 1), Spoken("two", "", 1)], people).people == 2


def test_who_asks_is_nobody_heard():
    people = {"one": [Person("anna", "R1")]}
    assert tally([Spoken("one", "Interviewer", 2, question=True)], people) == Tally(people=0, sources=1, extracts=2)
