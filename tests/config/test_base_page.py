"""What every page brings along: the bar, the rooms of the study, the rules for htmx, the pages for when things fail."""

import json
import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def bar(page: str) -> str:
    return page.partition("<main")[0]


def test_the_rooms_of_a_study_are_in_the_bar(as_user, rita, study):
    page = bar(as_user(rita).get(reverse("study_home", args=[study.slug])).text)
    for room in ("interviews:source_list", "interviews:code_list", "tracers:frame"):
        assert f'href="{reverse(room, args=[study.slug])}"' in page


def test_the_room_one_is_in_says_so(as_user, rita, study):
    address = reverse("interviews:code_list", args=[study.slug])
    current = re.findall(r'<a href="([^"]+)"[^>]*aria-current="page"', bar(as_user(rita).get(address).text))
    assert set(current) == {address}


def test_outside_a_study_there_are_no_rooms(as_user, rita):
    assert 'aria-label="Study"' not in as_user(rita).get(reverse("accounts:study_list")).text


def test_log_out_is_a_form(as_user, rita):
    client = as_user(rita)
    page = client.get(reverse("accounts:study_list")).text
    assert re.search(
        rf'<form method="post" action="{reverse("logout")}"><input type="hidden" name="csrfmiddlewaretoken"', page
    )
    client.post(reverse("logout"))
    assert client.get(reverse("accounts:study_list")).status_code == 302


def test_htmx_may_not_evaluate_or_keep_pages_and_shows_invalid_forms(as_user, rita):
    page = as_user(rita).get(reverse("accounts:study_list")).text
    config = json.loads(re.search(r"name=\"htmx-config\" content='([^']+)'", page)[1])
    assert config["allowEval"] is False
    assert config["historyCacheSize"] == 0
    assert config["includeIndicatorStyles"] is False
    assert config["historyRestoreAsHxRequest"] is False
    assert {"code": "422", "swap": True} in config["responseHandling"]


def test_a_title_with_markup_is_words(as_user, rita, study):
    study.title = "<b>Bold</b>"
    study.save()
    assert "<b>Bold" not in as_user(rita).get(reverse("study_home", args=[study.slug])).text


def test_nothing_at_an_address_is_said_in_plain_words(as_user, rita):
    answer = as_user(rita).get("/studies/no-such-study/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text


def test_the_page_for_our_own_faults_needs_no_context():
    assert "Something went wrong on our side" in render_to_string("500.html")


def test_a_form_that_is_too_old_says_that_nothing_was_saved(rita):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rita)
    answer = client.post(reverse("logout"))
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.text


def test_the_log_in_page_points_from_a_wrong_password_to_the_form(client):
    answer = client.post(reverse("login"), {"username": "nobody@triad.example", "password": "wrong"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_field_names_its_hint_and_its_error_to_screen_readers():
    class Form(forms.Form):
        title = forms.CharField(help_text="As printed.")

    form = Form({})
    page = render_to_string("components/form.html", {"form": form})
    described = re.search(r'aria-describedby="([^"]+)"', page)[1].split()
    assert described
    assert all(f'id="{name}"' in page for name in described)
    assert 'href="#id_title"' in page


def test_a_page_deeper_in_a_room_keeps_the_room_marked(as_user, alice, study):
    page = bar(as_user(alice).get(reverse("study_settings", args=[study.slug])).text)
    assert set(re.findall(r'<a href="([^"]+)"[^>]*aria-current="true"', page)) == {
        reverse("tracers:frame", args=[study.slug])
    }
