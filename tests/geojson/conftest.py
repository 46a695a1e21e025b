import json
from collections.abc import Callable
from typing import Any

import pytest

from geodata.geojson import FeatureTable, Limits, parse_features

Read = Callable[..., FeatureTable]


@pytest.fixture
def read() -> Read:
    """Read a value, a text or bytes as the file ``a.geojson``."""

    def read_value(value: Any, **limits: int) -> FeatureTable:
        if not isinstance(value, bytes | str):
            value = json.dumps(value)
        data = value.encode() if isinstance(value, str) else value
        return parse_features(data, name="a.geojson", limits=Limits(**limits))

    return read_value


@pytest.fixture
def fault(read: Read) -> Callable[..., tuple[str, str, str]]:
    """Read a value and give the rule, pointer and sentence of the one thing that was refused."""

    def first_fault(value: Any, **limits: int) -> tuple[str, str, str]:
        table = read(value, **limits)
        (finding,) = [item for item in table.report.findings if item.severity == "reject"]
        return finding.rule, finding.pointer, str(finding)

    return first_fault


@pytest.fixture
def repairs(read: Read) -> Callable[..., list[tuple[str, str]]]:
    """Read a value and give the rule and pointer of each repair."""

    def all_repairs(value: Any) -> list[tuple[str, str]]:
        findings = read(value).report.findings
        assert not [item for item in findings if item.severity == "reject"]
        return [(item.rule, item.pointer) for item in findings if item.severity == "repair"]

    return all_repairs
