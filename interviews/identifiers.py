"""What an identifier is: a stretch of a text by which somebody could be known, and of which kind it is."""

from dataclasses import dataclass

TYPES = (
    "person",
    "organisation",
    "place",
    "address",
    "postcode",
    "phone",
    "email",
    "url",
    "nhs_number",
    "nino",
    "dob",
    "age",
    "title",
    "number",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A proposed identifier: start and end in code points of the text, type one of TYPES, score from 0 to 1.

    entity names an entry of the study's own list, when the proposal came from there.
    """

    start: int
    end: int
    type: str
    score: float
    entity: str = ""
