"""The page Export, run in this process: forms, guard, what was held back, and what cannot be written."""

import pytest

from mapapp.exporters import EXPORTERS
from tests.app.conftest import texts
from tests.builders import CLAIM, PLACED, SOURCE, write_folder


def press(app, label):
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


def ready(app):
    return app.session_state["export.ready"]


def test_every_form_is_offered_with_its_meaning(page):
    app = page("export")
    (forms,) = [one for one in app.radio if one.key == "export.form"]
    assert forms.options == [one.title for one in EXPORTERS]


@pytest.mark.parametrize("name", [one.name for one in EXPORTERS if not one.sizes])
def test_a_file_is_prepared_and_offered(page, name):
    app = page("export")
    app.radio(key="export.form").set_value(name).run()
    app = press(app, "Prepare the file")
    assert not app.exception
    assert len(ready(app)[1]) > 1000
    assert "Nothing was held back. 54 incidents are in it." in texts(app)


def test_the_guard_says_how_much_it_held_back(page):
    app = page("export")
    app.radio(key="export.form").set_value("csv")
    app.selectbox(key="export.grid").set_value(1000)
    app.checkbox(key="export.weak").check().run()
    app = press(app, "Prepare the file")
    said = texts(app)
    assert "Held back without weak sources" in said
    assert "1 incident and 17 claims" in said
    assert "on a grid of about 1 km" in said
    app.selectbox(key="export.grid").set_value(0).run()
    assert "Held back" not in texts(app)


def test_the_licence_gate_says_how_much_and_why(page, tmp_path):
    closed = {**SOURCE, "publisher": "ACLED", "redistribution": False}
    folder = write_folder(
        tmp_path, incidents=[{**PLACED, "claims": [CLAIM]}], sources=[closed], facilities=[]
    )
    app = press(page("export", folder), "Prepare the file")
    assert "Held back: 1 incident and 1 claim that rest on ACLED" in texts(app)


def test_without_chromium_a_sentence_says_what_to_install(page, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("mapapp.chromium.shutil.which", lambda name: None)
    app = page("export")
    app.radio(key="export.form").set_value("png").run()
    app = press(app, "Prepare the file")
    assert not app.exception
    assert "The file could not be written. a picture or PDF of the map is made by Chromium" in texts(app)
