"""A small rule set with something of everything, and the cases on which injected faults must be noticed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from riskengine.compiling.program import Program
from tests.oracle import Situation
from tests.rulings import program_of

__all__ = ["AS_OF", "CASES", "rich_program", "situation_of"]

AS_OF = date(2024, 2, 29)

_FACTS = """\
lives_with_child: {type: boolean}
works_with_children: {type: boolean}
grooming: {type: boolean}
inciting: {type: boolean}
producing: {type: boolean}
children: {type: integer, minimum: 0, maximum: 20, applies_when: {lives_with_child: true}}
images: {type: integer, minimum: 0, maximum: 100000}
share: {type: decimal, minimum: 0, maximum: 1}
category: {type: choice, options: [none, c, b, a], ordered: true}
offence: {type: choice, options: [images, livestream, other]}
platforms: {type: choices, options: [chat, forum, game]}
born: {type: date, latest: as_of}
referred: {type: datetime, earliest: 2020-01-01, latest: 2025-12-31}
visited: {type: date, earliest: 2020-01-01, latest: 2025-12-31}
force: {type: text}
"""

_MORE = """\
define:
  access:
    any: [{lives_with_child: true}, {works_with_children: true}]
    phrases: {true: there is access, false: there is no access, unknown: it is not known}
  active:
    at_least: {n: 2, of: [{grooming: true}, {inciting: true}, {producing: true}]}
    phrases: {true: two or more, false: fewer, unknown: it is not known}
quantities:
  age: {years_between: [born, as_of], phrase: the age}
  indicators: {count_true: [grooming, inciting, access], phrase: how many}
  all_of_them: {sum: [images, children], phrase: how many}
  waited: {working_days_between: [visited, as_of], phrase: working days}
scores:
  total: {bands: [{to: 2, grade: low}, {from: 3, to: 5, grade: medium}, {from: 6, grade: high}]}
