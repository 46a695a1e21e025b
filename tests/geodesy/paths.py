"""The ways a search can take: numpy alone, or compiled. A test that uses `path` runs on each."""

import importlib
import importlib.util
from contextlib import nullcontext

import pytest

COMPILED = "geodata.geodesy.compiled"


def using(mode):
    """Force a way inside a `with` block; "default" leaves the choice to the size of the input."""
    if mode == "default" or importlib.util.find_spec(COMPILED) is None:
        return nullcontext()
    return importlib.import_module(COMPILED).using(mode)


@pytest.fixture(
    scope="module", params=["never", "always"] if importlib.util.find_spec(COMPILED) else ["default"]
)
def path(request):
    with using(request.param):
        yield request.param
