"""Tests, of which each worker has one core: several threads on small matrices only wait for each other."""

import os

# Read by numpy as it is imported, and by the processes that tests start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
