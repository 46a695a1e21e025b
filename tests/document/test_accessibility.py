"""The document as axe-core sees it: no serious violation in any state, theme or width; contrast included."""

from pathlib import Path

import pytest

from tests.document.test_scripts import WEB

pytestmark = pytest.mark.browser

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


STATES = {
    "the start": [],
    "every layer": ["atlas.state.set({layers: {...atlas.state.get().layers, density: true, flows: true, "
                    "distances: true}})"],
    "an incident with contested claims": [
        "atlas.state.set({selection: {type: 'incident', id: 'cpc-kropotkinskaya-2025-02-17'}})",
        "document.querySelector('.panel-body').scrollTop = 500",
    ],
    "a facility": ["atlas.state.set({selection: {type: 'facility', id: 'cpc-kropotkinskaya-ps'}})"],
    "a filter that leaves some, and entries switched off": [
        "atlas.state.set({filter: {...atlas.state.get().filter, from: '2025-08-01', "
        "standings: ['contested']}})"
    ],
    "a filter that leaves nothing": [
        "atlas.state.set({filter: {...atlas.state.get().filter, from: '2040-01-01'}})"
    ],
    "a radius": ["atlas.state.set({radius: {lat: 45.4, lon: 40.6, km: 300}})"],
    "two ranges compared": [
        "atlas.state.set({filter: {...atlas.state.get().filter, from: '2025-08-01', to: '2025-12-31'}, "
        "compare: {from: '2025-01-01', to: '2025-05-31'}})"
    ],
    "measuring": ["atlas.state.set({tool: 'measure'})"],
    "the table": ["document.querySelector('[aria-keyshortcuts=T]').click()"],
    "the search": [
        "(() => { const field = document.querySelector('input[type=search]'); field.focus(); "
        "field.value = 'orenburg'; field.dispatchEvent(new Event('input')) })()"
    ],
    "the menu": ["document.querySelector('.menu > button').click()"],
    "the citation": ["[...document.querySelectorAll('dialog')][0].showModal()"],
    "the layer card": ["document.querySelector('.card-toggle').click()"],
}  # fmt: skip

FOUND = """async (rules) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => [id, target.join(" "), [...any, ...all, ...none].map((one) => one.message).join("; ")].join(" | ")));
}"""  # noqa: E501


OF_THEMES = ["color-contrast", "link-in-text-block"]
"""Rules whose answer a theme can change: it sets colours and nothing else."""


UNDO = """async () => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const button of document.querySelectorAll(".menu > button[aria-expanded=true], [aria-keyshortcuts=T][aria-pressed=true]")) button.click();
  if (document.querySelector(".card-toggle").getAttribute("aria-expanded") === "false") document.querySelector(".card-toggle").click();
  const field = document.querySelector("input[type=search]");
  field.value = "";
  field.dispatchEvent(new Event("input"));
  document.activeElement.blur();
  atlas.state.set(window.first);
  await atlas.painted();
}"""  # noqa: E501
"""Leads from any of the states back to the start."""


@pytest.fixture(scope="module")
def axe() -> str:
    if not Path(AXE).is_file():
        pytest.skip("axe-core is not installed: run `make web`")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(windows, exported, axe):
    """The map at a width, opened once for all of its states."""
    opened = {}

    def page(size):
        if size not in opened:
            width, height = SIZES[size]
            opened[size] = windows(True).open_tab(width=width, height=height, dark=False, own=True).page
            opened[size].route(exported.as_uri(), lambda route: route.continue_())
            opened[size].goto(exported.as_uri())
            opened[size].wait_for_selector('html[data-ready="true"]')
            opened[size].evaluate(axe)
            opened[size].evaluate("() => { window.first = atlas.state.get(); }")
        opened[size].bring_to_front()  # a tab behind another paints nothing
        opened[size].emulate_media(color_scheme="light")
        opened[size].evaluate(UNDO)
        return opened[size]

    yield page
    for one in opened.values():
        one.close()


def test_a_made_up_violation_is_seen(pages):
    page = pages("wide")
    page.evaluate("document.querySelector('.head').append(document.createElement('button'))")
    found = page.evaluate(FOUND)
    page.evaluate("document.querySelector('.head > button:last-child').remove()")
    assert any(one.startswith("button-name") for one in found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", STATES)
def test_no_state_has_a_serious_violation(pages, name, size):
    page = pages(size)
    for step in STATES[name]:
        page.evaluate(step)
        page.wait_for_timeout(200)
    assert page.evaluate(FOUND) == []
    if size == "wide":  # the colours of a theme are the same at every width
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(100)
        assert page.evaluate(FOUND, OF_THEMES) == []
