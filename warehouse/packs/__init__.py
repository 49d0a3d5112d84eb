"""What is handed to a partner, and what may not be."""
