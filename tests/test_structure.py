"""The house rules, each first seen to fail on a made-up example."""

import ast
import subprocess
import sys

import pytest

from tests import house

OWN = house.sources(house.PROJECT)
CODE = house.sources(("geodata", "mapapp", "tools"))
TESTED = CODE | house.sources(("tests",))
TRACKED = {
    path: (house.ROOT / path).read_bytes().decode("utf-8", "replace") for path in house.repository_files()
}

# Put together here, so that this file does not name them.
MACHINE_PATHS = ["/" + name + "/" for name in ("work", "root")]
PACKAGE_HOSTS = [
    ".".join(parts)
    for parts in [("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org")]
]


def test_a_made_up_circle_is_seen():
    texts = {
        "geodata/one.py": "from geodata import two",
        "geodata/two.py": "def late():\n    import geodata.three",
        "geodata/three.py": "from geodata.one import name",
    }
    assert set(house.import_circle(texts)) == {"geodata.one", "geodata.two", "geodata.three"}


def test_a_made_up_circle_through_the_package_is_seen():
    texts = {
        "geodata/a/__init__.py": "from geodata.a.b import name",
        "geodata/a/b.py": "from geodata.a import registry",
    }
    assert set(house.import_circle(texts)) == {"geodata.a", "geodata.a.b"}


def test_an_import_for_type_checking_alone_closes_no_circle():
    texts = {
        "geodata/one.py": "if TYPE_CHECKING:\n    from geodata.two import Two",
        "geodata/two.py": "import geodata.one",
    }
    assert house.import_circle(texts) == []


def test_no_modules_import_each_other_in_a_circle():
    assert house.import_circle(OWN) == []


def test_a_made_up_trespasser_is_seen():
    texts = {"geodata/a.py": "def draw():\n    import folium.plugins", "mapapp/app/a.py": "import folium"}
    found = house.trespassers(texts, {"folium"}, allowed=["mapapp/app/"])
    assert found == ["geodata/a.py imports folium.plugins"]


@pytest.mark.parametrize(
    ("forbidden", "allowed"),
    [
        ({"folium", "branca"}, ("mapapp/layers/", "mapapp/document.py")),
        ({"streamlit"}, ("mapapp/app/",)),
        ({"mapapp"}, ("mapapp/",)),
        ({"tests", "tools"}, ()),
    ],
    ids=["map", "screen", "application", "workshop"],
)
def test_a_package_is_imported_only_where_it_belongs(forbidden, allowed):
    assert house.trespassers(OWN, forbidden, allowed=allowed) == []


def _of_stores(texts):
    """Names that rooms of formats import from those of stores."""
    return [
        f"{path} imports {name}"
        for path, text in texts.items()
        if path.startswith("geodata/formats/")
        for name in house.imports(ast.parse(text))
        if name.startswith("geodata.stores")
    ]


def test_a_made_up_format_that_knows_a_store_is_seen():
    texts = {"geodata/formats/a.py": "from geodata.stores.flat import EXTRA", "geodata/stores/b.py": ""}
    assert _of_stores(texts) == ["geodata/formats/a.py imports geodata.stores.flat"]


def test_no_format_knows_a_store():
    assert _of_stores(OWN) == []


def test_a_made_up_long_file_is_seen():
    assert house.long_files({"a.py": "\n" * 401, "b.py": "\n" * 400}) == ["a.py has 401 lines"]


def test_no_file_holds_two_rooms():
    web = house.sources(("mapapp",), (".js", ".css", ".mjs"))
    assert web
    assert house.long_files(TESTED | web) == []


def test_a_made_up_long_function_is_seen_without_its_docstring():
    body = "    x = 1\n"
    docstring = '    """Say.\n\n' + "    more\n" * 30 + '    """\n'
    texts = {
        "a.py": f"class A:\n  def long(self):\n{body * 50}",
        "b.py": f"def short():\n{docstring}{body * 49}",
        "c.py": f"def outer():\n  def _inner():\n{body * 50}",
    }
    assert house.long_functions(texts) == [
        "a.py: A.long has 51 lines",
        "c.py: outer has 52 lines",
        "c.py: _inner has 51 lines",
    ]


