"""A password need not stand in an address: libpq finds it where it always does."""

import pytest

from geodata.errors import GeoDataError
from geodata.stores import load, save
from tests.builders import PLACED, make_dataset


@pytest.fixture
def bare(server, schema):
    """An address without a password."""
    return server.address(schema, password=None)


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch, tmp_path):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))


def test_a_password_is_taken_from_the_environment(server, bare, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", server.password)
    dataset = make_dataset(incidents=[PLACED])
    save(dataset, bare)
    assert load(bare).digest == dataset.digest


def test_a_password_is_taken_from_the_file_of_passwords(server, bare, tmp_path):
    file = tmp_path / "pgpass"
    file.write_text(f"*:{server.port}:*:{server.user}:{server.password}\n")
    file.chmod(0o600)
    dataset = make_dataset(incidents=[PLACED])
    save(dataset, bare)
    assert load(bare).digest == dataset.digest


def test_without_one_it_is_said_where_it_can_stand(bare):
    with pytest.raises(GeoDataError, match=r"asks for a password.*~/\.pgpass"):
        load(bare)
