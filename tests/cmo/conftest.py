import pytest

from tests import factories


@pytest.fixture
def configuration(study):
    return factories.configuration(study, label="Sharing a room")


@pytest.fixture
def counterpart(study):
    return factories.configuration(study, site="A2", label="Sharing a budget")


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def extract(source):
    return factories.extract(source, "you couldn’t just pass people on")
