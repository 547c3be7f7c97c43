from dataclasses import dataclass

from interviews.tally import Tally, tally


@dataclass
class Person:
    participant_id: str | None
    speaker: str = ""
    pk: str = ""
    participant = site = None
    organisation = role = ""


def test_somebody_interviewed_twice_is_one_person():
    people = {"one": [Person("anna")], "two": [Person("anna")]}
    assert tally([("one", "R", 2), ("two", "R", 1)], people) == Tally(people=1, sources=2, extracts=3)


def test_of_a_joint_interview_only_those_who_speak_count():
    people = {"one": [Person("anna", "R1"), Person("ben", "R2")]}
    assert tally([("one", "R1", 1)], people).people == 1
    assert tally([("one", "", 1)], people).people == 2


def test_people_who_are_not_told_apart_count_once_a_source():
    people = {"one": [Person(None, pk="x")], "two": [Person(None, pk="y")]}
    assert tally([("one", "", 1), ("two", "", 1)], people).people == 2
