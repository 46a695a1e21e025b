"""The least that an app of this kind can be: one list of Streamlit's and the map, nothing else.

It shows how much of the time from a filter to the map is Streamlit's own. Streamlit runs it, with the path of
a dataset.
"""

import sys
from pathlib import Path

import pandas as pd
import streamlit as st

from geodata.query import Query
from mapapp.app.components.frame import map_frame
from mapapp.app.load import load_path, page_of

st.set_page_config(layout="wide")
loaded = load_path(Path(sys.argv[1]))
with st.sidebar:
    kinds = st.multiselect(
        "What was reported", [choice.value for choice in loaded.choices.kinds], format_func=str.capitalize
    )
query = Query(kinds=tuple(kinds) or None)
map_frame(
    lambda: page_of(loaded),
    digest=loaded.key,
    state={"filter": query.to_filter(), "viewpoint": query.viewpoint, "selection": None},
    on_told=lambda told: None,
)
st.dataframe(pd.DataFrame({"shown": [True]}))
