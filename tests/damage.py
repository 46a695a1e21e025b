"""Exported maps that were cut off after they were written."""

from pathlib import Path

from mapapp.blocks import block_tag, blocks_in


def cut(page: str, name: str) -> str:
    """Cut the second half of a block off; what is left is still base64."""
    text = blocks_in(page)[name]
    whole, left = (block_tag(name, part) for part in (text, text[: len(text) // 8 * 4]))
    assert whole in page
    return page.replace(whole, left)


def write_cut(page: Path, name: str, folder: Path) -> Path:
    """Write a map without the second half of one of its blocks."""
    target = folder / f"{name}.html"
    target.write_text(cut(page.read_text(encoding="utf-8"), name), encoding="utf-8")
    return target
