"""The map document, the app and the command line, on top of `geodata`."""