def test_no_function_holds_two_functions():
    assert house.long_functions(TESTED) == []


def test_a_made_up_function_that_raises_unannounced_is_seen():
    texts = {
        "a.py": "def told():\n  '''Say.\n\n  Raises\n  ------\n  ValueError\n  '''\n  raise ValueError\n"
        "def untold():\n  '''Say that it Raises.'''\n  if x:\n    raise ValueError\n"
        "def passes_on():\n  try: pass\n  except E:\n    raise\n"
        "def _private():\n  raise ValueError\n"
        "class A:\n  def method(self):\n    raise ValueError\n"
        "class _B:\n  def method(self):\n    raise ValueError\n"
    }
    assert house.undocumented_raises(texts) == ["a.py: untold", "a.py: A.method"]


def test_every_public_function_that_raises_says_when():
    assert house.undocumented_raises(OWN) == []


def test_a_made_up_module_without_a_docstring_is_seen():
    assert house.without_docstring({"a.py": "x = 1", "b.py": "'''Rooms.'''", "c.py": ""}) == ["a.py", "c.py"]


def test_every_module_says_what_it_is_for():
    assert house.without_docstring(CODE) == []


def test_a_made_up_mention_is_seen():
    assert house.mentions({"a.md": "see /home/x/", "b.md": ""}, ["/home/x/"]) == ["a.md names /home/x/"]


@pytest.mark.parametrize("words", [MACHINE_PATHS, PACKAGE_HOSTS], ids=["machine paths", "package hosts"])
def test_no_file_of_the_repository_names_a_place_of_one_machine(words):
    assert house.mentions(TRACKED, words) == []


@pytest.mark.parametrize(
    "line",
    [
        '    "resolved": "https://example.org/a.tgz",',
        "--index-url https://example.org/simple",
        "folium @ https://example.org/folium.whl",
    ],
)
def test_a_made_up_download_address_is_seen(line):
    assert len(house.recorded_addresses({"lock": f"folium==0.20.0\n{line}\n"})) == 1


def test_lock_files_record_no_download_addresses():
    locks = {
        path: text
        for path, text in TRACKED.items()
        if path.endswith(("package-lock.json", "uv.lock")) or path.startswith("requirements")
    }
    assert house.recorded_addresses(locks) == []


def test_a_made_up_ignore_without_a_reason_is_seen():
    text = '[tool.ruff.lint]\nignore = [\n  "D105",  # why\n  "D203",\n]\n' + (
        '[tool.ruff.lint.per-file-ignores]\n"tests/**" = ["D"]\n"tools/**" = ["T20"]  # prints\n[tool.mypy]\n'
    )
    assert house.unreasoned_ignores(text) == ['"D203",', '"tests/**" = ["D"]']


def test_every_ignored_rule_has_its_reason_beside_it():
    assert house.unreasoned_ignores((house.ROOT / "pyproject.toml").read_text("utf-8")) == []


def test_a_made_up_marker_without_a_reason_is_seen():
    texts = {"a.py": "x = 1  # " + "noqa: B008\ny = 2  # " + "noqa: B008 (as the library asks)\n"}
    assert house.unreasoned_markers(texts) == ["a.py: x = 1  # " + "noqa: B008"]


def test_every_marker_that_silences_a_rule_has_its_reason_beside_it():
    assert house.unreasoned_markers(CODE) == []


def test_the_data_package_imports_fast():
    code = "import time; start = time.perf_counter(); import geodata; print(time.perf_counter() - start)"
    done = subprocess.run([sys.executable, "-c", code], cwd=house.ROOT, capture_output=True, check=True)
    assert float(done.stdout) < 1


def test_temporary_folders_come_from_one_room():
    # Files beside their target, and one without a name, are no folders.
    allowed = ("geodata/temporary.py", "geodata/files.py", "mapapp/bundle/archive.py")
    assert house.trespassers(house.sources(("geodata", "mapapp")), {"tempfile"}, allowed=allowed) == []
