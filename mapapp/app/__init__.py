"""The browser app: filters, the map document in a sandboxed frame, and tables beside it.

The only package that imports Streamlit; nothing else imports it except the command line, which takes
`mapapp.app.serve` alone.
"""
