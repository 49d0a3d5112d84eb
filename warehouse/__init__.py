"""Facts, marts, snapshots, and the one way to a number."""
