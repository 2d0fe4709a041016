"""Reads cases: JSON or YAML text, or a library's own mapping, to a Case, with everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from riskengine.case import Assessment, Case, Departure
from riskengine.diagnostics import CaseError, Diagnostic, Place
from riskengine.loading.case_digest import case_digest, case_tree
from riskengine.loading.case_facts import PlaceOf, read_facts
from riskengine.loading.case_places import place_of, plain
from riskengine.loading.case_shape import Problem, Shaping, read_keys
from riskengine.loading.case_text import Suspect, decode_case, is_yaml, next_json, skip_space
from riskengine.loading.nodes import ListNode, Node, Position
from riskengine.records import changed

__all__ = ["locator", "read_case", "read_case_file", "read_each_case"]

_FIRST = Place(line=1, column=1)


def read_case(source: str | bytes | Mapping[str, object], *, file: str = "") -> Case:
    """Read one case: JSON text, YAML text where `file` ends in .yaml or .yml, or a mapping of plain Python values.

    A mapping may hold bool, int, Decimal, str, date, datetime, lists of str, and None. Raises CaseError with
    every problem; no message quotes the value of a fact.

    >>> case = read_case({"schema": "riskengine/case/1", "case_id": "A", "jurisdiction": "scotland", "facts": {"age": 12}})
    >>> case.facts["age"][0].value
    12
    """
    if isinstance(source, Mapping):
        work = Shaping()
        case = _case(work, source, "", None)
        if case is None:
            raise _refusal([_bare(problem, file) for problem in work.problems], file)
        return changed(case, place=Place(file)) if file else case
    cases = read_case_file(source, file)
    if len(cases) != 1:
        message = f"one case is needed here, and this holds {len(cases)}"
        raise _refusal([Diagnostic("RE720", message, Place(file, 1, 1, 1, 1))], file)
    return cases[0]


def read_case_file(data: str | bytes, file: str = "") -> list[Case]:
    """Every case of a file, which holds one case or a list of cases. Raises CaseError with every problem of all of them.

    >>> read_case_file('[]')
    Traceback (most recent call last):
    ...
    riskengine.diagnostics.CaseError: the case cannot be used: this list holds no case
    """
    found = read_each_case(data, file)
    problems = [diagnostic for item in found if isinstance(item, CaseError) for diagnostic in item.diagnostics]
    if problems:
        raise _refusal(problems, file)
    return [item for item in found if isinstance(item, Case)]


def read_each_case(data: str | bytes, file: str = "") -> list[Case | CaseError]:
    """Like `read_case_file`, but a bad case does not stop the rest: its error stands in its place.

    A file of which nothing can be read gives one error.
    """
    problems: list[Diagnostic] = []
    text = decode_case(data, file, problems)
    if text is None:
        return [_refusal(problems, file)]
    if is_yaml(file):
        return _from_nodes(_yaml(text, file, problems), file, problems)
    try:
        return list(_fast(text, file))
    except Suspect:
        return _from_nodes(_nodes_of(text, file, problems), file, problems)


def locator(case: Case) -> Callable[[str, bool], Place]:
    """What finds places in the file of a case: give it a pointer, and True for the key in place of what it holds.

    Without the text that the case was read from, only the pointer is known.

    >>> case = read_case('{"schema": "riskengine/case/1", "case_id": "A", "jurisdiction": "wales", "facts": {"age": 12}}')
    >>> locator(case)("/facts/age", True).column
    84
    """
    file, base = case.place.file, case.place.pointer
    node = _nodes_of(case.text, file, [], case.place) if case.text else None
    if node is None:
        return lambda pointer, _: Place(file, pointer=base + pointer)
    root = node
    return lambda pointer, key: place_of(root, pointer, key=key, file=file, base=base)


def _nodes_of(text: str, file: str, problems: list[Diagnostic], start: Place = _FIRST) -> Node | None:
    """The nodes of a JSON text that starts at a place: needed where something is wrong with it, or places are asked for."""
    from riskengine.loading.json_places import read_json

    return read_json(text, file, problems, base=start.pointer, origin=Position(start.line - 1, start.column - 1))


def _fast(text: str, file: str) -> Iterator[Case | CaseError]:
    """The cases of a text in which the fast reader finds nothing wrong; raises Suspect where it does."""
    start = skip_space(text, 0)
    value, end = next_json(text, start)
    if skip_space(text, end) < len(text):
        raise Suspect
    if not isinstance(value, list):
        yield _from_slice(value, text[start:end], Place(file, *_position(text, start, 1, 0)))
        return
    if not value:
        yield _refusal([_no_case(Place(file, *_position(text, start, 1, 0)))], file)
    line, last = 1, 0
    at = start + 1
    for index, item in enumerate(value):
        start = skip_space(text, at)
        _, end = next_json(text, start)
        line, column = _position(text, start, line, last)
        yield _from_slice(item, text[start:end], Place(file, line, column, pointer=f"/{index}"))
        last = start
        at = skip_space(text, end) + 1


def _position(text: str, offset: int, line: int, last: int) -> tuple[int, int]:
    """The line and column of an offset, from 1; `line` is that of the offset `last` before it."""
    return line + text.count("\n", last, offset), offset - text.rfind("\n", 0, offset)


def _from_slice(value: object, text: str, place: Place) -> Case | CaseError:
    work = Shaping()
    case = _case(work, value, "", None)
    if case is not None:
        return changed(case, place=place, text=text)
    node = _nodes_of(text, place.file, [], place)
    if node is None:
        raise Suspect
    return _refusal([_placed(problem, node, place.file, place.pointer) for problem in work.problems], place.file)


def _yaml(text: str, file: str, problems: list[Diagnostic]) -> Node | None:
    # Imported here because most cases are JSON.
    from riskengine.loading.yaml_reader import read_yaml

    found: list[Diagnostic] = []
    read = read_yaml(text.encode("utf-8", "surrogatepass"), file, found)
    problems.extend(_discreet(problem) for problem in found)
    return None if read is None else read[0]


_QUOTES_A_VALUE = {
    "RE129": ("RE728", "there is no such day or time", "put quotes around it if it is text"),
    "RE130": (
        "RE729",
        "the clocks change in the United Kingdom, so this local time does not exist or happens twice",
        "write the offset from UTC after it: +00:00 or +01:00",
    ),
}


def _discreet(problem: Diagnostic) -> Diagnostic:
    """A problem of YAML without the line that it stands in, and without a value in its words."""
    code, message, help_text = _QUOTES_A_VALUE.get(problem.code, (problem.code, problem.message, problem.help))
    return changed(problem, code=code, message=message, help=help_text, source="")


def _from_nodes(node: Node | None, file: str, problems: list[Diagnostic]) -> list[Case | CaseError]:
    """The cases of a tree with places; `problems` are those found while it was read."""
    if node is None:
        return [_refusal(problems, file)]
    if not isinstance(node, ListNode):
        return [_from_node(node, file, "", problems)]
    if not node.items:
        return [_refusal([*problems, _no_case(place_of(node, "", file=file))], file)]
    found: list[Case | CaseError] = []
    for index, item in enumerate(node.items):
        own = [problem for problem in problems if _within(problem, place_of(item, ""))]
        found.append(_from_node(item, file, f"/{index}", own))
    return found


def _within(problem: Diagnostic, part: Place) -> bool:
    at = (problem.place.line, problem.place.column)
    return (part.line, part.column) <= at < (part.end_line, part.end_column) or at == (part.line, part.column)


def _from_node(node: Node, file: str, base: str, problems: list[Diagnostic]) -> Case | CaseError:
    work = Shaping()
    case = _case(work, plain(node), "", lambda pointer: place_of(node, pointer, file=file, base=base))
    if case is None or problems:
        return _refusal([*problems, *(_placed(problem, node, file, base) for problem in work.problems)], file)
    return changed(case, place=place_of(node, "", file=file, base=base))


def _case(work: Shaping, value: object, pointer: str, place: PlaceOf | None) -> Case | None:
    """The case that a plain tree holds; None, with every problem noted, where it holds none."""
    found = read_keys(work, value, pointer, "a case")
    if found is None:
        return None
    facts = read_facts(work, found["facts"], f"{pointer}/facts", place) if "facts" in found else {}
    assessment = _assessment(work, found.get("assessment"), f"{pointer}/assessment", place)
    if work.problems or work.broken:
        return None
    case_id, jurisdiction, ruleset = str(found["case_id"]), str(found["jurisdiction"]), found.get("ruleset")
    named = None if ruleset is None else str(ruleset)
    digest = case_digest(case_tree(case_id, jurisdiction, named, facts, assessment))
    return Case(case_id, jurisdiction, facts, assessment, named, digest)


def _assessment(work: Shaping, value: object, pointer: str, place: PlaceOf | None) -> Assessment | None:
    found = None if value is None else read_keys(work, value, pointer, "an assessment")
    if found is None:
        return None
    departure = found.pop("departure", None)
    recorded = _departure(work, departure, f"{pointer}/departure", place)
    at = Place(pointer=pointer) if place is None else place(pointer)
    return Assessment(**found, departure=recorded, place=at)  # type: ignore[arg-type]


def _departure(work: Shaping, value: object, pointer: str, place: PlaceOf | None) -> Departure | None:
    found = None if value is None else read_keys(work, value, pointer, "a departure")
    if found is None:
        return None
    return Departure(**found, place=Place(pointer=pointer) if place is None else place(pointer))  # type: ignore[arg-type]


def _no_case(place: Place) -> Diagnostic:
    return Diagnostic("RE720", "this list holds no case", place, "a file holds one case, or a list of cases")


def _bare(problem: Problem, file: str) -> Diagnostic:
    """A problem in a library's mapping, which has no lines."""
    related = ((Place(file, pointer=problem.first), "first here"),) if problem.first else ()
    return Diagnostic(problem.code, problem.message, Place(file, pointer=problem.pointer), problem.help, related=related)


def _placed(problem: Problem, node: Node, file: str, base: str) -> Diagnostic:
    place = place_of(node, problem.pointer, key=problem.at_key, file=file, base=base)
    related = ((place_of(node, problem.first, file=file, base=base), "first here"),) if problem.first else ()
    return Diagnostic(problem.code, problem.message, place, problem.help, related=related)


def _refusal(problems: list[Diagnostic], file: str) -> CaseError:
    """The error that carries all problems; its message says the first."""
    first = min(problems, key=lambda problem: problem.sort_key)
    more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
    return CaseError(f"{file or 'the case'} cannot be used: {first.message}{more}", problems)
