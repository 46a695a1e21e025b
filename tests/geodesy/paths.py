"""The ways a search can take: through numpy, or compiled. A test that uses `path` runs on each."""

import pytest

from geodata.geodesy.compiled import using


@pytest.fixture(scope="module", params=["never", "always"])
def path(request):
    with using(request.param):
        yield request.param
