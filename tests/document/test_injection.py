"""Text that would run if it were taken for markup, script or template: shown literally, in every field."""

from dataclasses import replace

import pytest

from geodata.analysis import analyse
from geodata.stores.folder import open_dataset
from mapapp.document import render
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.hostile import HOSTILE, hostile_sample


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> View:
    return View(analyse(open_dataset(hostile_sample(tmp_path_factory.mktemp("hostile")))))


def test_no_template_is_evaluated_on_the_server(hostile):
    page = render(hostile)
    assert "49" not in page.split("<title>")[1].split("</title>")[0]
    assert "{{ 7*7 }}" in page.split("<title>")[1].split("</title>")[0]


def test_no_payload_stands_in_the_page_as_markup(hostile):
    page = render(hostile)
    assert "<script>alert(1)" not in page
    assert "<img" not in page


@pytest.mark.browser
def test_every_field_is_shown_literally_and_nothing_runs(hostile, visit, tmp_path):
    target = tmp_path / "hostile.html"
    export_html(hostile, target)
    seen = visit(target.as_uri())
    page = seen.page
    page.on("dialog", lambda dialog: seen.problems.append(f"a dialog opened: {dialog.message}"))
    page.wait_for_selector('html[data-ready="true"]')
    assert HOSTILE in page.locator(".head h1").inner_text()
    page.locator(".panel .row").first.click()
    shown = page.locator(".panel").inner_text()
    for field in ("Damaged", "Located by", "Other properties"):
        assert HOSTILE in shown.split(field)[1]
    page.evaluate("map_atlas.setView([45.4372, 40.5704], 10, {animate: false})")
    page.locator('.facility[title^="Kropotkinskaya"]').click(force=True)
    page.fill("input[type=search]", "7*7")
    assert HOSTILE in page.locator(".search-results").inner_text()
    page.locator(".panel").click()
    assert page.evaluate("document.querySelectorAll('img[src=x], .panel script').length") == 0
    assert seen.problems == []
    assert seen.requests == [target.as_uri()]


@pytest.mark.browser
def test_unseen_signs_of_direction_are_shown_by_their_code(sample, visit, tmp_path):
    sign = "\u202e"
    tables = {name: getattr(sample, name).copy() for name in ("facilities", "incidents", "claims")}
    for table, columns in (
        ("facilities", ["name", "operator"]),
        ("incidents", ["title"]),
        ("claims", ["by"]),
    ):
        for column in columns:
            tables[table][column] = sign + tables[table][column].fillna("x")
    tables["facilities"]["names"] = None
    metadata = replace(sample.metadata, title=f"Strikes{sign}")
    target = tmp_path / "signs.html"
    export_html(View(analyse(replace(sample, **tables, metadata=metadata))), target)
    seen = visit(target.as_uri())
    page = seen.page
    page.wait_for_selector('html[data-ready="true"]')
    assert page.title() == "Strikes[U+202E]"
    page.fill("input[type=search]", "kropotkinskaya")
    page.locator(".panel .row").first.click()
    page.fill("input[type=search]", "kropotkinskaya")
    assert "[U+202E]Kropotkinskaya" in page.locator(".search-results").inner_text()
    assert "[U+202E]" in page.locator(".claim-by").first.inner_text()
    told = page.evaluate(
        """() => [document.body.innerText, ...[...document.querySelectorAll("[title], [alt], [aria-label]")]
          .flatMap((one) => [one.title, one.alt, one.getAttribute("aria-label")])].join("\\n")"""
    )
    assert told.count("[U+202E]") > 50
    assert sign not in told


@pytest.mark.browser
def test_an_address_that_is_not_http_is_not_a_link(sample, visit, tmp_path):
    sources = sample.sources.copy()
    sources["url"] = "javascript:alert(1)"
    target = tmp_path / "links.html"
    export_html(View(analyse(replace(sample, sources=sources))), target)
    seen = visit(target.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    seen.page.locator(".panel .row").first.click()
    assert seen.page.locator(".panel a:not([href^='#'])").count() == 0
    assert "javascript:alert(1)" in seen.page.locator(".panel").inner_text()


@pytest.mark.browser
def test_a_script_that_is_put_into_the_page_by_hand_does_not_run(exported, visit, tmp_path):
    target = tmp_path / "altered.html"
    text = exported.read_text(encoding="utf-8")
    target.write_text(
        text.replace("</body>", "<script>document.title = 'ran'</script></body>"), encoding="utf-8"
    )
    seen = visit(target.as_uri())
    seen.page.wait_for_selector("html[data-ready]")
    assert seen.page.title() != "ran"
    assert any("Content Security Policy" in problem for problem in seen.problems)
