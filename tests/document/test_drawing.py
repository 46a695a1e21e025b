"""When the map is painted: what is seen, then what is near; whole pictures, every incident in its place."""

import pytest

pytestmark = pytest.mark.browser

READY = 'html[data-ready="true"]'
MAP = "const map = Object.values(window).find((one) => one instanceof L.Map);"
PICTURE = """const picture = (pane) => {
  const shown = document.querySelector(`.leaflet-${pane}-pane canvas`);
  const map = document.querySelector(".leaflet-container");
  const [of, frame] = [shown, map].map((one) => one.getBoundingClientRect());
  const seen = new OffscreenCanvas(frame.width, frame.height).getContext("2d");
  seen.drawImage(shown, of.left - frame.left, of.top - frame.top);
  return seen.getImageData(0, 0, frame.width, frame.height);
};
// Lines that begin elsewhere beyond the edge are rounded otherwise: by a few of 255 steps.
const isOther = (pane) => picture(pane).data.some((value, i) => Math.abs(value - kept[pane].data[i]) > 8);"""
WIDTH = (
    "document.querySelector(`.leaflet-${pane}-pane canvas`).width"
    " / document.querySelector('.leaflet-container').clientWidth"
)
HELD_BACK = "window.idle = []; window.requestIdleCallback = (act) => window.idle.push(act);"


@pytest.fixture
def opened(visit, exported):
    def go(hash_="", **options):
        seen = visit(exported.as_uri() + hash_, allow=exported.as_uri(), **options)
        seen.page.wait_for_selector(READY)
        return seen.page

    return go


def rest(page, *panes):
    """Wait until the surroundings are painted too."""
    for pane in panes:
        page.wait_for_function(f"(pane) => {WIDTH} >= 1.35", arg=pane)


def test_what_is_seen_is_painted_first_and_its_surroundings_at_rest(opened):
    page = opened()
    panes = ("ground", "incidents", "labels")
    rest(page, *panes)
    shares = page.evaluate(
        f"""async (panes) => {{ {MAP} {PICTURE}
          map.panBy([900, 0], {{ animate: false }});
          await atlas.painted();
          const shares = panes.map((pane) => {WIDTH});
          window.kept = Object.fromEntries(panes.map((pane) => [pane, picture(pane)]));
          return shares; }}""",
        panes,
    )
    assert all(1 < share < 1.2 for share in shares)
    rest(page, *panes)
    assert page.evaluate(f"(panes) => {{ {PICTURE} return panes.filter(isOther); }}", panes) == []


def test_a_map_that_was_made_larger_is_painted_to_its_edges(opened):
    page = opened(width=900, height=600)
    page.set_viewport_size({"width": 1800, "height": 1100})
    page.wait_for_function(
        f"""() => {{ {MAP}
          const box = map.getContainer().getBoundingClientRect();
          return [...document.querySelectorAll(".leaflet-pane canvas")].every((canvas) => {{
            const {{ left, top, right, bottom }} = canvas.getBoundingClientRect();
            return left <= box.left && top <= box.top && right >= box.right && bottom >= box.bottom;
          }}); }}"""
    )


def test_names_are_away_while_the_map_zooms(opened):
    page = opened()
    seen = page.evaluate(
        f"""async () => {{ {MAP}
          const names = document.querySelector(".leaflet-labels-pane canvas");
          const look = () => getComputedStyle(names).visibility;
          const frame = () => new Promise(requestAnimationFrame);
          const found = [look()];
          const ended = new Promise((done) => map.once("zoomend", done));
          map.setZoom(map.getZoom() + 1);
          await frame();
          found.push(look());
          await ended;
          await frame();
          return [...found, look()]; }}"""
    )
    assert seen == ["visible", "hidden", "visible"]


@pytest.mark.parametrize("view", ["48,40,3.5", "48,40,5", "46,38,6.5"])
def test_every_incident_leaves_ink_at_its_place(opened, sample, view):
    page = opened(f"#v=1&at={view}")
    page.evaluate("atlas.painted()")
    bare = page.evaluate(
        f"""async (ids) => {{ {PICTURE}
          const {{ data, width, height }} = picture("incidents");
          const missing = [];
          let inside = 0;
          for (const id of ids) {{
            const at = await atlas.where(id);
            if (!at) continue;
            const [x, y] = [at.x, at.y].map(Math.round);
            if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) continue;
            inside += 1;
            const inkAt = (i, j) => data[4 * ((y + j) * width + x + i) + 3] > 0;
            const isInked = [-1, 0, 1].some((i) => [-1, 0, 1].some((j) => inkAt(i, j)));
            if (!isInked) missing.push(id);
          }}
          return {{ missing, inside }}; }}""",
        sample.incidents["id"].tolist(),
    )
    assert bare["inside"] >= 10
    assert bare["missing"] == []


def test_no_picture_is_shown_half_painted(opened):
    page = opened()
    emptiest = page.evaluate(
        f"""async () => {{ {PICTURE}
          const isInk = (value, i) => i % 4 === 3 && value > 0;
          const inked = (pane) => picture(pane).data.filter(isInk).length;
          const filters = [{{ kinds: ["uav_strike"] }}, {{ kinds: ["fire"] }}, {{ from: "2025-06-01" }}];
          let least = Infinity;
          for (const filter of filters) {{
            atlas.state.set({{ filter: {{ ...atlas.state.get().filter, ...filter }} }});
            for (let frame = 0; frame < 3; frame++) {{
              await new Promise(requestAnimationFrame);
              least = Math.min(least, inked("ground"), inked("incidents"));
            }}
          }}
          return least; }}"""
    )
    assert emptiest > 100


def test_the_fine_coasts_are_read_once_the_page_is_idle(opened):
    page = opened("#v=1&at=45,34,7", before=HELD_BACK)
    rest(page, "ground")
    page.evaluate(f"() => {{ {PICTURE} window.kept = {{ ground: picture('ground') }}; }}")
    page.evaluate("while (idle.length) idle.shift()({ timeRemaining: () => 50 })")
    page.wait_for_function(f"() => {{ {PICTURE} return isOther('ground'); }}")
    assert page.locator(".notice").is_hidden()
