"""Detection of personal data in free text: mainland Chinese mobile numbers and resident ID numbers.

ID numbers follow GB 11643: 17 digits and a check character by ISO 7064, MOD 11-2. Known drawbacks: numbers in words,
in full-width digits or split by other characters are not detected, and an order number that happens to look like a
mobile number is refused.
"""

# A mobile number on its own, with or without +86 and with the usual 3-4-4 grouping.
MOBILE = r"(^|[^0-9])((\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}([^0-9]|$)"

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"


def personal(text: str) -> str:
    """Return an SQL condition: the expression `text` contains a mobile number or a valid ID number."""
    digits = " + ".join(
        f"try_cast(n[{place}] as integer) * {weight}" for place, weight in enumerate(WEIGHTS, 1)
    )
    valid = f"length(n) = 18 and upper(n[18]) = '{CHECK_CHARACTERS}'[({digits}) % 11 + 1]"
    # Runs of digits are taken whole, so that part of a longer number is never read as an ID.
    runs = f"regexp_extract_all({text}, '[0-9]+[Xx]?')"
    return (
        f"(regexp_matches({text}, '{MOBILE}') or (regexp_matches({text}, '[0-9]{{17}}[0-9Xx]')"
        f" and len(list_filter({runs}, lambda n: {valid})) > 0))"
    )
