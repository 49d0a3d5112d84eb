"""The frame of every page, in a folder of its own: Streamlit puts the script's folder first on the path."""
