"""A plain mutator of bytes, for where atheris is not installed: it knows lines, words of the language and odd characters."""

from __future__ import annotations

from random import Random

__all__ = ["mutated"]

_ODD = (
    "\x00", "\x1b", "\x7f", "\u0085", "\u2028", "\ufeff", "\ufffe", "\U0010ffff", "\u0301", "\u202e", "é", "𝟙", "٣",
    "{", "}", "[", "]", ":", ": ", "- ", "? ", "#", "&a ", "*a", "!!python/object:os.system ", "<<: ", "|", ">", "%", "@", "`",
    '"', "'", "\\", "\\u0000", "\\ud800", "\t", "\r", "\r\n", "\n", "\n  ", "---\n", "...\n", ",", "~", "null", "true", "NaN",
    "Infinity", "-0", "1e999", "1e-999", "9" * 400, "0x1F", "0.1" * 3, "1_000", "2024-02-29T25:61:00Z", "0000-00-00",
    "9999-12-31T23:59:59.999999+14:00", "00:00", "{value}", "{", "{}", "{{", "{a.b}", "{a[0]}", "%s", "$(id)", "../../etc/passwd",
    "all", "any", "none", "not", "at_least", "holds", "always", "param", "fact", "applies_when", "when", "effect", "points_by",
    "bands", "count_true", "sum", "product", "days_between", "working_days_between", "as_of", "grade", "is", "in", "between",
)  # fmt: skip
_DEEP = 2_000


def mutated(random: Random, seeds: list[bytes]) -> bytes:
    """A seed with a few things changed."""
    data = random.choice(seeds)
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        data = random.choice(_CHANGES)(random, data, seeds)
    return data


def _at(random: Random, data: bytes) -> int:
    return random.randrange(len(data) + 1)


def _insert(random: Random, data: bytes, _: list[bytes]) -> bytes:
    at = _at(random, data)
    return data[:at] + random.choice(_ODD).encode("utf-8", "surrogatepass") + data[at:]


def _flip(random: Random, data: bytes, _: list[bytes]) -> bytes:
    at = _at(random, data)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(random: Random, data: bytes, _: list[bytes]) -> bytes:
    at = _at(random, data)
    return data[:at] + data[at + random.choice((1, 2, 5, 40)) :]


def _end(random: Random, data: bytes, _: list[bytes]) -> bytes:
    return data[: _at(random, data)]


def _repeat(random: Random, data: bytes, _: list[bytes]) -> bytes:
    at = _at(random, data)
    part = data[at : at + random.choice((1, 3, 20, 200))]
    return data[:at] + part * random.choice((2, 3, 50)) + data[at:]


def _nest(random: Random, data: bytes, _: list[bytes]) -> bytes:
    at = _at(random, data)
    text = random.choice((b"[", b"{", b"{a: ", b"{not: ", b"- ", b'{"a":', b"all: [", b'"'))
    return data[:at] + text * random.choice((1, 40, _DEEP)) + data[at:]


def _line(random: Random, data: bytes, seeds: list[bytes]) -> bytes:
    """A line left out, doubled, moved, put deeper, or taken from another file."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines.insert(random.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = b"  " + lines[at]
        case _:
            lines.insert(at, random.choice(random.choice(seeds).split(b"\n")))
    return b"\n".join(lines)


def _word(random: Random, data: bytes, _: list[bytes]) -> bytes:
    """One word in the place of another of the same text, wherever it stands or once."""
    words = [word for word in data.replace(b":", b" ").replace(b",", b" ").split() if word.isalnum()]
    if not words:
        return data
    old, new = random.choice(words), random.choice((*words, random.choice(_ODD).encode("utf-8", "surrogatepass")))
    return data.replace(old, new, random.choice((1, -1)))


_CHANGES = (_insert, _insert, _flip, _cut, _end, _repeat, _nest, _line, _line, _word, _word, _word)
