"""Every file of an extension point stands in its registry, and nothing else does."""

import importlib
import pkgutil
import sys
from types import ModuleType

import pytest

from geodata.checks import CHECKS, Check
from geodata.formats import FORMATS, Format
from geodata.measures import MEASURES, Measure
from geodata.stores import STORES, Store
from mapapp.exporters import EXPORTERS
from mapapp.exporters.exporter import Exporter
from mapapp.layers import LAYERS
from mapapp.layers.base import DataLayer
from tests.house import ROOT

REGISTRIES = {
    "geodata.checks": (CHECKS, Check),
    "geodata.formats": (FORMATS, Format),
    "geodata.measures": (MEASURES, Measure),
    "geodata.stores": (STORES, Store),
    "mapapp.exporters": (EXPORTERS, Exporter),
    "mapapp.layers": (LAYERS, DataLayer),
}


def rows_of(module, kind):
    """Rows that a module makes: values of the kind, or finished classes that extend it."""
    for value in vars(module).values():
        if isinstance(value, type):
            is_own = value.__module__ == module.__name__ and value is not kind
            if is_own and issubclass(value, kind) and hasattr(value, "name"):
                yield value
        elif isinstance(value, kind):
            yield value


def rows_in(package, kind):
    """Rows that the files of a package make, each with the names of the files that hold it."""
    folder = importlib.import_module(package)
    for info in pkgutil.iter_modules(folder.__path__):
        module = importlib.import_module(f"{package}.{info.name}")
        for row in rows_of(module, kind):
            yield info.name, row


def faults(package, registry, kind):
    """What stands in a file but not in the registry, or the other way round, or twice."""
    found = [row for _, row in rows_in(package, kind)]
    lost = [f"{row.name} is not registered" for row in found if not any(row is one for one in registry)]
    strange = [f"{row.name} has no file" for row in registry if not any(row is one for one in found)]
    names = [row.name for row in registry]
    return [*lost, *strange, *(f"{name} stands twice" for name in {*names} if names.count(name) > 1)]


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    """A package with two files: one makes a check, one makes none."""
    folder = tmp_path / "made_up_checks"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "tides.py").write_text(
        "from geodata.checks import Check\nTIDES = Check('tides', 'high water', lambda dataset: [])\n"
    )
    (folder / "helper.py").write_text("from geodata.checks import Check\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("made_up_checks.tides").TIDES
    for name in [name for name in sys.modules if name.startswith("made_up_checks")]:
        del sys.modules[name]


def test_a_made_up_file_that_is_registered_is_no_fault(made_up):
    assert faults("made_up_checks", [made_up], Check) == []


def test_a_made_up_file_that_is_not_registered_is_seen(made_up):
    assert faults("made_up_checks", [], Check) == ["tides is not registered"]


def test_a_made_up_row_without_a_file_is_seen(made_up):
    other = Check("waves", "high sea", lambda dataset: [])
    assert faults("made_up_checks", [made_up, other], Check) == ["waves has no file"]


def test_a_made_up_name_that_stands_twice_is_seen(made_up):
    assert faults("made_up_checks", [made_up, made_up], Check) == ["tides stands twice"]


def test_a_made_up_class_counts_only_when_it_is_finished():
    module = ModuleType("made_up_layers")
    for name, members in (("Half", {}), ("Whole", {"name": "whole"})):
        setattr(module, name, type(name, (DataLayer,), {"__module__": module.__name__, **members}))
    assert [row.name for row in rows_of(module, DataLayer)] == ["whole"]


@pytest.mark.parametrize("package", REGISTRIES)
def test_every_file_stands_in_its_registry_and_every_row_in_a_file(package):
    assert faults(package, *REGISTRIES[package]) == []


@pytest.mark.parametrize("package", ["geodata.checks", "geodata.measures", "mapapp.exporters"])
def test_a_row_is_named_as_its_file(package):
    _, kind = REGISTRIES[package]
    assert [(file, row.name) for file, row in rows_in(package, kind) if file != row.name] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_has_its_test_and_says_what_it_looks_for(check):
    assert (ROOT / "tests" / "checks" / f"test_{check.name}.py").exists()
    assert check.meaning


def test_every_registry_is_looked_at_here():
    """A registry is a tuple with the name of its package in capitals."""
    with_registry = set()
    for package in ("geodata", "mapapp"):
        for info in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            if not info.ispkg or info.name == "mapapp.app":
                continue
            folder = importlib.import_module(info.name)
            if isinstance(vars(folder).get(info.name.rpartition(".")[2].upper()), tuple):
                with_registry.add(info.name)
    assert with_registry == set(REGISTRIES)
