"""What is typed into the search: read as a tree, or refused in one sentence."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interviews.query import LONGEST, And, Not, Or, QueryError, Sought, Term, holds, parse, terms, wanted


def term(*words: str, exact: bool = False) -> Term:
    return Term(tuple(Sought(word.removesuffix("*"), word.endswith("*")) for word in words), exact)


A, B, C = term("a"), term("b"), term("c")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("budget", term("budget")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ("a NOT NOT b", And((A, B))),
        ('"the same room"', term("the", "same", "room", exact=True)),
        ("„the same room“", term("the", "same", "room", exact=True)),
        ("“the roo*”", term("the", "roo*", exact=True)),
        ("organis*", term("organis*")),
        ("co-production", term("co", "production")),
        ("don’t", term("don", "t")),
        ("Budget – trust", And((term("budget"), term("trust")))),
        ("and or not", And((term("and"), term("or"), term("not")))),
        ("((a))", A),
    ],
)
def test_words_are_read_as_a_tree(typed, tree):
    assert parse(typed).tree == tree


def test_fields_may_be_typed():
    query = parse('budget site:A1 code:"Shared budgets" speaker:„Nurse 1“')
    assert query.tree == term("budget")
    assert query.fields == {"site": "A1", "code": "Shared budgets", "speaker": "Nurse 1"}
    assert parse("site:A1").tree is None


def test_a_word_before_a_colon_that_is_no_field_is_a_word():
    assert parse("note:this").tree == term("note", "this")


def test_nothing_typed_is_nothing_asked():
    assert parse("  ").tree is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("!!!", "no word"),
        ("-budget", "what to look for"),
        ("budget OR -trust", "what to look for"),
        ("budget OR", "beside OR"),
        ("OR budget", "beside OR"),
        ("AND", "beside AND"),
        ("budget AND", "beside AND"),
        ("budget NOT", "after NOT"),
        ("(budget", "closing bracket"),
        ("budget)", "closing bracket"),
        ("()", "between the brackets"),
        ('"same room', "quotation mark is missing"),
        ('""', "between the quotation marks"),
        ("*", "star"),
        ("a*", "two letters"),
        ("bud*get", "star"),
        ("site:", "Nothing stands after"),
        ("(site:A1 a)", "outside the brackets"),
        ("site:A1 site:A2 a", "twice"),
        ("NOT site:A1 a", "cannot be left out"),
        ("a " * 300, "characters"),
        ("a " * 41, "40 words"),
        ("(" * 40 + "a" + ")" * 40, "simpler"),
        ("NOT " * 60 + "a", "simpler"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(typed, says):
    with pytest.raises(QueryError, match=says) as refused:
        parse(typed)
    assert str(refused.value).endswith(".")


PIECES = st.sampled_from([*'abé*"“”„«»()-:.!’/\\ \t\n0', "AND ", "OR ", "NOT ", "site:", "code:", "organis* ", "ß"])


@given(st.one_of(st.text(max_size=LONGEST + 5), st.lists(PIECES, max_size=60).map("".join)))
@example("-(")
@example("site:(")
@example('-"a"*')
def test_any_text_is_read_or_refused_in_a_sentence(typed):
    try:
        tree = parse(typed).tree
    except QueryError as refused:
        said = str(refused)
    else:
        said = "." if tree is None else str(tree)
        assert tree is None or all(sought.word for each in terms(tree) for sought in each.words)
    assert said.strip()


WORDS = st.sampled_from(["budget", "trust", "money", "room", "ab"])
SOUGHT = st.builds(Sought, WORDS, st.booleans())
TERMS = st.builds(Term, st.lists(SOUGHT, min_size=1, max_size=3).map(tuple), st.booleans())


def _grown(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, inner))


TREES = st.recursive(TERMS, _grown, max_leaves=6)


def typed_again(tree) -> str:
    """Or "" for a tree that would be refused."""
    try:
        return str(parse(str(tree)).tree)
    except QueryError:
        return ""


@given(TREES)
def test_a_tree_written_out_is_read_as_the_same_tree(tree):
    once = typed_again(tree)
    if once:
        assert str(parse(once).tree) == once
        assert parse(once) == parse(str(tree))


@example(Not(Not(Not(Term((Sought("budget"),), exact=True)))), set())
@given(TREES, st.sets(TERMS))
def test_what_is_written_out_holds_where_the_tree_holds(tree, there):
    if typed_again(tree):
        found = dict.fromkeys(there, True)
        assert holds(parse(str(tree)).tree, found) == holds(tree, found)


def test_what_is_left_out_is_no_hit():
    tree = parse("a -(b c) d").tree
    assert [str(each) for each in wanted(tree)] == ["a", "d"]
    assert [str(each) for each in terms(tree)] == ["a", "b", "c", "d"]
