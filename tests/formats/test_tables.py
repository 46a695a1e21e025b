"""Tables as people send them: of every delimiter and encoding, cut off, damaged, hostile."""

import io
import warnings
import zipfile

import openpyxl
import pytest

from geodata.errors import UnreadableFile
from geodata.formats.tables.limits import TableLimits
from geodata.formats.tables.reading import read_table
from geodata.formats.tables.rows import LeftOut, Row

ROWS = [["id", "place", "lat", "lon"], ["1", "Оренбург", "51,7", "55,1"], ["2", "Kropotkin", "45.4", "40.6"]]


@pytest.fixture
def written(tmp_path):
    def write(data, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def joined(sign, rows=ROWS):
    return "\n".join(sign.join(row) for row in rows) + "\n"


def cells(table):
    return [dict(row.cells) for row in table.rows if isinstance(row, Row)]


def reasons(table):
    return [str(row) for row in table.rows if isinstance(row, LeftOut)]


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_cells_are_parted_by_what_parts_them(written, sign):
    table = read_table(written(joined(sign)))
    assert cells(table)[0] == dict(zip(ROWS[0], ROWS[1], strict=True))
    assert "cells are parted by" in table.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8_r", "cp866"])
def test_cyrillic_is_read_in_every_encoding(written, encoding):
    towns = ["Оренбург", "Кропоткинская", "Атырау", "Будапешт", "Новороссийск", "Уральск"]
    rows = [
        ["id", "town", "report"],
        *([str(n), town, "Сообщение об ударе по станции"] for n, town in enumerate(towns)),
    ]
    table = read_table(written(joined(";", rows).encode(encoding)))
    assert [row["town"] for row in cells(table)] == towns


def test_a_bad_byte_far_down_still_tells_the_encoding(written):
    body = "id;town\n" + "1;Orenburg\n" * 150_000 + "2;Оренбургский газоперерабатывающий завод\n" * 3
    table = read_table(written(body.encode("cp1251")))
    assert "cp1251" in table.notes[0]
    assert cells(table)[-1]["town"].startswith("Оренбургский")


def test_lines_before_the_names_are_skipped_and_said(written):
    table = read_table(written("Export of 1 May 2025\n\n" + joined(",", [ROWS[0], ROWS[2]])))
    assert cells(table) == [dict(zip(ROWS[0], ROWS[2], strict=True))]
    assert table.notes == ["one row stands before the names of the columns"]


def test_columns_of_one_name_are_told_apart(written):
    table = read_table(written("id,lat,lat\n1,2,3\n"))
    assert cells(table) == [{"id": "1", "lat": "2", "lat~2": "3"}]


def test_short_and_long_rows_are_left_out_with_their_line(written):
    table = read_table(written("id,lat,lon\n1,2\n\n1,2,3,4\n1,2,3\n1,2,3,,\n"))
    found = list(table.rows)
    assert [row.number for row in found] == [2, 4, 5, 6]
    assert [isinstance(row, LeftOut) for row in found] == [True, True, False, False]
    assert str(found[0]) == "row 2: has 2 cells; expected 3, as the names of the columns have it"


def test_a_quotation_mark_that_is_not_closed_says_where_it_opened(written):
    table = read_table(written('id,town,lon\n1,a,2\n2,"b,3\n3,c,4\n'))
    assert reasons(table) == [
        "row 3: lines 3 to 4: a quotation mark is opened and never closed, up to the end of the file"
    ]


def test_a_cell_that_is_too_long_is_left_out(written):
    table = read_table(written("id,town\n1," + "x" * 200 + "\n2,b\n"), limits=TableLimits(cell=100))
    assert "longer than 100 characters" in reasons(table)[0]


def test_rows_beyond_the_limit_are_counted(written):
    table = read_table(written("id,town\n" + "1,a\n" * 10), limits=TableLimits(rows=4))
    found = list(table.rows)
    assert (len(found), found[-1].rows) == (5, 6)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"id\n1\n2\n", "no row parts into columns"),
        (b"\x00\x01\xfe\x80" * 50, "is no text"),
        (b"\xd0\xcf\x11\xe0old", "XLS"),
        (b"PK\x03\x04cut off", "is no XLSX file, or is cut off"),
        (b'{"a": 1}', "holds no rows"),
        (b'[{"a": ', "a.csv"),
        (b"<html><body>not found</body></html>", "no row parts into columns"),
    ],
    ids=["empty", "blank", "one column", "bytes", "xls", "zip", "json", "cut json", "html"],
)
def test_what_is_no_table_is_refused_with_a_sentence(written, data, said):
    with pytest.raises(UnreadableFile, match=said):
        list(read_table(written(data, "a.csv")).rows)


