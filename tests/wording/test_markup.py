"""Words of the screen lose their marks on paper, and nothing else."""

import pytest

from wording.markup import strip_markup


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (":red[▲ Guard · Take-up: −1 pp]", "▲ Guard · Take-up: −1 pp"),
        ("**a** · b  \nc", "a · b · c"),
        (":small[:gray[§3.2 50 %]]", "§3.2 50 %"),
        ("[0\u00a0…\u00a01]: as it is", "[0\u00a0…\u00a01]: as it is"),
    ],
)
def test_marks_are_taken_off(marked: str, wanted: str) -> None:
    assert strip_markup(marked) == wanted
