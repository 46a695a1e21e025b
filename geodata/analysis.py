"""A dataset with all that is computed from it: standings, and measures under each viewpoint.

Computed once per dataset and viewpoint; queries and views only read it.
"""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from geodata.borders import VIEWPOINT_LABELS, Borders, load_borders
from geodata.dataset import Dataset
from geodata.errors import UnknownName
from geodata.evidence import standings
from geodata.facets import Facets
from geodata.measures import Inputs, Prepared, measure_prepared, prepare
from geodata.measures.border import BORDER
from geodata.measures.country import COUNTRY
from geodata.measures.located import locate
from geodata.search import Texts, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VIEWPOINTS: Final = tuple(VIEWPOINT_LABELS)


@dataclass(frozen=True)
class Analysis:
    """What is known of a dataset's incidents and facilities beyond what it states.

    Parameters
    ----------
    dataset : Dataset
        What was read.
    standings : DataFrame
        One row per incident, in order: ``standing``, ``why`` and what contradicts what.
    incidents, facilities : mapping of str to DataFrame
        By viewpoint, the measures of each incident and of each facility, in order.
    borders : mapping of str to Borders
        By viewpoint, what the distances were measured to.
    """

    dataset: Dataset
    standings: pd.DataFrame
    incidents: "Mapping[str, pd.DataFrame]"
    facilities: "Mapping[str, pd.DataFrame]"
    borders: "Mapping[str, Borders]"

    @cached_property
    def facets(self) -> Facets:
        """What queries ask of each incident, as numbers."""
        return Facets(self.dataset.incidents, self.standings, self.incidents)

    @cached_property
    def rows(self) -> pd.Index:
        """The ids of all incidents, in order: an index finds their rows."""
        found: pd.Index = pd.Index(self.dataset.incidents["id"])
        return found

    @cached_property
    def texts(self) -> Texts:
        """What can be found of each incident."""
        return texts_of(self.dataset)

    def measured(self, viewpoint: str) -> pd.DataFrame:
        """Give the incidents' measures under a viewpoint.

        Parameters
        ----------
        viewpoint : str
            The viewpoint on borders.

        Returns
        -------
        DataFrame
            One row per incident, in order.

        Raises
        ------
        UnknownName
            If the viewpoint was not measured.
        """
        if viewpoint not in self.incidents:
            raise UnknownName.among("viewpoint", viewpoint, self.incidents)
        return self.incidents[viewpoint]


def analyse(dataset: Dataset, *, viewpoints: "Sequence[str]" = VIEWPOINTS) -> Analysis:
    """Derive the standings and take the measures of a dataset.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.
    viewpoints : sequence of str
        The viewpoints on borders to measure under.

    Returns
    -------
    Analysis
        The dataset with what was computed from it.

    Raises
    ------
    UnknownName
        If there is no such viewpoint.
    """
    borders = {name: load_borders(viewpoint=name) for name in viewpoints}
    prepared = {name: prepare(dataset.facilities, borders[name]) for name in viewpoints}
    return Analysis(
        dataset=dataset,
        standings=standings(dataset.incidents, dataset.claims, sources=dataset.sources),
        incidents=MappingProxyType(_measure_incidents(dataset.incidents, prepared)),
        facilities=MappingProxyType(
            {name: _measure_places(dataset.facilities, prepared[name]) for name in viewpoints}
        ),
        borders=MappingProxyType(borders),
    )


def _measure_incidents(
    incidents: gpd.GeoDataFrame, prepared: "Mapping[str, Prepared]"
) -> dict[str, pd.DataFrame]:
    """Measure incidents under each viewpoint; what does not depend on borders is measured once."""
    found: dict[str, pd.DataFrame] = {}
    for name, targets in prepared.items():
        found[name] = measure_prepared(incidents, targets, known=next(iter(found.values()), None))
    return found


def _measure_places(places: gpd.GeoDataFrame, prepared: Prepared) -> pd.DataFrame:
    """Measure facilities by themselves: the nearest border, and the country that contains them."""
    inputs = Inputs(places, prepared, locate(places))
    return pd.concat([one.frame(inputs) for one in (BORDER, COUNTRY)], axis=1)
