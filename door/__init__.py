"""Who is answered at the door of the dashboard: by which name, from which page, on which address."""
