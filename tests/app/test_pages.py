"""Every page of the app, run in this process on every kind of dataset and with links good and bad."""

import re

import pytest

from mapapp.app.pages import PAGES
from tests.app.conftest import texts
from tests.builders import PLACED, write_folder


@pytest.fixture
def empty(tmp_path):
    """A dataset without a single record."""
    return write_folder(tmp_path, facilities=[], incidents=[])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_the_bundled_dataset(page, name):
    app = page(name)
    assert not app.exception
    assert texts(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_something_to_say_of_an_empty_dataset(page, empty, name):
    app = page(name, empty)
    assert not app.exception
    assert re.search("[Nn]o incident|No claim|Neither side|holds no|0 incidents|Standing follows", texts(app))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_a_broken_dataset_lacks(page, tmp_path, name):
    app = page(name, tmp_path / "nowhere")
    assert not app.exception
    assert "The dataset could not be opened." in texts(app)
    (button,) = [button for button in app.button if button.label == "Open the bundled dataset"]
    assert not button.click().run().exception
    assert "could not be opened" not in texts(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_link_that_does_not_fit_is_named_and_the_page_is_shown(page, name):
    app = page(name, v="1", kinds="meteor", colour="{{ 7*7 }}", sel="incident:nowhere")
    assert not app.exception
    said = texts(app)
    assert "Of this link, kinds “meteor”, colour “{{ 7*7 }}”, sel “incident:nowhere” was left out" in said


def test_a_link_sets_filters_and_selection(page):
    app = page("facilities", v="1", kinds="interception", sel="facility:cpc-kropotkinskaya-ps")
    assert "Kropotkinskaya pumping station (CPC)" in texts(app)
    assert "more are left out by the filters" in texts(app)
    assert app.selectbox[0].value == "cpc-kropotkinskaya-ps"
    assert dict(app.query_params) == {
        "v": "1",
        "kinds": "interception",
        "sel": "facility:cpc-kropotkinskaya-ps",
    }


def test_what_only_the_document_knows_stays_in_the_address(page):
    app = page("claims", v="1", at="47,40,6.5", layers="flows")
    assert app.query_params["at"] == "47,40,6.5"
    assert app.query_params["layers"] == "flows"


def test_the_station_is_shown_with_its_radius_borders_flows_and_owners(page):
    app = page("facilities", v="1", sel="facility:cpc-kropotkinskaya-ps")
    tables = {next(iter(one.value.columns)): one.value for one in app.dataframe}
    assert tables["Claimed by"]["Minimum, km"].tolist() == [7, 7]
    assert "Russian Ministry of Defence" in tables["Claimed by"]["Claimed by"].tolist()
    assert len(tables["Viewpoint"]) == 2
    assert "Kazakhstan" in " ".join(tables["From"]["Third countries that depend on it"].dropna())
    assert "Russia" in tables["Country"]["Country"].tolist()


def test_another_facility_is_chosen_and_named_in_the_address(page):
    app = page("facilities")
    app.selectbox[0].set_value("tengiz-field").run()
    assert not app.exception
    assert app.query_params["sel"] == "facility:tengiz-field"


def test_the_facility_of_a_selected_incident_is_shown(page):
    app = page("facilities", v="1", sel="incident:cpc-kropotkinskaya-2025-02-17")
    assert app.selectbox[0].value == "cpc-kropotkinskaya-ps"
    assert app.query_params["sel"] == "incident:cpc-kropotkinskaya-2025-02-17"


def test_the_ledger_is_narrowed_by_claimant(page):
    app = page("claims")
    (stance,) = [one for one in app.multiselect if one.label == "Stance"]
    stance.set_value(["denies"]).run()
    (ledger, *_) = [one.value for one in app.dataframe if "stance" in one.value.columns]
    assert set(ledger["stance"]) == {"denies"}


def test_a_dataset_without_claims_has_an_empty_ledger(page, tmp_path):
    folder = write_folder(tmp_path, incidents=[PLACED], facilities=[])
    assert "No claim is stated on the incidents that are shown." in texts(page("claims", folder))


def test_the_citation_names_digest_and_filter(page, sample):
    app = page("export", v="1", **{"from": "2025-08-01"})
    assert sample.digest in app.code[0].value
    assert "Dates: since 1 August 2025" in app.code[0].value
