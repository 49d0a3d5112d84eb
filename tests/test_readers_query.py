"""The sql of a source stands inside another query whatever it ends with."""

import pytest

from etl.readers.query import inner


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select 1 ;; -- done", "select 1"),
        ("select a/* between */b", "select a b"),
        ("select '-- no comment; at', $$ at $$ from t", "select '-- no comment; at', $$ at $$ from t"),
        ("select min(at), s.At, '汉' from s", 'select min("at"), s."at", \'汉\' from s'),
        ("select at at time zone 'UTC' as \"at\"", 'select "at" at time zone \'UTC\' as "at"'),
        ("select format, cat, attach from t", "select format, cat, attach from t"),
        ("", ""),
    ],
)
def test_inner(sql: str, expected: str) -> None:
    assert " ".join(inner(sql).replace('" ,', '",').replace('" )', '")').split()) == expected
