"""What a reader orders: which report, of what, in which language and formats; and what was made of it."""

from dataclasses import dataclass

from asking.statements import Stated
from wording.choices import Choices
from wording.words import Language


@dataclass(frozen=True, kw_only=True)
class Order:
    """scenarios: keys of saved versions, CODE.N."""

    language: Language
    choices: Choices
    sections: tuple[str, ...]
    scenarios: tuple[str, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """contents: format → file, endings: format → of its name; sections: those that are in it; no_pdf: the code of why
    there is none, "" else."""

    order: Order
    contents: dict[str, bytes]
    endings: dict[str, str]
    sections: tuple[str, ...]
    stated: tuple[Stated, ...]
    no_pdf: str
    seconds: float
