"""Digests: one canonical text, whatever the order, the spelling of numbers or the form of Unicode."""

from __future__ import annotations

import hashlib
import json
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.loading.digest import canonical, content_tree, digest_of, digest_of_read, published_digest
from riskengine.loading.store import Store
from tests.properties.profile import laws
from tests.small_folder import EDITION, build

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = TEXTS.map(lambda text: unicodedata.normalize("NFC", text))
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS | st.decimals(allow_nan=False, allow_infinity=False, places=3)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-12, "-12"),
        (Decimal("1.50"), "1.5"),
        (Decimal("2.0"), "2"),
        (Decimal("-0.00"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-3"), "0.001"),
        (Decimal("123456789012345678901234567890.1230"), "123456789012345678901234567890.123"),
        (100, "100"),
        ('a"b\\c\n\u0001é', '"a\\"b\\\\c\\n\\u0001é"'),
        ("e\u0301", '"é"'),
        (date(2020, 9, 1), '"2020-09-01"'),
        (datetime(2020, 9, 1, 12, 30, tzinfo=UTC), '"2020-09-01T12:30:00Z"'),
        (datetime(2020, 9, 1, 12, 30, 0, 500000, tzinfo=timezone(timedelta(hours=1))), '"2020-09-01T11:30:00.500000Z"'),
        ([], "[]"),
        ((1, [2]), "[1,[2]]"),
        (frozenset({"b", "a"}), '["a","b"]'),
        ({}, "{}"),
        ({"b": 1, "a": {"d": [], "c": ""}}, '{"a":{"c":"","d":[]},"b":1}'),
    ],
)
def test_the_canonical_text(tree: object, text: str) -> None:
    assert canonical(tree) == text


@pytest.mark.parametrize("tree", [1.5, [0.1], {"a": float("nan")}, {1: "a"}, {None: 1}, object(), b"bytes", int, {"a": range(3)}])
def test_other_kinds_of_value_are_refused(tree: object) -> None:
    with pytest.raises(TypeError):
        canonical(tree)


