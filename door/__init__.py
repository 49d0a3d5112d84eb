"""Access to the dashboard: which host names, pages and addresses are answered."""
