"""Tables in files of other tools, as rows: CSV, spreadsheets, JSON. Knows no format's meaning.

The rooms, in the order in which data flows::

    text                 bytes to lines: encodings
    dialect              delimiter, header
    csvfile              lines to rows
    sheet                a spreadsheet to rows
    jsonrows             JSON and GeoJSON to rows
    reading              which of these a file is for
    rows, limits         the result, and its bounds
"""
