"""How fast the app answers: from a filter to the map that shows it, and with fifty readers at once."""
