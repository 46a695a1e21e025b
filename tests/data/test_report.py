"""Findings as sentences, and the verdict of a report."""

import pytest

from geodata.report import Finding, Report, Severity, Verdict


@pytest.mark.parametrize("message", ["is not closed", "is not closed."])
def test_message_and_hint_are_two_sentences(message):
    finding = Finding(
        Severity.REPAIR, "ring", message, "Repeat the first position.", file="a.geojson", feature=3
    )
    assert str(finding) == "a.geojson, feature 3: is not closed. Repeat the first position."


def test_a_question_is_left_a_question():
    assert str(Finding(Severity.REJECT, "swap", "were they swapped?", "Look.")) == "were they swapped? Look."


def test_the_gravest_finding_is_the_verdict_and_a_note_weighs_nothing():
    note, repair, reject = (Finding(severity, "r", "m") for severity in Severity)
    assert Report("a", (note,)).verdict is Verdict.ACCEPT
    assert Report("a", (note, repair)).verdict is Verdict.REPAIR
    assert Report("a", (reject, repair, note)).verdict is Verdict.REJECT
