"""Large files that readers hand over, read by a process beside the server. Imports no Streamlit.

While the server itself read them, all its sessions would wait for one lock, and a file that fills the memory
would take the server with it. Only `child` runs in that process; the server imports the other rooms.
"""
