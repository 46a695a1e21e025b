"""The page Map, run in this process: what it says, and how filters, table and uploads follow one another."""

import html
import json

import pytest

from geodata.stores import STORES, save
from geodata.stores.selection import Selection as Cut
from geodata.stores.selection import cut
from geodata.stores.store import Store
from mapapp.app.uploads import open_uploads
from mapapp.errors import MissingAsset
from mapapp.link import Selection
from tests.app.conftest import choose, component, texts
from tests.builders import PLACED, STATION, collection, write_folder
from tests.hostile import HOSTILE


def test_the_bundled_dataset_is_shown_whole(run):
    app = run()
    assert not app.exception
    assert "54 of 54 incidents shown · 76 facilities" in texts(app)
    assert len(app.dataframe[0].value) == 54


def test_a_filter_leaves_incidents_out_and_says_why(run):
    app = choose(run(), "standings", ["contested"])
    assert "4 of 54 incidents shown" in texts(app)
    assert "Left out by the filters: 50 by standing." in texts(app)
    assert set(app.dataframe[0].value["standing_label"]) == {"Contested"}


def test_dates_filter_by_day(run):
    app = run()
    app.date_input[0].set_value("2025-12-01").run()
    assert "5 of 54 incidents shown" in texts(app)


def test_columns_of_the_table_are_chosen_and_kept(run):
    app = run()
    (columns,) = [one for one in app.get("button_group") if one.label == "Columns of the table"]
    columns.set_value(["id", "date", "title"]).run()
    assert list(app.dataframe[0].value.columns) == ["date", "title", "id"]
    choose(app, "standings", ["contested"])
    assert list(app.dataframe[0].value.columns) == ["date", "title", "id"]


def test_reset_sets_every_filter_back(run):
    app = choose(run(), "countries", ["KZ"])
    app.date_input[1].set_value("2025-06-01").run()
    assert "54 of 54" not in texts(app)
    (button,) = [button for button in app.button if button.label == "Reset filters"]
    button.click().run()
    assert "54 of 54" in texts(app)
    assert not any(one["chosen"] for one in component(app, "lists")["lists"])


def test_no_match_says_what_to_do(run):
    app = choose(run(), "standings", ["claim_only"])
    choose(app, "kinds", ["sabotage"])
    assert "No incident matches the filters. Widen the dates, or choose “Reset filters”." in texts(app)
    assert not app.exception


def test_the_viewpoint_changes_what_lies_where(run, tmp_path):
    crimea = {**PLACED, "affected_countries": ["KZ"]}
    features = collection(crimea)
    features["features"][0]["geometry"] = {"type": "Point", "coordinates": [34.1, 45.0]}
    app = run(write_folder(tmp_path, incidents=features, facilities=[STATION]))
    assert app.dataframe[0].value.loc[0, "country_name"] == "Ukraine"
    app.radio[0].set_value("de_facto").run()
    assert app.dataframe[0].value.loc[0, "country_name"] == "Russia"


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({"incidents": [], "facilities": [STATION]}, "This dataset holds no incidents."),
        ({"incidents": [PLACED]}, "This dataset holds no facilities"),
        ({"incidents": [{"id": "i", "title": "Without a place"}]}, "1 of 1 incident shown"),
    ],
)
def test_a_dataset_that_lacks_something_says_what_to_do(run, tmp_path, tables, sentence):
    app = run(write_folder(tmp_path, **tables))
    assert not app.exception
    assert sentence in texts(app)


def test_a_dataset_that_is_not_there_is_named_and_another_offered(run, tmp_path):
    app = run(tmp_path / "nowhere")
    assert not app.exception
    assert f"{tmp_path / 'nowhere'}: No such file or directory" in texts(app)
    app.button[0].click().run()
    assert "54 of 54" in texts(app)


def press(app, label):
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


def test_files_that_change_are_named_and_read_again_on_a_click(run, tmp_path):
    app = run(write_folder(tmp_path, incidents=[PLACED]))
    write_folder(tmp_path, incidents=[{**PLACED, "title": "Fire reported; denied"}])
    app.run()
    assert "The files of this dataset have changed. What you see is what was read at" in texts(app)
    assert app.dataframe[0].value.loc[0, "title"] == PLACED["title"]
    press(app, "Read them again")
    assert not app.exception
    assert "have changed" not in texts(app)
    assert app.dataframe[0].value.loc[0, "title"] == "Fire reported; denied"


