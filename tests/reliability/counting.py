"""How what tests count comes together, from all the processes of a run, in docs/reliability.md."""

from dataclasses import dataclass
from typing import Any

from tests.reliability.figures import PROPERTY, Figures, write


@dataclass
class Tally:
    """Counts for the document of figures; see the rows there.

    Parameters
    ----------
    properties : list
        What the report of a test carries along.
    """

    properties: list[tuple[str, Any]]

    def __call__(self, key: str, hits: int, *, of: int = 1) -> None:
        """Count how many of some had what a row asks for."""
        self.properties.append((PROPERTY, (key, int(hits), of, None)))

    def peak(self, key: str, value: float) -> None:
        """Keep a value, if it is the largest of the run."""
        self.properties.append((PROPERTY, (key, 0, 0, float(value))))


class Counting:
    """A plugin of the process that leads a run: it hears all reports, and writes at the end."""

    def __init__(self) -> None:
        self.figures = Figures()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Take what a test counted, with its last report."""
        if report.when == "teardown":
            for name, counted in report.user_properties:
                if name == PROPERTY:
                    self.figures.add(*counted)

    def pytest_sessionfinish(self) -> None:
        """Write the sections that were counted whole."""
        write(self.figures)
