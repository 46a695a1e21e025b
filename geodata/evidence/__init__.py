"""Claims → standing: whether an incident was said to have happened, by whom, and where claims contradict.

Pure: pandas in, pandas out; no I/O, no map, no screen. The view, the checks and the exports import it.
The rules are rows (`RULES`), so that what is applied and what is printed beside the result are the same.
"""

from geodata.evidence.claims import Case, Claim
from geodata.evidence.disputes import Disagreement, Figure, FigureConflict
from geodata.evidence.rules import PREMISES, RULES, Rule, rule_named
from geodata.evidence.table import standings

__all__ = [
    "PREMISES",
    "RULES",
    "Case",
    "Claim",
    "Disagreement",
    "Figure",
    "FigureConflict",
    "Rule",
    "rule_named",
    "standings",
]
