"""What people take into a meeting: workbooks and slides, from the same values as the pages.

Of `ui` only words, formats and colours are used, none of which knows Streamlit.
"""
