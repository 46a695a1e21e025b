"""The document's style: what its colours may say."""

import re

import pytest

from tests.document.test_scripts import WEB

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SPEAK_OF_STANDING = ("standing", "bar-", "contested", "stance-", "against")


def misused(style):
    """The selectors that take a colour of a standing for something else."""
    rules = [(selector.strip(), body) for selector, body in RULE.findall(style)]
    return [
        selector
        for selector, body in rules
        if "var(--standing-" in body and not any(word in selector for word in SPEAK_OF_STANDING)
    ]


def test_a_colour_of_a_standing_that_is_taken_for_another_thing_is_seen():
    assert misused(
        ".bar-denied { color: var(--standing-denied) } .flow { fill: var(--standing-denied) }"
    ) == [".flow"]


@pytest.mark.parametrize("file", sorted((WEB / "src" / "style").glob("*.css")), ids=lambda file: file.name)
def test_the_colours_of_standings_say_standing_and_nothing_else(file):
    assert misused(file.read_text(encoding="utf-8")) == []
