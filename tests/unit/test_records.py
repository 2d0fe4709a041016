"""Records behave as frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from functools import cached_property

import pytest

from riskengine.records import changed, compared_fields, record, working
from riskengine.records import field as own_field


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


@record
class Worked:
    """Something of which more can be worked out."""

    size: int
    more: int = 1

    @cached_property
    def twice(self) -> list[int]:
        """Made once."""
        return [self.size] * 2


def test_what_is_worked_out_once_is_kept_but_neither_compared_nor_pickled():
    for _ in range(20):  # beyond those made before a constructor is compiled
        thing = Worked(3)
        assert thing.twice is thing.twice == [3, 3]
        assert thing == Worked(3, 1)
        assert "twice" not in pickle.loads(pickle.dumps(thing)).__dict__  # noqa: S301
        with pytest.raises(FrozenInstanceError):
            thing.size = 4


@working
class Count:
    """Work in progress."""

    found: int = 0
    names: list[str] = own_field(default_factory=list)


def test_work_in_progress_can_be_set_and_is_compared_by_identity():
    for _ in range(20):
        count = Count()
        count.found += 1
        count.names.append("a")
        assert (count.found, count.names) == (1, ["a"])
        assert count != Count(1, ["a"])
    assert repr(count) == "Count(found=1, names=['a'])"


def test_copies_with_other_values_are_made_as_dataclasses_make_them():
    assert changed(Thing("a", 1, place="here"), size=2) == replace(Thing("a", 1), size=2)
    assert changed(Thing("a", place="here"), size=2).place == "here"
    assert compared_fields(Thing("a")) == ("name", "size", "tags")
    with pytest.raises(TypeError):
        changed(Thing("a"), colour="red")


def test_it_is_a_dataclass_that_can_be_replaced_matched_and_printed():
    assert is_dataclass(Thing)
    assert [each.name for each in fields(Thing)] == ["name", "size", "tags", "place"]
    assert replace(Thing("a"), size=9) == Thing("a", 9)
    assert repr(Thing("a")) == "Thing(name='a', size=3, tags={}, place='')"
    match Thing("a", 5):
        case Thing(name, size):
            assert (name, size) == ("a", 5)
