"""Published snapshots: files, manifests, checks, and reading from them."""
