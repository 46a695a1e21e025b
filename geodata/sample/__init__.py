"""The bundled dataset: reported strikes of 2025, see docs/dataset.md. A folder to open, nothing to import."""

from pathlib import Path
from typing import Final

SAMPLE: Final = Path(__file__).parent
"""The folder of the bundled dataset."""
