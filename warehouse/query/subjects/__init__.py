"""What single pages ask beside KPIs, subject by subject."""
