"""What people read, in English and Chinese: words, formats and sentences. No Streamlit and no Plotly."""
