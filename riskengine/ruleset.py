"""One edition of a rule set, as written: frozen data with places, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from riskengine.conditions import Condition
from riskengine.diagnostics import NOWHERE, Place
from riskengine.facts import Fact, Number
from riskengine.quantities import Quantity, QuantityInput
from riskengine.records import field, record

__all__ = [
    "Action",
    "Band",
    "Clock",
    "DatedValue",
    "Definition",
    "Effect",
    "Invariant",
    "ParameterHistory",
    "PointsBand",
    "PointsBy",
    "Rule",
    "RuleSet",
    "Scope",
    "Score",
]


@record
class Scope:
    """When the rule set covers a case, and what it says otherwise."""

    when: Condition
    otherwise: str
    place: Place = field(default=NOWHERE, compare=False)


@record
class Definition:
    """A named condition. `phrases` has the keys `true`, `false` and `unknown`, those that were written."""

    name: str
    condition: Condition
    phrases: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default=NOWHERE, compare=False)


@record
class Band:
    """A stretch of a score and its grade, both ends included; None is open."""

    low: Number | None
    high: Number | None
    grade: str
    place: Place = field(default=NOWHERE, compare=False)


@record
class Score:
    """A named score. Without bands it serves conditions only."""

    name: str
    bands: tuple[Band, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@record
class DatedValue:
    """A parameter's value from a day on, the provisions behind it, and whether it was verified."""

    start: date
    value: Number
    cites: tuple[str, ...] = ()
    verified: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@record
class ParameterHistory:
    """A number that guidance may change; `values` earliest first."""

    name: str
    values: tuple[DatedValue, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class PointsBand:
    """A stretch of a fact or quantity and its points, both ends included; None is open."""

    low: Number | None
    high: Number | None
    points: Number
    place: Place = field(default=NOWHERE, compare=False)


@record
class PointsBy:
    """Points by ranges of one fact or quantity. `otherwise` is None where it was not written."""

    subject: str
    score: str
    bands: tuple[PointsBand, ...]
    otherwise: Number | None = None
    place: Place = field(default=NOWHERE, compare=False)


@record
class Action:
    """What guidance says is to be done; `cites` is its own where it has one, else the rule's."""

    do: str
    cites: tuple[str, ...] = ()


@record
class Effect:
    """What a rule does where it applies: one or several of these."""

    minimum_grade: str | None = None
    points: Mapping[str, Number] = field(default_factory=dict)
    points_by: PointsBy | None = None
    require: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    flag: str | None = None
    review: str | None = None


@record
class Rule:
    """One rule. `because` may fill `{fact}`, `{quantity}` and `{definition}` only.

    `when_unknown` is `report`, `presume` or `accept`; `discretion` is `none` or `supervisor`. `places` says where
    the value of a key stands, a key of its effect too.
    """

    id: str
    title: str
    when: Condition
    effect: Effect
    because: str
    cites: tuple[str, ...]
    when_unknown: str = "report"
    discretion: str = "none"
    place: Place = field(default=NOWHERE, compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@record
class Clock:
    """A time limit. `unit` is `hours`, `days`, `working_days` or `months`; `within` a number or parameter.

    `starts` and `stops` name date or datetime facts; `stops` may be None: nothing on record stops it. `places`
    says where the value of a key stands.
    """

    id: str
    title: str
    when: Condition
    starts: str
    unit: str
    within: QuantityInput
    stops: str | None
    cites: tuple[str, ...]
    because: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@record
class Invariant:
    """A claim that must hold for every case, complete or partial: where `given`, `then`."""

    id: str
    claim: str
    given: Condition
    minimum_grade: str | None
    then: Condition | None
    cites: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@record
class RuleSet:
    """One edition: everything that its folder says, rules by id, facts by name.

    `digest` is the SHA-256 of the canonical form (language 3.11).
    """

    id: str
    edition: str
    title: str
    jurisdictions: tuple[str, ...]
    status: str
    published: date
    effective_from: date
    effective_until: date | None
    review_by: date | None
    owner: str
    provenance: str
    grades: tuple[str, ...]
    reason_codes: Mapping[str, str]
    scope: Scope
    facts: Mapping[str, Fact]
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)
    parameters: Mapping[str, ParameterHistory] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    clocks: tuple[Clock, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    digest: str = ""
    folder: str = ""
    place: Place = field(default=NOWHERE, compare=False)
