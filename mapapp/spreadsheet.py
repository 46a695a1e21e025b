"""Text that a spreadsheet shows and does not run. Pure: imports nothing of the project."""

import re
from typing import Final

_RUNS: Final = re.compile(r"\s*[=+\-@|%]|[\t\r]")


def safe_cell(text: str) -> str:
    r"""Put an apostrophe before a text that a spreadsheet would take for a formula.

    Parameters
    ----------
    text : str
        A cell's text.

    Returns
    -------
    str
        The text, which now opens as text.

    References
    ----------
    .. [1] OWASP, CSV Injection.

    Examples
    --------
    >>> safe_cell('=HYPERLINK("x")'), safe_cell("Orenburg"), safe_cell("2025-10-19")
    ('\'=HYPERLINK("x")', 'Orenburg', '2025-10-19')
    """
    return f"'{text}" if _RUNS.match(text) else text
