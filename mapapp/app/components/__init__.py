"""Parts of the app that run in the browser: the map's frame, and the lists to filter by.

Each module hands Streamlit the script and style that stand beside it, after `turns.js`, which lets the
components know which data of Python is old.
"""
