"""Records behave as frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace

import pytest

from riskengine.records import record


@record
class Thing:
    """Something with every kind of field."""

    name: str
    size: int = 3
    tags: Mapping[str, int] = field(default_factory=dict)
    place: str = field(default="", compare=False)


@record
class Nothing:
    """Something with no field that is compared."""

    place: str = field(default="", compare=False)


def test_fields_are_taken_by_position_and_by_name_and_have_defaults():
    assert (Thing("a", 1).size, Thing(size=2, name="b").name, Thing("c").size) == (1, "b", 3)
    assert Thing("a").tags is not Thing("a").tags


def test_a_constructor_refuses_what_it_does_not_know():
    for wrong in ({}, {"name": "a", "colour": "red"}):
        with pytest.raises(TypeError):
            Thing(**wrong)
    with pytest.raises(TypeError):
        Thing("a", 1, {}, "", "too many")


def test_equality_and_hash_leave_out_what_is_not_compared():
    assert Thing("a", place="here") == Thing("a", place="there")
    assert Thing("a") != Thing("b")
    assert Thing("a") != "a"
    assert Nothing("here") == Nothing("there")
    assert len({Nothing("here"), Nothing("there")}) == 1
    assert Nothing() != Thing("a")


def test_nothing_can_be_changed():
    thing = Thing("a")

    with pytest.raises(FrozenInstanceError):
        thing.name = "b"
    with pytest.raises(FrozenInstanceError):
        del thing.name
    with pytest.raises(FrozenInstanceError):
        thing.colour = "red"
    assert not hasattr(thing, "__dict__")


def test_copies_and_pickles_are_equal():
    thing = Thing("a", 1, {"x": 2}, "here")

    for again in (copy.copy(thing), copy.deepcopy(thing), pickle.loads(pickle.dumps(thing))):  # noqa: S301
        assert again == thing
        assert again.place == "here"


def test_it_is_a_dataclass_that_can_be_replaced_matched_and_printed():
    assert is_dataclass(Thing)
    assert [each.name for each in fields(Thing)] == ["name", "size", "tags", "place"]
    assert replace(Thing("a"), size=9) == Thing("a", 9)
    assert repr(Thing("a")) == "Thing(name='a', size=3, tags={}, place='')"
    match Thing("a", 5):
        case Thing(name, size):
            assert (name, size) == ("a", 5)
