"""``mapapp convert``."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.options import READABLE, examples

if TYPE_CHECKING:
    from geodata.dataset import Dataset
    from geodata.formats.foreign import Wish
    from geodata.formats.importing import Imported


@click.command(
    epilog=examples(
        "mapapp convert fields.csv -o fields/                  a file of another tool as a dataset",
        "mapapp convert plants.csv reports.csv -o both.gpkg    several as one, into a GeoPackage",
        "mapapp convert --formats                              what is read",
        "mapapp convert --show acled                           which column becomes which field",
        "mapapp convert table.xlsx --draft mapping.toml        a mapping to look over, for any table",
        "mapapp convert table.xlsx --mapping mapping.toml -o table/",
        "mapapp convert my-dataset/ -o my-dataset.gpkg         a dataset into another store",
    )
)
@click.argument("inputs", nargs=-1, type=str)
@click.option("-o", "--output", help="Where to keep the dataset: a folder, or another store.")
@click.option("--as", "name", metavar="FORMAT", help="Read as this format, whatever the columns say.")
@click.option("--mapping", type=READABLE, help="A mapping file (TOML): which column is which field.")
@click.option("--layer", help="The layer of a file that has several; else the first with rows.")
@click.option("--draft", type=READABLE, help="Write a first mapping for a table to this file, and stop.")
@click.option("--formats", is_flag=True, help="List the formats that are read, and stop.")
@click.option("--show", metavar="FORMAT", help="Print the mapping of a format, and stop.")
def convert(
    inputs: tuple[str, ...],
    output: str | None,
    name: str | None,
    mapping: Path | None,
    layer: str | None,
    draft: Path | None,
    formats: bool,
    show: str | None,
) -> None:
    """Turn files of other tools, or datasets, into one dataset.

    Rows that cannot be used are left out, counted, and written with the reason to a file beside the result.
    Nothing is guessed: a cell that cannot be read leaves its field empty and is kept as it is.
    """
    if formats or show:
        _list_formats() if formats else _show(str(show))
        return
    if draft and inputs:
        _draft(Path(inputs[0]), draft)
        return
    _convert(inputs, output, _wish(name, mapping, layer))


def _convert(inputs: tuple[str, ...], output: str | None, wish: "Wish") -> None:
    from geodata.formats.importing import Imported
    from geodata.formats.merging import merged
    from geodata.stores import save
    from mapapp.exporters.left_out import ledger_beside, write_ledger

    if not inputs:
        raise click.UsageError("Name at least one file or dataset to convert, or --formats.")
    if output is None:
        raise click.UsageError("Name where to keep the dataset: -o TARGET.")
    read = [(one, _read(one, wish)) for one in inputs]
    imports = [(file, found) for file, found in read if isinstance(found, Imported)]
    dataset = merged([found.dataset if isinstance(found, Imported) else found for _, found in read])
    save(dataset, output)
    tables = ("facilities", "incidents", "claims", "sources", "flows")
    counts = {name: len(getattr(dataset, name)) for name in tables}
    click.echo(f"{output}: {', '.join(f'{name} {count:,}' for name, count in counts.items() if count)}.")
    if imports and "://" not in output:
        ledger = ledger_beside(output)
        lines = write_ledger(imports, ledger)
        if lines:
            what = "row or cell" if lines == 1 else "rows and cells"
            click.echo(f"{ledger}: {lines:,} {what} that could not be used, with the reason.")


def _read(location: str, wish: "Wish") -> "Imported | Dataset":
    from geodata.formats.foreign import import_file
    from geodata.stores import is_stored, load

    if is_stored(location):
        return load(location)
    found = import_file(Path(location), wish, told=_tell_progress)
    _print_import(found, location)
    return found


def _wish(name: str | None, mapping: Path | None, layer: str | None) -> "Wish":
    from geodata.formats import format_named
    from geodata.formats.foreign import Wish
    from geodata.formats.generic import read_mapping

    chosen = read_mapping(mapping) if mapping else format_named(name) if name else None
    return Wish(chosen, layer)


def _tell_progress(rows: int) -> None:
    click.echo(f"  {rows:,} rows …", err=True)


def _print_import(found: "Imported", file: str) -> None:
    out = found.read - found.kept
    click.echo(f"{file}: {found.title}; {found.read:,} rows = {found.kept:,} kept + {out:,} left out.")
    for note in found.notes:
        click.echo(f"  {note}", err=True)
    for left in found.left_out[:3]:
        click.echo(f"  left out: {left}.", err=True)
    if len(found.left_out) > 3:
        click.echo(f"  … and {len(found.left_out) - 3:,} more.", err=True)
    for (field, reason), count in Counter((one.field, one.reason) for one in found.remarks).most_common(5):
        click.echo(f"  {field} stays empty in {count:,} rows: a cell {reason}.", err=True)


def _draft(table: Path, target: Path) -> None:
    from geodata.files import atomic_write
    from geodata.formats.draft import draft_mapping
    from geodata.formats.foreign import open_table

    if target.exists():
        raise click.BadParameter(f"{target} exists already; name a new file", param_hint="--draft")
    atomic_write(target, draft_mapping(open_table(table).columns).encode())
    click.echo(f"{target}: look it over, then: mapapp convert {table} --mapping {target} -o TARGET")


def _list_formats() -> None:
    from geodata.formats import FORMATS

    for one in FORMATS:
        click.echo(f"{one.name:<14}{one.title} ({one.files}; {one.holds})")
    click.echo("KML, KMZ, GPX, GeoPackage, Shapefile, FlatGeobuf, GeoParquet, GeoJSON: as they stand.")
    click.echo("A table of any other tool is read with a mapping file: --draft, --mapping.")


def _show(name: str) -> None:
    from geodata.formats import format_named
    from geodata.formats.printed import licence_line, mapping_rows

    chosen = format_named(name)
    click.echo(f"{chosen.title}: {chosen.files}; its rows become {chosen.holds}.\n")
    rows = mapping_rows(chosen)
    widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
    for field, columns, how in rows:
        click.echo(f"  {field:<{widths[0]}}  {columns:<{widths[1]}}  {how}")
    click.echo(f"\n{licence_line(chosen)} Every other column is kept as it stands.")
