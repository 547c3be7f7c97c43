"""Who says a piece of evidence: by the speaker's label, the interviewer nobody, and people without a name apart."""

from cmo.hearing import Hearing
from interviews.models import Participation
from tests import factories


def test_who_says_it_follows_from_the_label(study):
    one, two = factories.source(study), factories.source(study, "50000")
    for source in (one, two):
        Participation.objects.filter(source=source).update(participant=None)
    hearing = Hearing([one.pk, two.pk, None])
    said = hearing.of(one.pk, "Respondent")
    assert said.people
    assert not said.asked
    assert said.persons.isdisjoint(hearing.of(two.pk, "Respondent").persons)  # nobody says that they are the same
    assert hearing.of(one.pk, one.interviewers[0]).asked
    assert not hearing.of(one.pk, one.interviewers[0]).persons
    assert hearing.of(one.pk, None).people == tuple(one.participations.all())
    assert not hearing.of(None, None).people


def test_many_sources_take_two_queries(study, django_assert_num_queries):
    sources = [factories.source(study, f"5{number:04}").pk for number in range(6)]
    with django_assert_num_queries(2):
        hearing = Hearing(sources)
        assert all(hearing.of(source, "Respondent").people for source in sources)
