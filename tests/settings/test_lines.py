"""Lines are found for every key the parser finds, wherever it stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicator.settings.lines import blocks, line_of, locate

TEXTS = st.text(alphabet="ab \"'#[]{}=,\n\\é\u2028", max_size=12)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a = 1\nb = 2\n", ("b",), 2),
        ("[t]\n# a = 0\na = 1", ("t", "a"), 3),
        ("[[t]]\na = 1\n[[t]]\na = 2", ("t", 1, "a"), 4),
        ("[[t]]\n[t.u]\na = 1\n[[t]]\n[t.u]\na = 2", ("t", 1, "u", "a"), 6),
        ("t.u.a = 1", ("t", "u", "a"), 1),
        ('x = """\na = 1\n"""\na = 2', ("a",), 4),
        ("x = '''\n[t]\n'''\n[t]\na = 2", ("t", "a"), 5),
        ("x = [ # [\n '[t]',\n]\na = 2", ("a",), 4),
        ('"a b" = 1\n', ("a b",), 1),
        ('x = "\\"#["\r\na = 1\r\n', ("a",), 2),
        ("x = '\u2028'\na = 1", ("a",), 2),
        ("[t]\na = { b = 1 }", ("t", "a", "b"), 2),
        ("[t]\na = 1", ("t", "missing"), 1),
        ("", ("missing",), 1),
    ],
)
def test_a_key_is_found_in_its_line(text, path, expected):
    """Or the nearest table round it, where the key itself has no line."""
    assert expected == line_of(locate(text), path)


@given(st.lists(st.tuples(st.sampled_from(["", "[t]", "[[s]]"]), TEXTS), max_size=6))
def test_no_text_in_a_value_moves_a_line(parts):
    """Whatever strings hold, every key of a valid file is found in the line it was written in."""
    text, places = _written(parts)
    tomllib.loads(text)
    found = locate(text)
    assert {path: found.get(path) for path in places} == places


def _written(parts):
    lines, places, counts, table = [], {}, {}, ()
    for number, (header, value) in enumerate(parts):
        if header == "[[s]]":
            counts["s"] = counts.get("s", -1) + 1
            table = ("s", counts["s"])
        elif header and ("t",) not in places:
            table = ("t",)
        else:
            header = ""
        if header:
            lines.append(header)
            places.setdefault(table, len(lines))
        escaped = value.replace("\\", "\\\\").replace('"""', '""\\"')
        closed = escaped[:-1] + '\\"' if escaped.endswith('"') else escaped
        places[*table, f"k{number}"] = len(lines) + 1
        lines += f'k{number} = ["""{closed}""", # ["\n]'.split("\n")
    return "\n".join(lines), places


def test_a_block_ends_with_its_last_key():
    """What stands behind it, comments of the next table above all, is not part of it."""
    text = "a = 1\n[[s]]\nb = [\n1]\n\n# about t\n[t]\nc = 1\n"
    assert [(("s",), 2, 4), (("t",), 7, 8)] == list(blocks(text))
