"""The app's entry: ``streamlit run mapapp/app/main.py [-- DATASET]``, or ``mapapp app [DATASET]``."""

import sys
from pathlib import Path

# Streamlit puts the folder of this file on the path, not that of the packages: where they are not installed,
# they are found here.
if (root := str(Path(__file__).resolve().parents[2])) not in sys.path:
    sys.path.append(root)

import streamlit as st

from mapapp.app import show
from mapapp.app.desk import desk
from mapapp.app.pages import show_pages
from mapapp.app.settings import strayed

st.set_page_config(page_title="Reported strikes on energy infrastructure", layout="wide")
if problems := list(strayed()):
    advice = "Start it with `mapapp app`, or take the setting out of the environment and the command line."
    show.notice("\n".join(["The app does not run with these settings.", *problems, advice]), kind="problem")
elif (open_desk := desk()) is not None:
    show_pages(open_desk)
