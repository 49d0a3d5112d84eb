"""The frame of every page, in its own folder because Streamlit puts the script's folder first on the import path."""
