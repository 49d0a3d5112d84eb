"""Pure functions on sums: arrays in, frozen results out; nothing of ours is imported."""