def test_files_that_vanish_are_named_and_what_was_read_stays(run, tmp_path):
    folder = tmp_path / "strikes"
    folder.mkdir()
    app = run(write_folder(folder, incidents=[PLACED]))
    folder.rename(tmp_path / "elsewhere")
    app.run()
    assert f"can no longer be read. {folder}: No such file or directory" in texts(app)
    assert "1 of 1 incident shown" in texts(app)
    press(app, "Read them again")
    assert "It could not be read again; what you see stays as it was." in texts(app)
    assert "1 of 1 incident shown" in texts(app)
    (tmp_path / "elsewhere").rename(folder)
    press(app, "Read them again")
    assert not app.exception
    assert "read again" not in texts(app)


def test_files_that_break_leave_what_was_read(run, tmp_path):
    app = run(write_folder(tmp_path, incidents=[PLACED]))
    write_folder(tmp_path, incidents=b'{"type": "FeatureColl')
    app.run()
    press(app, "Read them again")
    assert "It could not be read again; what you see stays as it was." in texts(app)
    assert "1 of 1 incident shown" in texts(app)


def test_a_geopackage_is_opened_and_read_again_once_it_has_changed(run, sample, tmp_path):
    file = tmp_path / "strikes.gpkg"
    save(sample, file)
    app = run(file)
    assert "54 of 54" in texts(app)
    save(cut(sample, Cut(start="2025-10")), file)
    app.run()
    assert "The files of this dataset have changed." in texts(app)
    press(app, "Read them again")
    assert not app.exception
    assert "54 of 54" not in texts(app)


def test_a_database_is_read_at_the_start_and_when_a_reader_asks_for_it(run, sample, monkeypatch):
    states = iter([sample, cut(sample, Cut(start="2025-10"))])
    read = []

    def next_state(location, selection):
        read.append(location)
        return next(states)

    store = Store("made-up", "a database", "made-up://", lambda at: "made-up://" in at, next_state, print)
    monkeypatch.setattr("geodata.stores.STORES", (store, *STORES))
    app = run("made-up://here/strikes")
    app.run()
    assert read == ["made-up://here/strikes"]
    assert "54 of 54" in texts(app)
    press(app, "Read the database again")
    assert not app.exception
    assert read == ["made-up://here/strikes"] * 2
    assert "54 of 54" not in texts(app)


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html>", b'{"type": "Topology"}', b"[1, 2"])
def test_a_broken_dataset_is_a_sentence(run, tmp_path, content):
    app = run(write_folder(tmp_path, incidents=content))
    assert not app.exception
    assert "The dataset could not be opened." in texts(app)
    assert "incidents.geojson" in texts(app)
    assert "Traceback" not in texts(app)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\xff\xfe\x00", b'{"type": "Point", "coordinates": [1, 2']
)
def test_a_bad_upload_is_a_sentence_and_what_was_open_stays(run, content):
    app = run()
    app.file_uploader[0].set_value([("mine.geojson", content, "application/geo+json")])
    app.run()
    assert not app.exception
    assert "The files could not be opened. What was open before stays open." in texts(app)
    assert "mine.geojson" in texts(app)
    assert "54 of 54" in texts(app)


def test_a_file_is_read_once_however_often_the_page_runs(run, monkeypatch):
    read = []

    def reading(uploads, **more):
        read.append([upload.name for upload in uploads])
        return open_uploads(uploads, **more)

    monkeypatch.setattr("mapapp.app.load.open_uploads", reading)
    app = run()
    for name, content in (
        ("bad.geojson", b"<html>"),
        ("good.geojson", json.dumps(collection(PLACED)).encode()),
    ):
        app.file_uploader[0].set_value([(name, content, "application/geo+json")])
        app.run()
        app.run()
    assert read == [["bad.geojson"], ["good.geojson"]]
    app.file_uploader[0].set_value([])
    app.run()
    assert "opening.handed" not in app.session_state
    assert "54 of 54" in texts(app)


def test_an_upload_is_opened_and_measured_to_the_facilities_that_were_open(run):
    app = run()
    content = json.dumps(collection(PLACED)).encode()
    app.file_uploader[0].set_value([("mine.geojson", content, "application/geo+json")])
    app.run()
    assert "1 of 1 incident shown · 76 facilities" in texts(app)
    app.checkbox[0].uncheck().run()
    assert "1 of 1 incident shown · 0 facilities" in texts(app)


