"""The section of time limits, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from riskengine.deciding.decision import ClockResult, ClockState
from riskengine.explaining.telling import Telling, citation_texts, hides_clock
from riskengine.explaining.tree import Block, Item, Items, Paragraph, Tone
from riskengine.explaining.values import days_text, grade_text, moment_text, number_text, sentence, visible

__all__ = ["is_over", "shown_clocks", "tell_clocks"]

_ORDER: tuple[ClockState, ...] = ("overdue", "due_today", "undetermined", "running", "not_started", "met_late", "met")
_IN_SHORT: tuple[ClockState, ...] = ("overdue", "due_today", "undetermined", "running")
_TOGETHER_FROM = 2
"""In short, so many time limits that cannot be worked out for the same reason stand in one entry."""
_TONES: dict[ClockState, Tone] = {"overdue": "error", "due_today": "warning", "undetermined": "undetermined", "met": "good"}


def tell_clocks(telling: Telling) -> Iterator[Block]:
    """Every time limit that applies or could, overdue ones first and the most overdue of them at the top."""
    clocks = shown_clocks(telling)
    if clocks:
        yield Items(tuple(_items(telling, clocks)))
    if _unverified_at_once(telling):
        yield Paragraph(telling.say("clock.unverified_all"))


def _items(telling: Telling, clocks: tuple[ClockResult, ...]) -> Iterator[Item]:
    """One entry for each; in short one for all that cannot be worked out for the same reason."""
    alike: dict[str, list[ClockResult]] = {}
    for clock in clocks:
        if clock.state == "undetermined" and not telling.full and not _hidden(telling, clock):
            alike.setdefault(f"{clock.only_at}:{clock.reason}", []).append(clock)
    for clock in clocks:
        same = alike.get(f"{clock.only_at}:{clock.reason}", [])
        if len(same) < _TOGETHER_FROM or clock not in same:
            yield _item(telling, clock)
        elif clock is same[0]:
            yield _together(telling, same)


def _together(telling: Telling, clocks: Sequence[ClockResult]) -> Item:
    reason = telling.said(clocks[0].reason).rstrip(".")
    count = telling.say(f"count_{len(clocks)}") if telling.words.has(f"count_{len(clocks)}") else number_text(len(clocks))
    details = [visible(clock.title).rstrip(".") + "." for clock in clocks]
    if clocks[0].only_at is not None:
        details.append(telling.say("clock.only_at_all", grade=grade_text(clocks[0].only_at)))
    return Item(telling.say("clock.undetermined_all", count=count, reason=reason), tuple(details), "undetermined")


def _hidden(telling: Telling, clock: ClockResult) -> bool:
    return telling.known is not None and hides_clock(telling.known, clock)


def shown_clocks(telling: Telling) -> tuple[ClockResult, ...]:
    """The clocks that an explanation speaks of, in its order."""
    states = _ORDER if telling.full else _IN_SHORT
    chosen = [clock for clock in telling.ruling.clocks if clock.state in states]
    return tuple(sorted(chosen, key=_urgency))


def _unverified_at_once(telling: Telling) -> bool:
    """Whether one sentence says of all limits that their lengths are not verified; in full each says it for itself."""
    clocks = shown_clocks(telling)
    hidden = any(_hidden(telling, clock) for clock in clocks)
    return len(clocks) > 1 and not telling.full and not hidden and all(clock.unverified for clock in clocks)


def is_over(clock: ClockResult) -> bool:
    """Whether a time limit was met, so that there is nothing more to say about it."""
    return clock.state == "met"


def _urgency(clock: ClockResult) -> tuple[bool, int, int, str, str]:
    return (clock.only_at is not None, _ORDER.index(clock.state), -(clock.late_by or 0), clock.due or "", clock.id)


def _item(telling: Telling, clock: ClockResult) -> Item:
    if _hidden(telling, clock):
        text = telling.say("clock.hidden", clock=visible(clock.id), state=telling.say(f"clock.state_{clock.state}"))
        return Item(text, (), _TONES.get(clock.state, "plain"))
    return Item(_line(telling, clock), tuple(_details(telling, clock)), _TONES.get(clock.state, "plain"))


def _line(telling: Telling, clock: ClockResult) -> str:
    return telling.say(
        f"clock.{_conditional(telling, clock) or clock.state}",
        grade=grade_text(clock.only_at or "", telling.words),
        title=visible(clock.title).rstrip("."),
        started=_moment(telling, clock.started),
        due=_moment(telling, clock.due),
        stopped=_moment(telling, clock.stopped),
        days=days_text(clock.late_by or 0, telling.words),
    )


def _conditional(telling: Telling, clock: ClockResult) -> str:
    """What is said of a limit that only a higher grade would start, where its state has words of its own for that."""
    state = f"only_{clock.state}"
    return state if clock.only_at is not None and telling.words.has(f"clock.{state}") else ""


def _moment(telling: Telling, text: str | None) -> str:
    """An ISO date or datetime in words."""
    if text is None:
        return telling.say("clock.not_on_record")
    try:
        moment = datetime.fromisoformat(text) if "T" in text or " " in text else date.fromisoformat(text)
    except ValueError:
        return visible(text)
    return moment_text(moment, telling.words)


def _details(telling: Telling, clock: ClockResult) -> Iterator[str]:
    """What is said below a time limit; of one that was met no more than that its length is not verified."""
    if is_over(clock):
        if clock.unverified:
            yield telling.say("clock.unverified")
        return
    if clock.only_at is not None and not _conditional(telling, clock):
        yield telling.say("clock.only_at", grade=grade_text(clock.only_at, telling.words))
    if clock.reason:
        yield sentence(telling.said(clock.reason))
    if telling.full and clock.limit:
        yield telling.say("clock.limit", limit=telling.said(clock.limit).rstrip("."))
    if clock.unverified and not _unverified_at_once(telling):
        yield telling.say("clock.unverified")
    if telling.full:
        yield from citation_texts(telling, clock.cites)