def sheet_of(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_sheet_keeps_numbers_and_writes_dates_as_iso(written):
    import datetime as dt

    data = sheet_of(
        [
            ["Title"],
            ["id", "day", "lat"],
            [1, dt.datetime.fromisoformat("2025-02-17"), 51.5],
            [2, dt.datetime.fromisoformat("2025-02-17T03:40"), None],
        ]
    )
    table = read_table(written(data, "a.xlsx"))
    assert cells(table) == [{"id": 1, "day": "2025-02-17", "lat": 51.5}, {"id": 2, "day": "2025-02-17T03:40"}]


def edited(data, part, old, new):
    """A spreadsheet with something else in one of its files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for entry in before.infolist():
            text = before.read(entry)
            if entry.filename == part:
                assert old in text
                text = text.replace(old, new)
            after.writestr(entry, text)
    return stream.getvalue()


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
VALIDATION = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
NORMAL = b'<cellStyle name="Normal" xfId="0" builtinId="0" hidden="0" />'
ODD_SHEETS = {
    "with a validation that openpyxl does not know": (SHEET, b"</worksheet>", VALIDATION),
    "without a default style": (STYLES, NORMAL, b""),
    "with a header that cannot be parsed": (
        SHEET,
        b"</worksheet>",
        b"<headerFooter><oddHeader>&amp;</oddHeader></headerFooter></worksheet>",
    ),
}


@pytest.mark.parametrize("which", ODD_SHEETS)
def test_what_openpyxl_remarks_of_a_sheet_is_kept_from_the_user(written, recwarn, which):
    file = written(edited(sheet_of(ROWS), *ODD_SHEETS[which]), "a.xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # as a log that captures all warnings has it
        table = read_table(file)
        assert cells(table) == [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize("number", [99_999_999, -1_000_000, 2.5e300])
def test_a_number_that_is_formatted_as_a_date_and_is_none_stays_a_number(written, number):
    book = openpyxl.Workbook()
    book.active.append(["id", "day"])
    book.active.append([1, number])
    book.active["B2"].number_format = "yyyy-mm-dd"
    stream = io.BytesIO()
    book.save(stream)
    table = read_table(written(stream.getvalue(), "a.xlsx"))
    assert cells(table) == [{"id": 1, "day": number}]


def test_a_sheet_that_expands_too_far_is_refused(written):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 20_000_000)
    with pytest.raises(UnreadableFile, match=r"expands to 20 MB; at most 10 MB are read"):
        read_table(written(stream.getvalue(), "a.xlsx"), limits=TableLimits(parsed_bytes=10_000_000))


def test_a_sheet_with_entities_is_refused(written):
    whole = sheet_of([["id", "lat"], [1, 2]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/workbook.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "b">]>' + data.removeprefix(
                    b"<?xml version='1.0' encoding='utf-8'?>"
                )
            new.writestr(entry, data)
    with pytest.raises(UnreadableFile, match="cannot be read as a spreadsheet"):
        read_table(written(stream.getvalue(), "a.xlsx"))


def test_a_sheet_that_is_cut_off_is_refused(written):
    with pytest.raises(UnreadableFile, match="is cut off"):
        read_table(written(sheet_of(ROWS)[:-200], "a.xlsx"))


def test_a_long_table_is_read_in_little_memory(written):
    import tracemalloc

    path = written("id,town,lat,lon\n" + "1,Orenburg,51.7,55.1\n" * 200_000)
    tracemalloc.start()
    count = sum(1 for _ in read_table(path).rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 5_000_000


def test_signs_within_quotes_part_no_cells(tmp_path):
    (tmp_path / "a.csv").write_text('"a;b;c","d;e;f"\n"1;2;3","4;5;6"\n')
    assert read_table(tmp_path / "a.csv").columns == ["a;b;c", "d;e;f"]
