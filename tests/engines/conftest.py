"""The made-up tables, in memory and as GeoParquet, and jobs on them."""

import pytest

from geodata.borders import load_borders
from geodata.engines import IncidentDistances, Job
from geodata.engines.tables import open_incidents
from geodata.measures import measure
from tests.engines.made_up import made_up_facilities, made_up_incidents


@pytest.fixture(scope="session")
def incidents():
    return made_up_incidents(60)


@pytest.fixture(scope="session")
def facilities():
    return made_up_facilities()


@pytest.fixture(scope="session")
def at_once(incidents, facilities):
    """The incidents measured in one piece, by the measures themselves."""
    named = incidents.assign(id=[name or f"feature-{row}" for row, name in enumerate(incidents["id"])])
    return measure(named, facilities, load_borders())


@pytest.fixture(scope="session")
def source_file(incidents, tmp_path_factory):
    """The incidents as one GeoParquet file with several row groups."""
    file = tmp_path_factory.mktemp("source") / "incidents.parquet"
    incidents.to_parquet(file, row_group_size=25)
    return file


@pytest.fixture
def job(source_file, facilities, tmp_path):
    """A job from the file to a folder in five parts, but for the options that are given."""

    def made(**options):
        asked = {name: options.pop(name) for name in ("viewpoint", "within_km", "country") if name in options}
        given = {
            "incidents": open_incidents(source_file),
            "facilities": facilities,
            "target": tmp_path / "measured",
            "quantity": IncidentDistances(**asked),
            "chunk_rows": 12,
        }
        return Job(**given | options)

    return made
