from accounts.models import Study


def test_whoever_begins_a_study_owns_it(as_user, charlie):
    answer = as_user(charlie).post("/new-study/", {"title": "Stroke care", "two_areas": "on"})
    assert answer.headers["Location"] == "/studies/stroke-care/"
    study = Study.objects.get(slug="stroke-care")
    assert study.memberships.get().user == charlie
    assert study.memberships.get().owns
    assert [str(site) for site in study.sites.all()] == ["Area 1", "Area 2", "National"]


def test_the_sites_are_a_choice(as_user, charlie):
    as_user(charlie).post("/new-study/", {"title": "Stroke care"})
    assert not Study.objects.get(slug="stroke-care").sites.exists()


def test_a_title_that_is_taken_gets_another_short_name(as_user, charlie, study):
    as_user(charlie).post("/new-study/", {"title": "Dementia care"})
    assert Study.objects.filter(slug="dementia-care-2").exists()


def test_a_short_name_that_is_taken_is_refused(as_user, charlie, study):
    answer = as_user(charlie).post("/new-study/", {"title": "Mine", "slug": study.slug})
    assert answer.status_code == 422
    assert "Another study has this short name already" in answer.text


def test_a_study_wants_a_title(as_user, charlie):
    assert as_user(charlie).post("/new-study/", {"title": " "}).status_code == 422


def test_a_title_without_letters_still_gets_a_short_name(as_user, charlie):
    as_user(charlie).post("/new-study/", {"title": "???"})
    assert Study.objects.filter(slug="study").exists()


def test_the_page_wants_a_login(client, db):
    assert client.get("/new-study/").status_code == 302


def test_the_form_says_that_a_title_is_enough(as_user, charlie):
    assert "A title and one transcript are enough" in as_user(charlie).get("/new-study/").text


def test_one_can_think_better_of_it(as_user, charlie):
    assert '<a class="button button-quiet" href="/">Cancel</a>' in as_user(charlie).get("/new-study/").text
