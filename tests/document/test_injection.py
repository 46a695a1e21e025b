"""Text that would run if it were taken for markup, script or template; see also tests/reliability."""

from dataclasses import replace

import pytest

from geodata.analysis import analyse
from geodata.stores.folder import open_dataset
from mapapp.document import render
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.hostile import hostile_sample


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