@pytest.mark.parametrize(
    "tree",
    [
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1E+999999"),
        datetime(2020, 9, 1),  # noqa: DTZ001 - what is refused
        "\ud800",
        {"e\u0301": 1, "é": 2},
    ],
)
def test_values_without_a_canonical_form_are_refused(tree: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(tree)


def test_a_dataclass_is_the_mapping_of_what_it_compares() -> None:
    @dataclass(frozen=True)
    class Thing:
        name: str
        place: int = field(default=0, compare=False)

    assert canonical(Thing("a", place=7)) == '{"name":"a"}'


@laws(60)
@given(TREES)
def test_the_digest_is_that_of_the_text(tree: Any) -> None:
    assert digest_of(tree) == hashlib.sha256(canonical(tree).encode("utf-8")).hexdigest()


@laws(60)
@given(TREES)
def test_the_canonical_text_is_json_and_its_own_canonical_text(tree: Any) -> None:
    text = canonical(tree)
    again = json.loads(text, parse_float=Decimal)
    assert canonical(again) == text


@laws(60)
@given(TREES, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(tree: Any, order: random.Random) -> None:
    assert digest_of(_shuffled(tree, order)) == digest_of(tree)


@laws(60)
@given(TREES)
def test_the_form_of_unicode_does_not_matter(tree: Any) -> None:
    assert digest_of(_normalised(tree, "NFD")) == digest_of(_normalised(tree, "NFC"))


MOMENTS = st.dates() | st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=1))]))
READ = st.recursive(
    SCALARS | MOMENTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@laws(200)
@given(READ)
def test_what_was_read_from_a_file_has_the_same_digest_sooner(tree: Any) -> None:
    assert digest_of_read(tree) == digest_of(tree)


def test_what_a_file_cannot_hold_is_refused_as_well() -> None:
    for tree in ({"a": object()}, {"a": "\ud800"}, {"a": datetime(2023, 4, 5)}):  # noqa: DTZ001 - naive on purpose
        with pytest.raises((TypeError, ValueError)):
            digest_of_read(tree)


@laws(60)
@given(TREES, TREES)
def test_different_trees_have_different_texts(one: Any, other: Any) -> None:
    same = _comparable(one) == _comparable(other)
    assert (canonical(one) == canonical(other)) == same


RULE_LISTS = st.lists(st.fixed_dictionaries({"id": NAMES, "title": TEXTS}), unique_by=lambda rule: rule["id"], max_size=6)


@laws(60)
@given(RULE_LISTS, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(rules: list[dict[str, str]], order: random.Random) -> None:
    shuffled = order.sample(rules, len(rules))
    assert digest_of(content_tree({"id": "a"}, {}, shuffled)) == digest_of(content_tree({"id": "a"}, {}, rules))


def test_the_status_and_the_last_day_are_not_content() -> None:
    open_edition = {"id": "a", "status": "released", "effective": {"from": date(2020, 1, 1)}}
    closed = {"id": "a", "status": "withdrawn", "effective": {"from": date(2020, 1, 1), "until": date(2021, 1, 1)}}
    moved = {"id": "a", "status": "released", "effective": {"from": date(2020, 1, 2)}}
    assert content_tree(open_edition, {}, []) == content_tree(closed, {}, [])
    assert content_tree(open_edition, {}, []) != content_tree(moved, {}, [])
    assert open_edition["status"] == "released"


def test_rules_clocks_and_invariants_are_told_apart() -> None:
    entry = [{"id": "X-1"}]
    trees = [content_tree({}, {}, entry), content_tree({}, {}, [], entry), content_tree({}, {}, [], [], entry)]
    assert len({digest_of(tree) for tree in trees}) == 3


def test_the_published_digest_covers_the_content_and_every_provision() -> None:
    plain = published_digest("c", {"a/1#b": "d"})
    assert plain == published_digest("c", {"a/1#b": "d"})
    others = {published_digest("x", {"a/1#b": "d"}), published_digest("c", {"a/1#b": "x"}), published_digest("c", {})}
    assert len(others | {plain}) == 4


KEYS = (
    "title: Le café",
    "when: {access: true}",
    "effect: {minimum_grade: high}",
    'because: "{access}"',
    "cites: [test/1#access]",
)


@laws(30)
@given(
    st.randoms(use_true_random=False), st.integers(1, 4), st.sampled_from(["NFC", "NFD"]), st.sampled_from(["", "# a comment"])
)
def test_how_rules_are_written_down_does_not_matter(tmp_path_factory, order, files, form, comment) -> None:
    """The order of keys, rules and files, the files that rules are in, comments, and the form of Unicode."""
    names = order.sample([f"R-{number}" for number in range(1, 5)], 4)
    texts: dict[str, str] = {}
    for number, name in enumerate(names):
        lines = order.sample([f"id: {name}", *KEYS], len(KEYS) + 1)
        entry = f"{comment}\n- " + "\n  ".join(lines) + "\n"
        file = f"{EDITION}/rules/{order.choice('abc')}{number % files}.yaml"
        texts[file] = texts.get(file, "") + unicodedata.normalize(form, entry)
    rules = build(tmp_path_factory.mktemp("written"), {f"{EDITION}/rules/all.yaml": None, **texts})
    plain = build(tmp_path_factory.mktemp("plain"), {f"{EDITION}/rules/all.yaml": _plain_rules()})
    assert Store.open(rules).edition("plain", "1").digest == Store.open(plain).edition("plain", "1").digest


def _plain_rules() -> str:
    return "".join("- " + "\n  ".join([f"id: R-{number}", *KEYS]) + "\n" for number in range(1, 5))


def _shuffled(tree: Any, order: random.Random) -> Any:
    if isinstance(tree, dict):
        keys = order.sample(list(tree), len(tree))
        return {key: _shuffled(tree[key], order) for key in keys}
    return [_shuffled(item, order) for item in tree] if isinstance(tree, list) else tree


def _normalised(tree: Any, form: Any) -> Any:
    if isinstance(tree, dict):
        return {unicodedata.normalize(form, key): _normalised(value, form) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_normalised(item, form) for item in tree]
    return unicodedata.normalize(form, tree) if isinstance(tree, str) else tree


def _comparable(tree: Any) -> Any:
    """The tree with the kind of each leaf, so that `True` and `1` differ, and `2` and `2.0` do not."""
    if isinstance(tree, dict):
        return {key: _comparable(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_comparable(item) for item in tree]
    if isinstance(tree, bool) or tree is None:
        return ("word", tree)
    return ("text", unicodedata.normalize("NFC", tree)) if isinstance(tree, str) else ("number", tree)
