"""The evidence on initiatives, in words."""
