"""Buttons that hand on what is shown; a file is written once it is asked for, behind gate and guard."""

import logging
import time
from functools import partial

import streamlit as st

from geodata.errors import GeoDataError
from geodata.temporary import temporary_folder
from mapapp.app.log import ExportFailed, ExportMade, note, rule_of
from mapapp.exporters.csv import CSV
from mapapp.exporters.exporter import Exporter, Size
from mapapp.exporters.html import HTML
from mapapp.outgoing import Outgoing, outgoing
from mapapp.view import View


def file_of(handed: Outgoing, exporter: Exporter, size: Size) -> bytes:
    """Write a file in some form, and give what is in it.

    Parameters
    ----------
    handed : Outgoing
        What is handed on.
    exporter : Exporter
        The form.
    size : Size
        Of a picture or a sheet.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    GeoDataError
        If it could not be written.
    """
    begun = time.monotonic()
    try:
        with temporary_folder() as folder:
            target = folder / f"export{exporter.endings[0]}"
            exporter.write(handed, target, size)
            data = target.read_bytes()
    except GeoDataError as error:
        seconds = round(time.monotonic() - begun, 3)
        note(ExportFailed(exporter.name, rule_of(error), seconds), level=logging.WARNING)
        raise
    note(ExportMade(exporter.name, len(data), round(time.monotonic() - begun, 3)))
    return data


def map_button(view: View) -> None:
    """Offer the map as one file."""
    _button(
        view,
        HTML,
        "Map as one HTML file",
        "strike-map.html",
        "The map as it is filtered now; opens without a network. The page Export has more forms.",
    )


def table_button(view: View) -> None:
    """Offer the table of all that is shown."""
    _button(
        view,
        CSV,
        "Table as CSV",
        "measured-incidents.csv",
        "The incidents shown, with their distances in metres. The page Export has more forms.",
    )


def _button(view: View, exporter: Exporter, label: str, name: str, meaning: str) -> None:
    st.download_button(
        label,
        partial(_gated, view, exporter),
        file_name=name,
        mime=exporter.media_type,
        on_click="ignore",
        width="stretch",
        help=meaning,
    )


def _gated(view: View, exporter: Exporter) -> bytes:
    return file_of(outgoing(view), exporter, Size())
