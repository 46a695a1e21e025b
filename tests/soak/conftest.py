"""What the long tests share. Their files are named `soak_*.py`: only `make soak` runs them."""

import pytest

from tests.geodesy.paths import path

__all__ = ["path"]


@pytest.fixture
def tell(request, capfd):
    """Print what a test has measured, below its name."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")

    def write(**measured):
        parts = [f"{name.replace('_', ' ')} {_short(value)}" for name, value in measured.items()]
        with capfd.disabled():
            reporter.write_line(f"\n{request.node.name}: {', '.join(parts)}")

    return write


def _short(value):
    if isinstance(value, str):
        return value
    return f"{value:.1e}" if isinstance(value, float) else f"{value:,}"