@pytest.mark.parametrize("kind", ["incident", "facility", "place"])
def test_what_another_dataset_does_not_hold_is_no_longer_selected(run, tmp_path, kind):
    app = run(write_folder(tmp_path, incidents=[{**PLACED, "title": "Elsewhere"}]))
    app.session_state["selection"] = Selection(kind, "gone")
    app.run()
    assert not app.exception
    assert "Choose a row" in texts(app)


def test_what_reading_left_out_is_listed(run):
    app = run()
    bad = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 95]}, "properties": {}}
    content = json.dumps(collection(PLACED, bad)).encode()
    app.file_uploader[0].set_value([("mixed.geojson", content, "application/geo+json")])
    app.run()
    assert any("1 of 2 features left out" in expander.label for expander in app.expander)
    findings = app.dataframe[-1].value
    assert findings["File"].tolist()[0] == "mixed.geojson"
    assert "latitude" in " ".join(findings["What"])


def test_the_map_is_sent_once_and_again_where_a_tab_asks_for_it(run):
    app = run()
    assert component(app, "page")["page"].startswith("<!DOCTYPE html>")
    choose(app, "standings", ["contested"])
    assert component(app, "page")["page"] is None
    assert component(app, "page")["state"]["filter"]["standings"] == ["contested"]
    del app.session_state["map.sent"]
    app.run()
    assert component(app, "page")["page"].startswith("<!DOCTYPE html>")


def test_unseen_signs_of_direction_are_shown_by_their_code(run, tmp_path):
    titled = {**PLACED, "title": "de\u202epot", "kind": "fi\u2066re"}
    other = {**PLACED, "id": "i2", "kind": "fire"}
    folder = write_folder(tmp_path, incidents=[titled, other], dataset={"title": "Str\u200fikes"})
    app = run(folder)
    app.session_state["selection"] = Selection("incident", "i1")
    app.run()
    assert not app.exception
    assert "Str[U+200F]ikes" in texts(app)
    assert "Selected: de[U+202E]pot" in texts(app)
    assert "de[U+202E]pot" in app.dataframe[0].value["title"].tolist()
    lists = component(app, "lists")["lists"]
    labels = [choice["label"] for one in lists for choice in one["choices"]]
    assert "fi[U+2066]re" in labels
    shown = [texts(app), *labels, *app.dataframe[-1].value.to_numpy().ravel()]
    assert not any(sign in str(text) for text in shown for sign in "\u202e\u2066\u200f")


def test_a_page_without_its_scripts_says_what_is_missing(run, monkeypatch, tmp_path):
    def missing(*_):
        raise MissingAsset("document.js: the page's script is not there; run `make web`.")

    monkeypatch.setattr("mapapp.document.load_assets", missing)
    app = run(write_folder(tmp_path, incidents=[{**PLACED, "title": "Without scripts"}]))
    assert not app.exception
    assert "The map could not be drawn. document.js: the page&#x27;s script is not there" in texts(app)
    assert len(app.dataframe[0].value) == 1


def test_text_from_data_never_reaches_streamlit_as_markup(run, hostile_folder):
    app = run(hostile_folder)
    assert not app.exception
    assert html.escape(HOSTILE) in texts(app)
    assert "<img" not in texts(app)
    assert "<script" not in texts(app)
    for element in (*app.markdown, *app.caption, *app.title, *app.header, *app.subheader, *app.error):
        assert "7*7" not in element.value
    for widget in (*app.expander, *app.button, *app.checkbox):
        assert "7*7" not in widget.label


def test_the_selected_incident_says_what_versions_changed_of_it(run, tmp_path):
    record = {"table": "incidents", "id": "i1", "what": "changed"}
    fields = {"title": {"before": HOSTILE, "after": "Fire reported"}}
    log = [{"version": "2025.2", "date": "2026-01-05", "records": [{**record, "fields": fields}]}]
    app = run(write_folder(tmp_path, incidents=[PLACED], facilities=[STATION], changes=log))
    assert "Changed in version" not in texts(app)
    app.session_state["selection"] = Selection("incident", "i1")
    app.run()
    assert not app.exception
    assert "Changed in version 2025.2 (2026-01-05):" in texts(app)
    assert f"<li>title: {html.escape(HOSTILE)} → Fire reported</li>" in texts(app)
