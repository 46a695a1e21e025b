"""The standings of the bundled incidents, in a table that a reader can review."""

import os
from pathlib import Path

import pandas as pd

from geodata.evidence import standings

GOLDEN = Path(__file__).parent / "sample_standings.tsv"

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def review(tables: Tables) -> str:
    incidents, claims, sources = tables
    table = standings(incidents, claims, sources=sources)
    lines = ["incident\tstanding\tcontested about\twhy"]
    for id_, row in zip(incidents["id"], table.itertuples(), strict=True):
        lines.append("\t".join([id_, row.standing, " ".join(row.contested_about), row.why]))
    return "\n".join(lines) + "\n"


def test_the_standings_of_the_bundled_incidents_are_as_reviewed(sample: Tables) -> None:
    """Write the table anew with UPDATE_GOLDEN=1 and read what changed."""
    found = review(sample)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8", newline="\n")
    assert found == GOLDEN.read_text("utf-8")


def test_the_interception_of_24_march_is_one_partys_claim(sample: Tables) -> None:
    incidents, claims, sources = sample
    table = standings(incidents, claims, sources=sources).set_index(incidents["id"])
    row = table.loc["cpc-kropotkinskaya-2025-03-24"]
    assert (row["standing"], row["claimants_supporting"]) == ("single_source", 1)
    assert row["why"] == "Single source: said by Russian Ministry of Defence alone in this dataset."
    assert row["contested_about"] == ()
    assert row["denied_about"] == ("responsibility",)


def test_the_fire_areas_of_19_march_stand_side_by_side(sample: Tables) -> None:
    incidents, claims, sources = sample
    table = standings(incidents, claims, sources=sources).set_index(incidents["id"])
    (conflict,) = table.loc["kavkazskaya-transshipment-2025-03-19", "figures"]
    assert (conflict.unit, [figure.low for figure in conflict.figures]) == ("m2", [20, 1700])
