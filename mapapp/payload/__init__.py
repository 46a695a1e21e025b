"""Incidents as the page reads them: columns for drawing, text in blocks for reading. See ``docs/format.md``.

Written from a View, read back for tests and tools. Knows no Folium and no screen.
"""
