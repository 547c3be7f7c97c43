"""The content security policy, and that no page needs what it forbids."""

import re

import pytest
from django.test import Client

from tests import filled, walk

INLINE = re.compile(r"\sstyle\s*=|<style[\s>]|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|hx-on[:=-]", re.IGNORECASE)


def policy(answer) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in parts)}


def test_every_answer_has_the_policy_and_it_allows_nothing_inline(client, db):
    held = policy(client.get("/log-in/"))
    assert held["default-src"] == "'self'"
    assert held["object-src"] == "'none'"
    assert held["frame-ancestors"] == "'none'"
    assert not any("unsafe" in rest or "http" in rest for rest in held.values())


@pytest.mark.parametrize("page", walk.study_pages(), ids=str)
def test_no_page_holds_what_the_policy_forbids(page, study, alice):
    filled.fill(study, by=alice)
    client = Client()
    client.force_login(alice)
    answer = walk.answer(client, walk.door(page, study, client), study.slug, "GET")
    if "text/html" in answer.headers.get("Content-Type", "") and answer.status_code == 200:
        assert policy(answer)["default-src"] == "'self'"
        assert INLINE.findall(answer.getvalue().decode()) == []
