"""What has changed since the last book: its numbers as they were printed beside those of today."""
