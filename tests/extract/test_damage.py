"""Pages that are none, were cut, altered or made up: a sentence, nothing run, nothing unbounded."""

import base64
import gzip
import json
import random

import pytest
from click.testing import CliRunner

from geodata.errors import GeoDataError, UnreadableFile
from geodata.stores import load
from mapapp.blocks import block_tag, blocks_in, decode, decode_block, encode, encode_block
from mapapp.cli import main
from mapapp.errors import UnreadableBlock
from mapapp.extract import extract, lacking
from mapapp.payload.read_dataset import dataset_of


def run(*arguments):
    return CliRunner().invoke(main, ["extract", *map(str, arguments)])


@pytest.fixture(scope="module")
def blocks(exported):
    return blocks_in(exported.read_text("utf-8"))


def page(path, blocks):
    path.write_text("".join(block_tag(name, text) for name, text in blocks.items()), "utf-8")
    return path


def test_the_command_gives_back_the_dataset_as_a_folder(exported, sample, tmp_path):
    result = run(exported, "-o", tmp_path / "back")
    assert result.exit_code == 0
    assert "54 incidents, 210 claims, 76 facilities, 236 sources, 40 flows" in result.output
    assert "equal to the one that was exported" in result.output
    back = load(tmp_path / "back")
    assert (back.digest, back.metadata, back.changes) == (sample.digest, sample.metadata, sample.changes)


@pytest.mark.parametrize("content", [b"", b"<p>Hello</p>", b"\xff\xfe\x00", b"{{ 7*7 }}"])
def test_a_page_that_is_no_map_is_a_sentence(content, tmp_path):
    (tmp_path / "a.html").write_bytes(content)
    result = run(tmp_path / "a.html", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "carries no data" in result.output
    assert not (tmp_path / "out").exists()


def test_a_page_that_is_not_there_is_a_sentence(tmp_path):
    assert "does not exist" in run(tmp_path / "a.html", "-o", tmp_path / "out").output


def test_a_page_that_was_altered_is_not_taken_for_what_was_exported(blocks, tmp_path):
    rest = decode_block(blocks["rest"])
    rest["sources"] = rest["sources"][1:]
    altered = page(tmp_path / "a.html", {**blocks, "rest": encode_block(rest)})
    result = run(altered, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "it was altered after it was exported" in result.output
    assert not (tmp_path / "out").exists()


def test_a_page_of_an_earlier_version_gives_what_it_has_and_says_what_not(blocks, tmp_path):
    earlier = page(tmp_path / "a.html", {name: text for name, text in blocks.items() if name != "rest"})
    result = run(earlier, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "earlier version" in result.output
    assert len(load(tmp_path / "out").incidents) == 54


@pytest.mark.parametrize("name", ["document", "records", "incidents", "incident-text-0", "rest"])
def test_every_block_that_is_cut_is_a_sentence(name, blocks):
    with pytest.raises(UnreadableBlock, match=r"cut off|altered"):
        dataset_of({**blocks, name: blocks[name][: len(blocks[name]) // 8 * 4]})


@pytest.mark.parametrize("name", ["document", "records", "incidents", "incident-text-0", "rest"])
@pytest.mark.parametrize(
    "content", [None, 7, [], {}, [[]], {"incidents": 7}, {"format": "energy-strike-map rest"}]
)
def test_every_block_of_something_else_is_a_sentence(name, content, blocks):
    with pytest.raises(UnreadableBlock):
        dataset_of({**blocks, name: encode_block(content)})


def test_flipped_bytes_are_a_sentence_or_seen_by_the_digest(blocks):
    draws = random.Random(7)
    for _ in range(25):
        name = draws.choice(["document", "records", "incidents", "incidents-more", "incident-text-0", "rest"])
        content = bytearray(decode(blocks[name]))
        content[draws.randrange(len(content))] ^= 1 << draws.randrange(8)
        try:
            found = dataset_of({**blocks, name: encode(bytes(content), level=1)})
        except GeoDataError:
            continue
        assert len(found.dataset.incidents) <= 54


def test_a_block_that_unpacks_without_end_is_refused():
    bomb = base64.b64encode(gzip.compress(bytes(3_000_000), mtime=0)).decode()
    with pytest.raises(UnreadableBlock, match=r"unpacks to more than 1,000,000 bytes"):
        decode(bomb, most=1_000_000)


def test_a_page_that_states_rows_without_end_is_refused(blocks):
    content = decode(blocks["incidents"])
    length = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + length])
    header["rows"], header["columns"] = 2**40, [{**header["columns"][0], "count": 2**40, "planes": 0}]
    text = json.dumps(header).encode()
    with pytest.raises(UnreadableBlock, match=r"does not describe its columns"):
        dataset_of({**blocks, "incidents": encode(len(text).to_bytes(4, "little") + text)})


def test_a_part_of_a_map_says_which_incidents_it_holds(tmp_path, monkeypatch):
    monkeypatch.setattr("mapapp.payload.selection.MOST", 20)
    result = CliRunner().invoke(main, ["export", "--parts", "-o", str(tmp_path / "map")])
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "map").iterdir() if path.name != "index.html")
    parts = [extract(tmp_path / "map" / name) for name in names]
    assert sum(len(part.dataset.incidents) for part in parts) == 54
    held = len(parts[0].dataset.incidents)
    assert lacking(parts[0])[0].startswith(f"The page holds {held} of 54 incidents")
    assert len(extract(tmp_path / "map" / "index.html").dataset.incidents) == 0


def test_differences_are_told_between_a_map_and_a_dataset(exported, sample):
    from geodata.sample import SAMPLE

    result = CliRunner().invoke(main, ["diff", str(exported), str(SAMPLE), "--exit-code"])
    assert result.exit_code == 0
    assert "No differences." in result.output


def test_a_folder_is_no_page(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be read"):
        extract(tmp_path)
