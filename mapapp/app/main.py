"""The app's entry: ``streamlit run mapapp/app/main.py [-- DATASET]``, or ``mapapp app [DATASET]``.

It is met twice: as the script that Streamlit runs for each reader, and as the module that its server imports
once, for what it does besides.
"""

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
from mapapp.app.settings import strayed, strayed_sentences

if __name__ == "__main__":
    st.set_page_config(page_title="Reported strikes on energy infrastructure", layout="wide")
    if problems := list(strayed()):
        show.notice("\n".join(strayed_sentences(problems)), kind="problem")
    elif (open_desk := desk()) is not None:
        show_pages(open_desk)
elif __name__ == Path(__file__).stem:
    from mapapp.app import server

    server.prepare()
    app = st.App(__file__, routes=server.routes(), middleware=server.middleware(), lifespan=server.running)
