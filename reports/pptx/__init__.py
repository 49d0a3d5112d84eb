"""Reports as PowerPoint slides."""
