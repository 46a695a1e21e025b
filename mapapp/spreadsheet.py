"""Text that a spreadsheet shows and does not run. Pure: imports nothing of the project."""

import re
from typing import Final

_BEGINS: Final = r"[=+\-@|%＝＋－＠]"
_RUNS: Final = re.compile(rf"^(?=\s*{_BEGINS}|[\t\r])|(?<=[;\t\r\n])\s*(?={_BEGINS})")


def safe_cell(text: str) -> str:
    r"""Put an apostrophe before each part of a text that a spreadsheet would take for a formula.

    A spreadsheet that expects other separators, as in much of Europe, cuts a cell at its semicolons, tabs and
    ends of lines.

    Parameters
    ----------
    text : str
        A cell's text.

    Returns
    -------
    str
        The text, which now opens as text, wherever it is cut.

    References
    ----------
    .. [1] OWASP, CSV Injection.

    Examples
    --------
    >>> safe_cell('=HYPERLINK("x")'), safe_cell("Orenburg"), safe_cell("2025-10-19")
    ('\'=HYPERLINK("x")', 'Orenburg', '2025-10-19')
    >>> safe_cell("depot; =1+1"), safe_cell("1; 2-3")
    ("depot; '=1+1", '1; 2-3')
    """
    return _RUNS.sub(r"\g<0>'", text)
