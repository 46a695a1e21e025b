"""``mapapp extract``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapapp.commands.options import READABLE, examples

if TYPE_CHECKING:
    from mapapp.payload.read_dataset import Extracted


@click.command(
    epilog=examples(
        "mapapp extract map.html -o my-dataset/        the dataset that the map carries, as a folder",
        "mapapp extract map/2025.html -o 2025/         … of one page of a map in parts",
    )
)
@click.argument("page", type=READABLE)
@click.option("-o", "--output", required=True, help="The dataset folder to write: new, empty or a dataset.")
def extract(page: Path, output: str) -> None:
    """Give back the dataset that the exported map PAGE carries, as a folder.

    It is equal to the one that was exported: its digest is compared with the one that the page states. A page
    that holds only some incidents gives these, and says what is not there. Nothing of the page is run. Exits
    with 1, and writes nothing, where the page was altered.
    """
    from geodata.stores import save
    from mapapp.extract import extract as read_page
    from mapapp.extract import lacking
    from mapapp.wording import number

    found = read_page(page)
    dataset = found.dataset
    _refuse_altered(page, found)
    save(dataset, output)
    tables = ("incidents", "claims", "facilities", "sources", "flows")
    counts = ", ".join(f"{number(len(getattr(dataset, name)))} {name}" for name in tables)
    same = ", equal to the one that was exported" if found.is_whole else ""
    click.echo(f"{output}: {counts}; digest {dataset.digest[:12]}{same}.")
    for sentence in lacking(found):
        click.echo(sentence, err=True)


def _refuse_altered(page: Path, found: "Extracted") -> None:
    from geodata.errors import UnreadableFile
    from mapapp.extract import is_as_stated

    if not is_as_stated(found):
        raise UnreadableFile(
            f"{page} states that its dataset has the digest {found.stated_digest[:12]}, but what it carries "
            f"has {found.dataset.digest[:12]}: it was altered after it was exported. Nothing was written."
        )
