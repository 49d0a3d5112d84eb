"""What people write: saved scenarios and what is said about them."""
