"""Citations side by side, and references from CSL."""

import pytest

from reports import references
from reports.citations import together


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ([], ""),
        (["[1, Area 1]"], "[1, Area 1]"),
        (["[1, Area 1]", "[2, Area 2]"], "[1, Area 1; 2, Area 2]"),
        (["[1, Area 1]", "[1, Area 1]"], "[1, Area 1]"),
        (["(1)", "(2)"], "(1; 2)"),
        (["Manager ID 60", "Nurse ID 2"], "Manager ID 60; Nurse ID 2"),
        (["[1] (A)", "[2] (B)"], "[1] (A); [2] (B)"),
        (["[1] [A]", "[2] [B]"], "[1] [A]; [2] [B]"),
    ],
)
def test_citations_together(citations, expected):
    assert together(citations) == expected


BOOK = {
    "title": "Realistic Evaluation",
    "author": [{"family": "Pawson", "given": "Ray"}, {"family": "Tilley", "given": "Nick"}],
    "issued": {"date-parts": [[1997]]},
    "publisher": "Sage",
    "publisher-place": "London",
}
ARTICLE = {
    "title": "RAMESES II",
    "author": [{"family": name} for name in ("Wong", "Westhorp", "Manzano")],
    "issued": {"date-parts": [[2016, 6]]},
    "container-title": "BMC Medicine",
    "volume": 14,
    "page": "96-98",
    "DOI": "10.1186/x",
    "accessed": {"date-parts": [[2016, 12, 1]]},
}
BODY = {"title": "Op_Model", "publisher": "NHS England", "URL": "javascript:alert(1)"}


@pytest.mark.parametrize(
    ("csl", "mark", "entry"),
    [
        (BOOK, "Pawson and Tilley, 1997", "Pawson, R. and Tilley, N. (1997) *Realistic Evaluation*. London: Sage."),
        (
            ARTICLE,
            "Wong et al., 2016",
            (
                "Wong, Westhorp and Manzano (2016) ‘RAMESES II’, *BMC Medicine*, 14, pp. 96–98. "
                "Available at: <https://doi.org/10.1186/x> (Accessed 1 December 2016)."
            ),
        ),
        (BODY, "NHS England, n.d.", "NHS England (n.d.) *Op\\_Model*."),
        ({}, "Anon., n.d.", "Anon. (n.d.)."),
    ],
)
def test_a_reference_in_the_text_and_in_the_list(csl, mark, entry):
    assert references.mark(csl) == mark
    assert references.entry(csl) == entry
