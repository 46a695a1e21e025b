"""The exported file in a real Chromium, from the disk, with every request blocked."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from mapapp.assets import load_assets
from mapapp.document import render
from mapapp.view import View

pytestmark = pytest.mark.browser

STATION = "Kropotkinskaya pumping station (CPC)"


@pytest.fixture
def opened(visit, exported):
    """The exported map, drawn; at the end it must have asked for nothing and said nothing."""
    seen = visit(exported.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    yield seen
    assert seen.problems == []
    assert seen.requests == [exported.as_uri()]


def colours(page, pane):
    """The colours of a canvas, at every 211th pixel."""
    return page.evaluate(
        """(pane) => {
          const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
          copy.drawImage(canvas, 0, 0);
          const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let i = 0; i < data.length; i += 4 * 211) found.add(data.slice(i, i + 4).join());
          return [...found];
        }""",
        pane,
    )


def search(page, text):
    page.fill("input[type=search]", text)
    page.keyboard.press("Enter")


def test_the_base_map_is_drawn_without_a_network(opened):
    drawn = colours(opened.page, "ground")
    assert "247,244,236,255" in drawn  # land
    assert "221,231,234,255" in drawn  # sea
    assert len(colours(opened.page, "labels")) > 3


def test_no_name_lies_under_a_glyph_and_no_country_goes_without_its_name(opened):
    page = opened.page
    covered = """async (zoom) => {
      const drawn = [];
      const draw = OffscreenCanvasRenderingContext2D.prototype.fillText;
      OffscreenCanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        drawn.push({ text, x, y, width: this.measureText(text).width });
        draw.call(this, text, x, y);
      };
      map_atlas.setView([47, 41], zoom, { animate: false });
      OffscreenCanvasRenderingContext2D.prototype.fillText = draw;
      await new Promise((resolve) => setTimeout(resolve, 300)); // pins get their buttons once the map rests
      const glyphs = [...document.querySelectorAll(".pin, .facility svg")];
      const boxes = glyphs.map((glyph) => glyph.getBoundingClientRect());
      // The counts of incidents are no names.
      const names = drawn.filter(({ text }) => !/^[0-9.]+[kM]?$/.test(text))
      const under = names.filter(({ x, y, width }) => {
        const { x: west, y: middle } = map_atlas.layerPointToContainerPoint([x, y]);
        const isBeside = ({ left, right }) => right <= west || left >= west + width;
        const isOff = ({ top, bottom }) => bottom <= middle - 4 || top >= middle + 4;
        return !boxes.every((box) => isBeside(box) || isOff(box));
      });
      return [names.map(({ text }) => text), under.map(({ text }) => text)];
    }"""
    for zoom in (4, 5, 6, 7, 8, 10):
        drawn, under = page.evaluate(covered, zoom)
        assert len(drawn) > 3, zoom
        assert [name for name in under if not name.isupper()] == [], zoom
        assert zoom > 5 or "UKRAINE" in drawn


def test_all_incidents_are_listed_and_open(opened):
    page = opened.page
    titles = page.locator(".panel .row-title").all_text_contents()
    assert len(titles) == 54
    for number in (0, 17, 53):
        page.locator(".panel .row").nth(number).click()
        assert page.locator(".panel h2").inner_text() == titles[number]
        page.click("text=← All incidents")


def test_all_facilities_are_reachable_by_search(opened, sample):
    names = list(sample.facilities["name"])
    headings = opened.page.evaluate(
        """(names) => names.map((name) => {
          const input = document.querySelector("input[type=search]");
          input.value = name;
          input.dispatchEvent(new Event("input"));
          const rows = [...document.querySelectorAll(".search-results .row")];
          rows.find((row) => row.querySelector(".row-title").textContent === name)?.click();
          return document.querySelector(".panel h2").textContent;
        })""",
        names,
    )
    assert headings == names


LOOK = """async (isFirst) => {
  for (let i = 0; i < 2; i++) await new Promise((drawn) => requestAnimationFrame(drawn));
  await atlas.painted();
  const drawn = document.querySelectorAll("canvas, .leaflet-map-pane path, .leaflet-marker-icon").length;
  const ground = document.querySelector(".leaflet-ground-pane canvas");
  const seen = new OffscreenCanvas(1440, 900).getContext("2d"); // what lies beyond changes by itself
  const { left, top } = ground.getBoundingClientRect();
  seen.drawImage(ground, left, top);
  const pixels = seen.getImageData(0, 0, 1440, 900).data;
  const first = (window.looked = isFirst ? { drawn, pixels } : window.looked);
  // Where an edge is cut elsewhere, its softness differs by some levels of 255.
  return first.drawn !== drawn || pixels.some((level, i) => Math.abs(level - first.pixels[i]) > 16);
}"""
"""Whether the map looks otherwise than when it was looked at first."""


def test_every_layer_can_be_switched(opened):
    page = opened.page
    names = [box.get_attribute("id") for box in page.locator(".layer-card input[type=checkbox]").all()]
    assert len(names) == 12
    for name in names:
        if name == "layer-tiles":
            continue  # asks for images from the network once it is on
        page.evaluate(LOOK, True)
        page.click(f"#{name}")
        assert page.evaluate(LOOK, False), name
        page.click(f"#{name}")
        assert not page.evaluate(LOOK, False), name


def test_a_click_on_kropotkinskaya_shows_incidents_ring_and_distances(opened):
    page = opened.page
    page.evaluate("map_atlas.setView([45.4372, 40.5704], 10, {animate: false})")
    page.locator(f'.facility[title^="{STATION}"]').click(position={"x": 13, "y": 22})
    panel = page.locator(".panel")
    assert panel.locator("h2").inner_text() == STATION
    assert panel.locator(".row-title").count() == 3
    ring = page.locator(".ring-label").inner_text()
    assert "7 km" in ring
    assert "Russian Ministry of Defence" in ring
    distances = panel.locator(".distances li").all_inner_texts()
    assert [
        text
        for text in distances
        if "viewpoints UN, de facto" in text and "209 km ± 12 km" in text and "Georgia–Russia" in text
    ]


def test_an_incident_that_was_placed_at_its_facility_is_not_said_to_be_0_km_from_it(opened, sample, analysis):
    at_it = analysis.measured("un")["named_facility_m"] < 1
    assert at_it.any()
    search(opened.page, sample.incidents.loc[at_it.to_numpy(), "title"].iloc[0])
    distances = opened.page.locator(".panel .distances").inner_text()
    assert "placed at " in distances
    assert ", location error " in distances
    assert not any(line.startswith(("0 km", "0 m")) for line in distances.splitlines())


def test_a_link_to_a_facility_selects_it_here_and_names_an_address_that_opens_it(opened):
    page = opened.page
    search(page, "spm-2 of the cpc")
    link = page.locator(".panel a.link").first
    address = link.get_attribute("href")
    name = link.inner_text().strip()
    link.click()
    assert page.locator(".panel h2").inner_text() == name
    # By way of another address: the page may have written this one by itself, and then nothing would change.
    page.evaluate(
        "(address) => { atlas.state.set({selection: null}); location.hash = 'v=1'; location.hash = address }",
        address,
    )
    page.wait_for_selector(f'.panel h2:text-is("{name}")')


def test_the_march_record_keeps_the_interception_as_one_partys_claim(opened):
    page = opened.page
    search(page, "intercepted 7 km from kropotkinskaya")
    panel = page.locator(".panel")
    assert panel.locator(".standing").inner_text() == "Single source"
    assert "claimed by Russian Ministry of Defence" in panel.locator(".callout").inner_text()
    assert panel.locator(".stance-denies .claim").count() == 1
    assert panel.locator(".silences").count() == 1


def test_the_viewpoint_changes_what_a_distance_is_measured_to(opened):
    page = opened.page
    search(page, "taman")
    page.locator(".viewpoints label", has_text="de facto").first.click()
    chosen = page.locator(".panel .distances .is-chosen").inner_text()
    assert "viewpoint de facto" in chosen


def test_the_legend_filters_by_kind_and_says_how_many_are_left(opened):
    page = opened.page
    page.click("#filter-kinds-uav_strike")
    assert "of 54 incidents" in page.locator(".counts").inner_text()
    page.click("text=Show all")
    assert page.locator(".panel .row").count() == 54


def test_a_disrupted_flow_is_hollow_with_a_bar_and_keeps_the_colour_of_flows(opened):
    page = opened.page
    page.click("#layer-flows")
    assert (
        page.locator(".flow-head.is-disrupted path").count() > page.locator(".flow-head.is-disrupted").count()
    )
    assert page.locator("path.flow-hollow").count() == page.locator("path.flow.is-disrupted").count() / 2
    strokes = page.locator("path.flow:not(.flow-hollow)").evaluate_all(
        "(paths) => paths.map((path) => getComputedStyle(path).stroke)"
    )
    assert len(set(strokes)) == 1


@pytest.mark.parametrize("part", ["kinds", "standings", "facility_groups"])
def test_a_legend_that_is_switched_off_says_how_to_bring_its_entries_back(opened, part):
    page = opened.page
    for entry in page.locator(f"[id^=filter-{part}-]").all():
        page.click(f"#{entry.get_attribute('id')}")
    assert page.locator(f"[id^=filter-{part}-][aria-pressed=true]").count() == 0
    expect(page.locator(".facility" if part == "facility_groups" else ".pin")).to_have_count(0)
    hint = page.locator(".panel .empty")
    assert "is switched off in the legend. Switch one on there, or choose Show all." in hint.inner_text()
    hint.locator("text=Show all").click()
    assert page.locator(f"[id^=filter-{part}-][aria-pressed=false]").count() == 0
    assert page.locator(".panel .row").count() == 54


def test_the_measuring_tool_gives_a_length_on_the_ellipsoid(opened):
    page = opened.page
    page.click(".menu > button")
    page.click('.menu-entry:has-text("Measure a distance")')
    page.evaluate("map_atlas.setView([50, 50], 6, {animate: false})")
    page.evaluate("for (const lat of [50, 51]) map_atlas.fire('click', {latlng: L.latLng(lat, 50)})")
    assert page.locator(".measure-readout").inner_text().startswith("111 km")
    page.keyboard.press("Escape")
    assert page.locator(".measure-readout").is_hidden()


def test_links_open_elsewhere_without_saying_where_from(opened):
    search(opened.page, "spm-2 of the cpc")
    for link in opened.page.locator(".panel a:not(.link)").all():
        assert link.get_attribute("href").startswith("http")
        assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_pin_is_reached_and_opened_by_keyboard(opened):
    page = opened.page
    pin = page.locator(".pin").first
    pin.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel-back")).to_be_visible()


def test_an_incident_under_the_pointer_is_ringed_and_named(opened):
    page = opened.page
    box = page.locator(".pin").last.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hover-ring")).to_be_visible()
    expect(page.locator(".incident-tooltip")).to_be_visible()


def test_a_phone_shows_the_map_and_nothing_runs_over_the_edge(visit, exported):
    seen = visit(exported.as_uri(), width=390, height=844)
    seen.page.wait_for_selector('html[data-ready="true"]')
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.click("text=Layers")
    assert seen.page.locator(".layer-card").is_visible()
    assert seen.problems == []


def test_a_phone_leaves_most_of_its_screen_to_the_map(visit, exported):
    page = visit(exported.as_uri(), width=390, height=844).page
    page.wait_for_selector('html[data-ready="true"]')
    above, below = (page.locator(one).bounding_box() for one in (".head", ".timeline"))
    assert below["y"] - above["y"] - above["height"] > 0.65 * 844


def test_on_a_phone_what_is_selected_lies_between_the_head_and_the_sheet(visit, exported):
    page = visit(exported.as_uri(), width=390, height=844).page
    page.wait_for_selector('html[data-ready="true"]')
    page.evaluate("atlas.state.set({selection: {type: 'incident', id: 'russkaya-2025-01-11'}})")
    page.wait_for_timeout(1000)
    place = page.evaluate("(async () => (await atlas.where('russkaya-2025-01-11')).y)()")
    above, sheet = (page.locator(one).bounding_box() for one in (".head", ".panel"))
    assert above["y"] + above["height"] + 40 < place < sheet["y"]


def test_the_sheet_of_a_phone_is_pulled_up_and_down_and_opened_by_a_tap(visit, exported):
    page = visit(exported.as_uri(), width=390, height=844).page
    page.wait_for_selector('html[data-ready="true"]')
    handle = page.locator(".panel-handle")
    for way, is_open in ((-200, "true"), (200, "false"), (0, "true"), (0, "false")):
        box = handle.bounding_box()
        page.mouse.move(195, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(195, box["y"] + 10 + way, steps=4)
        page.mouse.up()
        page.wait_for_timeout(300)
        assert handle.get_attribute("aria-expanded") == is_open


def test_a_phone_shows_the_whole_title_and_every_tool(visit, exported, sample):
    page = visit(exported.as_uri(), width=390, height=844).page
    page.wait_for_selector('html[data-ready="true"]')
    assert page.locator(".head h1").inner_text().replace("\n", " ") == sample.metadata.title
    cut = "(box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight"
    assert not page.locator(".head h1").evaluate(cut)
    assert not page.locator(".toolbar").evaluate(cut)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
def test_the_viewpoint_stays_in_sight_while_the_legend_scrolls(visit, exported, width, height):
    page = visit(exported.as_uri(), width=width, height=height).page
    page.wait_for_selector('html[data-ready="true"]')
    if width < 760:
        page.click("text=Layers")
    card, last = (page.locator(one).bounding_box() for one in (".layer-card", ".viewpoint-meaning"))
    assert last["y"] + last["height"] <= card["y"] + card["height"]
    page.locator("#layer-tiles").scroll_into_view_if_needed()
    switch, viewpoints = (page.locator(one).bounding_box() for one in ("#layer-tiles", ".viewpoints"))
    assert switch["y"] + switch["height"] <= viewpoints["y"]


def test_without_built_scripts_and_without_a_network_a_sentence_says_what_to_do(visit, analysis, tmp_path):
    page = tmp_path / "online.html"
    bare = replace(load_assets(), leaflet_script=None, leaflet_style=None)
    page.write_text(render(View(analysis), assets=bare), encoding="utf-8")
    seen = visit(page.as_uri())
    seen.page.wait_for_selector('html[data-ready="failed"]')
    assert "`make web`" in seen.page.locator(".failure").inner_text()
    assert seen.page.locator(".plain-page tbody tr").count() == 54