parameters:
  limit: [{from: 2016-01-01, value: 10, cites: [hmic/2023#access]}, {from: 2024-01-01, value: 20, cites: [hmic/2023#access]}]
"""

_SCOPE = "scope: {when: {offence: {in: [images, livestream]}}, otherwise: This rule set covers nothing else.}\n"

_EVERY = "title: T, because: b, cites: [hmic/2023#access]"
_RULES = """\
- {id: A-01, when: {holds: access}, effect: {minimum_grade: medium}, discretion: supervisor}
- {id: A-02, when: {all: [{holds: access}, {holds: active}]}, effect: {minimum_grade: very_high}}
- {id: A-03, when: {children: {at_least: 3}}, effect: {minimum_grade: high}}
- {id: A-04, when: {not: {category: {at_most: c}}}, effect: {minimum_grade: medium}}
- {id: A-05, when: {images: {more_than: {param: limit}}}, effect: {points: {total: 2}}}
- {id: A-06, when: {category: {between: [b, a]}}, effect: {points: {total: 1}}}
- {id: A-07, when: {age: {less_than: 18}}, effect: {minimum_grade: medium}}
- {id: A-08, when: {indicators: {at_least: 2}}, effect: {points: {total: 3}}}
- {id: A-09, when: {platforms: {contains_any: [chat, game]}}, effect: {minimum_grade: medium}}
- {id: A-10, when: {referred: {on_or_before: 2023-06-30}}, effect: {flag: late}}
- {id: A-11, when: {waited: {more_than: 10}}, effect: {minimum_grade: high}}
- {id: A-12, when: {producing: true}, effect: {minimum_grade: high}, when_unknown: presume}
- {id: A-13, when: {grooming: true}, effect: {minimum_grade: high}, when_unknown: accept}
- {id: A-14, when: {none: [{force: north}, {force: south}]}, effect: {flag: other}}
- {id: A-15, when: {share: {is: 0.5}}, effect: {minimum_grade: medium}}
- {id: A-16, when: {all_of_them: {at_least: 25}}, effect: {points: {total: 1}}}
- {id: A-17, when: {holds: active}, effect: {require: [images]}}
- id: A-18
  title: T
  because: b
  cites: [hmic/2023#access]
  when: {always: true}
  effect: {points_by: {fact: images, score: total, bands: [{from: 5, to: 9, points: 1}, {from: 10, points: 3}], otherwise: 0}}
"""

_WHOLE: dict[str, Any] = {
    "lives_with_child": True,
    "works_with_children": False,
    "grooming": True,
    "inciting": False,
    "producing": False,
    "children": 3,
    "images": 20,
    "share": Decimal("0.5"),
    "category": "c",
    "offence": "images",
    "platforms": frozenset({"forum"}),
    "born": date(2006, 3, 1),
    "referred": datetime(2024, 1, 31, 23, 30, tzinfo=UTC),
    "visited": date(2024, 2, 14),
    "force": "north",
}
_QUIET = _WHOLE | {"lives_with_child": False, "grooming": False, "images": 4, "share": Decimal("0.4"), "born": date(1980, 1, 1)}
_QUIET |= {"visited": date(2024, 2, 15)}


def _without(known: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in known.items() if name not in names}


CASES: dict[str, tuple[dict[str, Any], frozenset[str], str]] = {
    "everything known": (_WHOLE, frozenset(), "high"),
    "a day older": (_WHOLE | {"born": date(2006, 2, 28), "images": 21}, frozenset(), "medium"),
    "active": (_WHOLE | {"inciting": True, "category": "b", "force": "east"}, frozenset(), "low"),
    "nothing much": (_without(_QUIET, "children"), frozenset(), "low"),
    "gate closed": (_QUIET | {"children": 5}, frozenset(), "low"),
    "just below the bands": (_without(_QUIET, "children") | {"images": 9, "category": "a"}, frozenset(), "low"),
    "between the bands": (_without(_QUIET, "children") | {"images": 10}, frozenset(), "medium"),
    "summer time": (_WHOLE | {"referred": datetime(2023, 6, 30, 23, 30, tzinfo=UTC)}, frozenset(), "high"),
    "a bank holiday ago": (_without(_QUIET, "children") | {"visited": date(2023, 12, 22)}, frozenset(), "medium"),
    "out of scope": (_QUIET | {"offence": "other"}, frozenset(), "low"),
    "scope not known": (_without(_WHOLE, "offence"), frozenset(), "low"),
    "access asked in vain": (_without(_QUIET, "lives_with_child", "children"), frozenset({"lives_with_child"}), "low"),
    "grooming asked in vain": (_without(_QUIET, "grooming", "children"), frozenset({"grooming"}), "low"),
    "producing not asked": (_without(_QUIET, "producing", "children"), frozenset(), "low"),
    "images not known": (_without(_WHOLE, "images"), frozenset({"images"}), "medium"),
    "a required fact not known": (_without(_WHOLE, "images") | {"inciting": True}, frozenset({"images"}), "very_high"),
    "born when?": (_without(_QUIET, "born", "children"), frozenset({"born"}), "low"),
    "chat": (_without(_QUIET, "children") | {"platforms": frozenset({"chat", "forum"})}, frozenset(), "low"),
    "nothing known": ({}, frozenset(), "low"),
}
"""What is known, what was asked in vain, and the officer's grade."""


def rich_program(folder: Path) -> Program:
    """The rule set, compiled."""
    return program_of(folder, facts=_facts(), rules=_RULES.replace("{id:", f"{{{_EVERY}, id:"), more=_MORE, scope=_SCOPE)


def _facts() -> str:
    """The vocabulary with questions and phrases."""
    lines = []
    for line in _FACTS.splitlines():
        known = "true: so it is, false: it is not" if "boolean" in line else 'value: "{value}"'
        lines.append(line.removesuffix("}") + f", question: What?, phrases: {{{known}, unknown: it is not known}}}}\n")
    return "".join(lines)


def situation_of(name: str, program: Program) -> Situation:
    """One of the cases."""
    known, asked, _ = CASES[name]
    return Situation(program.ruleset, AS_OF, "england-and-wales", known, asked)
