"""The command line, ``mapapp``.

Its commands stand in `mapapp.commands`. Exit codes: 0 all went well, 1 the data could not be used
as asked, 2 the command was used wrongly.
"""

import os
from collections.abc import Sequence
from typing import Any, Final

import click

from geodata.errors import GeoDataError
from mapapp.commands.app import app
from mapapp.commands.bundle import bundle, verify
from mapapp.commands.check import check
from mapapp.commands.convert import convert
from mapapp.commands.diff import diff
from mapapp.commands.export import export
from mapapp.commands.extract import extract
from mapapp.commands.heat import heat
from mapapp.commands.hiding import own_arguments
from mapapp.commands.measure import measure
from mapapp.commands.options import examples

_CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The one place where errors become sentences and exit codes, and passwords go out of sight."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command line; what it was started with is not to be seen, where a password stands in it."""
        return super().main(own_arguments() if args is None else args, *rest, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named.

        Raises
        ------
        ClickException
            If it fails; Click prints the sentence and ends with the exit code.
        """
        try:
            return super().invoke(ctx)
        except GeoDataError as error:
            raise click.ClickException(str(error)) from None
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("MAPAPP_DEBUG"):
                raise
            raise click.ClickException(
                f"something went wrong that the program did not foresee ({type(error).__name__}: {error}). "
                "Run it again with MAPAPP_DEBUG=1 in the environment to see where, and report it."
            ) from None


@click.group(
    cls=Commands,
    context_settings=_CONTEXT,
    no_args_is_help=True,
    epilog=examples(
        "mapapp app                                    explore the bundled dataset in a browser",
        "mapapp app my-dataset/                        … or one of your own",
        "mapapp export my-dataset/ -o map.html         one file that opens without a network",
        "mapapp bundle my-dataset/ -o bundle.zip       … with all that it rests on, to be checked",
        "mapapp check incidents.geojson                what is wrong with a file, and where",
        "mapapp convert fields.csv -o fields/           a file of another tool as a dataset",
        "mapapp measure incidents.geojson --facilities facilities.geojson -o measured.csv",
    ),
)
@click.version_option(package_name="energy-strike-map", prog_name="mapapp")
def main() -> None:
    """Map reported strikes on cross-border energy infrastructure, with who says what."""


for command in (app, export, extract, bundle, verify, check, diff, convert, heat, measure):
    main.add_command(command)


if __name__ == "__main__":
    main()
