"""Random numbers: one named stream per job, so that adding a job changes no other."""

import hashlib

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """The generator of one job. Names are hashed with SHA-256: `hash()` differs between processes."""
    digest = hashlib.sha256(name.encode()).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))
