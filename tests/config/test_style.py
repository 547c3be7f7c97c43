import re

from django.contrib.staticfiles import finders

from config import style


def test_a_page_asks_for_one_sheet(client, db):
    page = client.get("/log-in/").content.decode()
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', page) == [style.address()]


def test_it_is_there_without_logging_in_and_is_kept(client):
    answer = client.get(style.address())
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]


def test_an_old_address_brings_the_new_sheet_and_is_not_kept(client):
    answer = client.get("/style/0123456789ab.css")
    assert answer.content.decode() == client.get(style.address()).content.decode()
    assert answer["Cache-Control"] == "no-cache"


def test_every_file_is_in_it_in_its_layer(client):
    sheet = client.get(style.address()).content.decode()
    assert "@import" not in sheet
    assert sheet.index("@layer reset, tokens") < sheet.index("@layer tokens {") < sheet.index(".transcript {")
    assert sheet.count("@layer components {") > 20


def test_what_it_names_is_found(client):
    sheet = client.get(style.address()).content.decode()
    named = set(re.findall(r'url\("([^"]+)"\)', sheet))
    assert named
    assert [path for path in named if not finders.find(path.removeprefix("/static/"))] == []


def test_it_is_not_posted(client):
    assert client.post(style.address()).status_code == 405
