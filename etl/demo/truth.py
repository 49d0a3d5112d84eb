"""truth.json: what the simulated company truly is, for tests that compare."""

import json
from typing import Any

from etl.demo import timeline
from etl.demo.initiatives import INITIATIVES


def truth_json(seed: int, size: str) -> str:
    """The truth as JSON text."""
    truth: dict[str, Any] = {
        "seed": seed,
        "size": size,
        "before": timeline.BEFORE,
        "after": timeline.AFTER,
        "initiatives": {
            i.code: {"parameters": i.effects, "build_up_months": i.build_up} for i in INITIATIVES
        },
    }
    return json.dumps(truth, ensure_ascii=False, indent=1)
