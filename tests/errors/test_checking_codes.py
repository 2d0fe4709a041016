"""One smallest bad edition for each code of checking. `▸` stands before the place that is reported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from riskengine.codes.checking import CHECKING_CODES
from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.lint import lint
from riskengine.compiling.types import check_types
from riskengine.diagnostics import Diagnostic, RuleSetError
from tests.checking_folder import GOOD, read, write

RULES, CLOCKS, CLAIMS = "rules/more.yaml", "clocks.yaml", "invariants.yaml"


class Bad(NamedTuple):
    """An edition with some files changed, and words of what is reported."""

    code: str
    files: Mapping[str, str]
    message: str
    help: str = ""
    related: str = ""


def when(code: str, text: str, message: str, help_text: str = "", related: str = "", **front: str) -> Bad:
    rule = f"- {{id: R-9, title: A rule, effect: {{flag: Look}}, cites: [s/1#p], when: {text}}}\n"
    return Bad(code, {RULES: rule, **files(front)}, message, help_text, related)


def rule(code: str, text: str, message: str, help_text: str = "", related: str = "", **front: str) -> Bad:
    return Bad(
        code, {RULES: f"- {{id: R-9, title: A rule, cites: [s/1#p], {text}}}\n", **files(front)}, message, help_text, related
    )


def because(code: str, when_text: str, text: str, message: str, help_text: str = "", **front: str) -> Bad:
    return rule(code, f'when: {when_text}, effect: {{flag: Look}}, because: ▸"{text}"', message, help_text, **front)


def clock(code: str, text: str, message: str, help_text: str = "", related: str = "", **front: str) -> Bad:
    written = f"- {{id: C-9, title: A clock, cites: [s/1#p], {text}}}\n"
    return Bad(code, {CLOCKS: written + GOOD[CLOCKS], **files(front)}, message, help_text, related)


def front(code: str, text: str, message: str, help_text: str = "", related: str = "", **more: str) -> Bad:
    return Bad(code, {**files({"ruleset": text, **more})}, message, help_text, related)


def files(parts: Mapping[str, str]) -> dict[str, str]:
    names = {"ruleset": "ruleset.yaml", "facts": "facts.yaml", "rules": RULES, "clocks": CLOCKS, "claims": CLAIMS}
    return {names[name]: text + "\n" for name, text in parts.items()}


def scored(bands: str) -> str:
    return f"scores:\n  weight:\n    bands:\n{bands}"


def gives(points: str, more: str = "") -> str:
    """A rule that gives points to `other`, a score which serves conditions only."""
    effect = f"because: So, effect: {{points: {{other: {points}}}}}"
    return f"- {{id: R-8, title: P, when: {{work: true}}, cites: [s/1#p], {effect}{more}}}"


HEARD = "heard: {type: datetime, earliest: 2020-10-25, latest: 2020-10-26, question: When was it heard?}"
OTHER = "scores: {weight: {bands: [{to: 4, grade: low}, {from: 5, grade: high}]}, other: {}}"
BY = "- {id: R-8, title: P, when: {work: true}, cites: [s/1#p], because: So, effect: {points_by: "
WEIGHT = "scores: {weight: {bands: [{grade: high}]}}"

BAD = (
    # names
    when("RE301", "{▸vidoes: {more_than: 3}}", "no fact, quantity or score called `vidoes`", "did you mean `videos`?"),
    when("RE301", "{▸hours: {more_than: {fact: houses}}}", "called `houses`", "did you mean `hours`?"),
    rule("RE301", "because: So, effect: {points_by: ▸{fact: age, score: weight, bands: [{points: 1}]}}", "called `age`"),
    when("RE302", "{▸holds: acess}", "no definition called `acess`", "did you mean `access`?"),
    when("RE303", "{▸hours: {more_than: {param: limt}}}", "no parameter called `limt`", "did you mean `limit`?"),
    clock("RE303", "starts: told, within: {days: ▸{param: limts}}", "no parameter called `limts`", "did you mean `limit`?"),
    front("RE303", "quantities: {kinds: {count_true: [home, work]}, q: {sum: [hours, ▸{param: limt}]}}", "called `limt`"),
    rule("RE304", "because: So, effect: {points: ▸{wieght: 1}}", "no score called `wieght`", "did you mean `weight`?"),
    rule("RE304", "because: So, effect: {points_by: ▸{fact: hours, score: wait, bands: [{points: 1}]}}", "called `wait`"),
    rule("RE305", "because: So, effect: {minimum_grade: ▸hgih}", "no grade `hgih`", "did you mean `high`?"),
    front("RE305", "scores: {weight: {bands: [▸{grade: middle}]}}", "no grade `middle`", "there are: `low`, `high`"),
    clock("RE305", "starts: told, within: {days: 1}, when: {▸grade: hihg}", "`hihg` is not a grade", "did you mean `high`?"),
    Bad("RE305", {CLAIMS: "- ▸{id: I-1, claim: A, given: {home: true}, then: {minimum_grade: top}}\n"}, "`top`"),
    front("RE306", "quantities: {kinds: {count_true: [home, ▸wrk]}}", "called `wrk`", "did you mean `work`?"),
    front("RE306", "quantities: {kinds: {count_true: [home, work]}, age: {years_between: [▸sene, as_of]}}", "`sene`", "`seen`"),
    rule("RE307", "effect: {require: ▸[hoem]}", "no fact called `hoem`", "did you mean `home`?"),
    clock("RE308", "starts: ▸tolled, within: {days: 1}", "no fact called `tolled`", "did you mean `told`?"),
    clock("RE308", "starts: told, stops: ▸saw, within: {days: 1}", "no fact called `saw`"),
    front(
        "RE309", "define: {access: {home: true}, ▸hours: {work: true}}", "name of a fact and of a definition", "own name", "hours"
    ),
    when("RE310", "{▸access: true}", "`access` is a definition", "write `holds: access`"),
    rule("RE310", "effect: {require: ▸[access]}", "`access` is a definition, where a fact is needed"),
    when("RE311", "{▸holds: home}", "`home` is a fact, where a definition is needed", "write `home: ...`"),
    when("RE312", "{▸limit: 7}", "`limit` is a parameter", "`{param: limit}`"),
    rule("RE312", "effect: {require: ▸[kinds]}", "`kinds` is a quantity, where a fact is needed"),
    clock("RE312", "starts: ▸limit, within: {days: 1}", "`limit` is a parameter, where a fact is needed"),
    when("RE313", "{▸grade: high}", "time limits and invariants only"),
    front("RE313", "define: {access: {▸grade: {at_least: high}}}", "time limits and invariants only"),
    # comparisons
    when(
        "RE314",
        "{▸children: {more_than: {param: part}}}",
        "`part`, which is `2.5`",
        related="the value",
        ruleset="parameters: {"
        "limit: [{from: 2020-01-01, value: 7, cites: [s/1#p], verified: true}], "
        "part: [{from: 2020-01-01, value: 2.5, cites: [s/1#p], verified: true}]}",
    ),
    when("RE315", "{▸home: {more_than: true}}", "`more_than` does not fit `home`, which is a boolean fact", "use `is`, `is_not`"),
    when("RE315", "{▸weight: {before: 2020-01-01}}", "`before` does not fit `weight`, which is a score", "`at_least`"),
    when("RE316", "{▸source: {at_least: school}}", "the options of `source` have none", "`ordered: true`"),
    when("RE317", "{▸home: maybe}", "`maybe` is not a value that `home`, a boolean fact, can have", "`true` or `false`"),
    when("RE317", "{▸seen: {after: yesterday}}", "`yesterday` is not a value", "write a date such as 2020-09-14"),
    when("RE317", "{▸note: {in: [a, 7]}}", "`7` is not a value", "quotation marks"),
    when("RE318", "{▸category: d}", "`d` is not an option of `category`", "there are: `none`, `c`, `b`, `a`"),
    when("RE318", "{▸kinds_seen: {contains_any: [images, text]}}", "`text` is not an option", "did you mean `texts`?"),
    when("RE319", "{▸children: {more_than: 2.5}}", "`children` is a whole number, so it is never `2.5`", "whole number"),
    when("RE319", "{▸children: 2.0}", "so it is never `2.0`", "write `2`"),
    when("RE320", "{▸children: {in: [3, 12]}}", "`children` can never be `12`", "between 0 and 9"),
    when("RE320", "{▸seen: 1850-01-01}", "`seen` can never be `1850-01-01`", "between 1900-01-01 and 2100-12-31"),
    when(
        "RE320",  # the last hour of 24 October in London, which is still in summer time
        "{▸heard: {in: [2020-10-24T22:59:00Z]}}",
        "`heard` can never be",
        "between 2020-10-25 and 2020-10-26",
        facts=HEARD,
    ),
    when("RE321", "{▸category: {between: [a, c]}}", "a is greater than c", "write `[c, a]`"),
    when("RE321", "{▸hours: {between: [{param: limit}, 5]}}", "7 is greater than 5", "write `[5, 7]`"),
    when("RE322", "{▸category: {is: {param: limit}}}", "cannot stand beside `category`", "numbers only"),
    when("RE323", "{▸seen: {before: {fact: hours}}}", "`seen`, a date fact, cannot be compared", "dates with dates"),
    when("RE323", "{▸home: {is: {fact: work}}}", "cannot be compared by `is` with `work`", "write a value instead"),
    when("RE324", "{▸seen: {before: 2020-01-01T12:00}}", "`seen` is a date", "`2020-01-01`"),
    when("RE325", "{▸told: {between: [2020-01-01, 2020-01-02T12:00]}}", "mixes dates with times of day", "throughout"),
    when("RE326", "{▸seen: {before: {fact: seen}}}", "`seen` is compared with itself", "name another fact"),
    when("RE327", "{▸videos: {more_than: {fact: hours}}}", "must declare `minimum` and `maximum`", "to `videos`", "the fact"),
    front(
        "RE328",
        "quantities: {kinds: {count_true: [home, work]}, all_files: {sum: [hours, ▸videos]}}",
        "used in arithmetic",
        "`maximum`",
    ),
    front(
        "RE329", "quantities: {kinds: {count_true: [home, ▸hours]}}", "`hours` is a decimal fact", "boolean facts and definitions"
    ),
    front(
        "RE329",
        "quantities: {kinds: {count_true: [home, work]}, age: {years_between: [▸home, as_of]}}",
        "boolean fact",
        "`as_of`",
    ),
    # circles
    front(
        "RE330",
        "define: {▸access: {holds: other}, other: {any: [{home: true}, {holds: access}]}}",
        "`access` needs `other` needs",
    ),
    Bad(
        "RE331",
        files(
            {
                "facts": "▸home: {type: boolean, question: A?, applies_when: {work: true}}\n"
                "work: {type: boolean, question: B?, applies_when: {home: true}}"
            }
        ),
        "a gate in a circle: `home` needs `work` needs `home`",
        related="the fact `work`",
    ),
    front("RE332", "quantities: {▸kinds: {sum: [more, 1]}, more: {sum: [kinds, 1]}}", "`kinds` needs `more` needs `kinds`"),
    rule(
        "RE333",
        "when: {weight: {more_than: 1}}, because: So, effect: {points: {weight: 1}}",
        "`weight` needs `weight`",
        "may not compare a score on which it depends",
        "rule R-9",
        ruleset="scores: {▸weight: {bands: [{grade: low}]}}",
    ),
    front("RE334", "quantities: {kinds: {count_true: [home, work]}, none_at_all: {difference: [hours, ▸hours]}}", "always 0"),
    # scores
    front(
        "RE340", scored("      - {to: 5, grade: low}\n      - ▸{from: 5, grade: high}"), "up to 5 and from 5", related="the other"
    ),
    front("RE341", scored("      - {to: 2, grade: low}\n      - ▸{from: 4, grade: high}"), "leave out 3", "write `from: 3`"),
    front("RE341", scored("      - {to: 2, grade: low}\n      - ▸{from: 9, grade: high}"), "leave out 3 to 8"),
    front(
        "RE342", scored("      - {to: 2, grade: low}\n      - ▸{from: 3, to: 4, grade: high}"), "can reach 5", "leave out `to`"
    ),
    front("RE342", scored("      - ▸{from: 1, grade: low}"), "can be as low as 0", "leave out `from`"),
    front(
        "RE343", scored("      - {to: 2, grade: high}\n      - ▸{from: 3, grade: low}"), "low comes after high", "may not fall"
    ),
    Bad(
        "RE344",
        files(
            {
                "ruleset": WEIGHT,
                "rules": BY + "{fact: hours, score: weight, otherwise: 0, bands: [{to: 3, points: 1}, ▸{from: 2, points: 2}]}}}",
            }
        ),
        "overlap: up to 3 and from 2",
        related="the other",
    ),
    Bad(
        "RE345",
        files({"ruleset": WEIGHT, "rules": BY + "▸{fact: category, score: weight, bands: [{points: 1}]}}}"}),
        "`category` is an ordered choice fact",
        "integer or decimal fact, or a quantity",
    ),
    Bad(
        "RE346",
        files(
            {
                "ruleset": WEIGHT,
                "rules": BY + "{fact: children, score: weight, bands: [{to: 9, points: 1}, ▸{from: 10, points: 2}]}}}",
            }
        ),
        "from 10 lies outside",
        "leave the band out",
    ),
    Bad(
        "RE347",
        files({"ruleset": WEIGHT, "rules": BY + "▸{fact: children, score: weight, bands: [{from: 1, points: 1}]}}}"}),
        "no band gives points where `children` is less than 1",
        "`otherwise: 0`",
    ),
    Bad(
        "RE347",
        files(
            {
                "ruleset": WEIGHT,
                "rules": BY + "▸{fact: hours, score: weight, bands: [{to: 4, points: 1}, {from: 5, points: 2}]}}}",
            }
        ),
        "is between 4 and 5",
    ),
    Bad(
        "RE348", files({"ruleset": OTHER, "rules": gives("-1", ", when_unknown: ▸presume")}), "can give negative points", "report"
    ),
    Bad(
        "RE349",
        {
            **files({"ruleset": OTHER}),
            RULES: gives("1", ", when_unknown: ▸accept") + "\n- {id: R-9, title: A rule, "
            "effect: {flag: Look}, cites: [s/1#p], when: {other: {more_than: 0}}}\n",
        },
        "gives points to `other`",
        related="compared here",
    ),
    # parameters, texts and time limits
    front(
        "RE350", "parameters: {▸limit: [{from: 2024-01-01, value: 7, cites: [s/1#p], verified: true}]}", "only from 2024-01-01"
    ),
    because("RE351", "{home: true}", "{hoem}", "called `hoem`", "did you mean `home`?"),
    because("RE352", "{home: true}", "{weight}", "which is a score", "facts, quantities and definitions"),
    because("RE352", "{home: true}", "{limit}", "which is a parameter"),
    because("RE353", "{work: true}", "{home}", "rule R-9 prints `{home}`, and can apply while it is not known", "leave it out"),
    because("RE353", "{any: [{work: true}, {home: true}]}", "{home}", "can apply while it is not known"),
    because("RE353", "{any: [{home: true}, {home: false}]}", "{home}", "can apply while it is not known"),
    because("RE353", "{hours: {at_least: 0}}", "{hours}", "can apply while it is not known"),
    because("RE353", "{children: {at_least: 0}}", "{children}", "can apply while it is not known"),
    because("RE353", "{any: [{note: x}, {holds: access}]}", "{access}", "can apply while it is not known"),
    because("RE353", "{hours: {more_than: {param: limit}}}", "{kinds}", "prints `{kinds}`"),
    clock("RE353", "starts: told, within: {days: 1}, because: ▸'{told}, {home}'", "time limit C-9 prints `{home}`"),
    clock("RE360", "starts: ▸home, within: {days: 1}", "`home` is a boolean fact", "name a date or datetime fact"),
    clock("RE361", "starts: told, stops: ▸seen, within: {hours: 1}", "`seen` is a date", "make `seen` a datetime"),
    front(
        "RE362",
        "parameters: {limit: [▸{from: 2020-01-01, value: -7, cites: [s/1#p], verified: true}]}",
        "`limit` is -7",
        "0 or more",
    ),
    # unused
    Bad(
        "RE601",
        files({"facts": "▸other: {type: boolean, question: Anything else?}"}),
        "nothing uses the fact `other`",
        "delete it",
    ),
    front(
        "RE602",
        "define: {access: {any: [{home: true}, {work: true}], phrases: {true: a, false: b}}, ▸other: {work: true}}",
        "`other`",
    ),
    front("RE603", "quantities: {kinds: {count_true: [home, work]}, ▸other: {sum: [hours, children]}}", "the quantity `other`"),
    front(
        "RE604",
        "parameters: {limit: [{from: 2020-01-01, value: 7, cites: [s/1#p], verified: true}], "
        "▸other: [{from: 2020-01-01, value: 7, cites: [s/1#p], verified: true}]}",
        "the parameter `other`",
    ),
    Bad("RE605", files({"ruleset": OTHER.replace("other", "▸other")}), "no rule gives points to `other`", "give it points"),
    Bad("RE605", files({"ruleset": OTHER.replace("other", "▸other"), "rules": gives("1")}), "has no bands", "give it bands"),
    Bad("RE606", files({"ruleset": "▸format: 1\ngrades: [low, middle, high]"}), "asks for the grade `middle`", "delete it"),
    # truths
    when("RE607", "{▸children: {more_than: 20}}", "can never be true", "in the middle"),
    when("RE607", "{▸hours: {at_most: 24}}", "is always true"),
    when("RE607", "{▸kinds: {at_least: 3}}", "comparison of `kinds` can never be true"),
    when("RE607", "{▸weight: {more_than: 5}}", "comparison of `weight` can never be true"),
    when("RE607", "{▸seen: {before: 1900-01-01}}", "comparison of `seen` can never be true"),
    when(
        "RE608",
        "▸{home: true, all: [{home: false}, {work: true}]}",
        "the condition of rule R-9: it can never be true",
        "contradict",
    ),
    when("RE608", "▸{home: false, children: {more_than: 3}}", "it can never be true"),
    when("RE608", "{any: [{work: true}, ▸{home: false, not: {home: false}}]}", "this part can never be true"),
    when("RE609", "{▸any: [{hours: {less_than: 4}}, {hours: {at_least: 4}}]}", "it is always true", "leave nothing out"),
    Bad(
        "RE610",
        {
            **files({"ruleset": "scope: {when: {work: true}, otherwise: It is about work}"}),
            RULES: "- ▸{id: R-9, title: A rule, effect: {flag: Look}, cites: [s/1#p], when: {work: false}}\n",
        },
        "inside the scope",
        related="the scope",
    ),
    # repetitions and surprises
    when("RE611", "{any: [{home: true}, {work: true}, {▸home: true}]}", "this part twice", "delete one", "first here"),
    when(
        "RE612", "{any: [{holds: access}, {▸home: true}]}", "beside `access`, which has it already", "delete the part", "`access`"
    ),
    when("RE612", "{any: [{hours: {more_than: 3}}, {▸hours: {more_than: 8}}]}", "adds nothing", "delete it", "the other"),
    when("RE612", "{hours: {▸more_than: 3, at_least: 8}}", "adds nothing"),
    Bad(
        "RE613",
        {
            RULES: "- {id: R-8, title: A, effect: {flag: Look}, cites: [s/1#p], when: {home: true}}\n"
            "- ▸{id: R-9, title: B, effect: {flag: Look}, cites: [s/1#p], when: {home: true}}\n"
        },
        "effect of rule R-8",
        related="R-8",
    ),
    Bad(
        "RE614",
        files(
            {
                "ruleset": "define: {access: {any: [{home: true}, {work: true}], phrases: {true: a, false: b}}, "
                "▸other: {any: [{home: true}, {work: true}]}}",
                "rules": "- {id: R-9, title: B, effect: {flag: Look}, cites: [s/1#p], when: {not: {holds: other}}}",
            }
        ),
        "`other` says the same as `access`",
        "keep one",
        "`access`",
    ),
    when(
        "RE615",
        "{▸children: {is_not: 3}}",
        "false where `children` is not applicable",
        "`not: {children: {is: ...}}`",
        "the gate",
    ),
    when("RE616", "{▸kinds_seen: images}", "with this option and no other", "write `contains`"),
    # effects
    rule("RE617", "when: {home: true}, because: So, effect: {minimum_grade: ▸low}", "`low`, the lowest grade", "a higher grade"),
    rule("RE618", "when: {home: true}, because: So, effect: {points: ▸{weight: 0}}", "gives no points to `weight`"),
    rule(
        "RE618",
        "when: {home: true}, because: So, effect: {points_by: ▸{fact: hours, score: weight, bands: [{points: 0}]}}",
        "`hours` is",
    ),
    front(
        "RE619",
        scored("      - {to: 2, grade: low}\n      - {from: 3, to: 9, grade: high}\n      - ▸{from: 10, grade: high}"),
        "it lies between 0 and 5",
        "more points",
    ),
    rule("RE620", "when: {home: true}, because: So, effect: {minimum_grade: high}, discretion: ▸supervisor", "no reason codes"),
    rule(
        "RE621",
        "when: {home: true}, effect: {flag: Look}, discretion: ▸supervisor",
        "asks for no grade",
        "leave `discretion` out",
        ruleset="reason_codes: {local: Known locally}",
    ),
    rule("RE622", "effect: {flag: Look}, when_unknown: ▸presume", "depends on no fact", "leave `when_unknown` out"),
    rule("RE622", "when: {home: true}, effect: {flag: Look}, when_unknown: ▸accept", "nothing to accept"),
    Bad("RE623", files({"ruleset": "▸format: 1\npublished: 2023-01-01\nreview_by: 2023-02-01"}), "past its review, 2023-02-01"),
    clock("RE624", "starts: told, stops: ▸told, within: {days: 1}", "starts and stops at `told`", "name what stops it"),
    Bad(
        "RE625",
        files(
            {
                "ruleset": "quantities: {kinds: {count_true: [home, work]}, ▸same: {sum: [hours]}}",
                "rules": "- {id: R-9, title: A, effect: {flag: Look}, cites: [s/1#p], when: {same: {more_than: 1}}}",
            }
        ),
        "that number itself",
    ),
    Bad(
        "RE625",
        files(
            {
                "ruleset": "quantities: {kinds: {count_true: [home, work]}, ▸same: {sum: [1, 2]}}",
                "rules": "- {id: R-9, title: A, effect: {flag: Look}, cites: [s/1#p], when: {same: {more_than: {param: limit}}}}",
            }
        ),
        "same number",
    ),
    because("RE626", "{work: true}", "{work}", "prints `work`, which has no phrase `true`", "add `true`"),
    because("RE626", "{kinds: 2}", "{kinds}", "which has no phrase `phrase`"),
    front(
        "RE627",
        "parameters: {limit: [▸{from: 2020-01-01, value: 7, cites: [s/1#p]}]}",
        "values were not read in their sources: those of `limit`",
        "verified",
    ),
    Bad(
        "RE628",
        {CLAIMS: "- ▸{id: I-1, claim: A, given: {home: true}, then: {minimum_grade: low}}\n"},
        "claim I-1",
        "a higher grade",
    ),
)


def found_in(folder: Path) -> tuple[Diagnostic, ...]:
    problems: list[Diagnostic] = []
    ruleset = read(folder)
    check_types(ruleset, problems)
    return tuple(problems) or lint(compile_ruleset(ruleset))


def names(bads: tuple[Bad, ...]) -> list[str]:
    return [f"{bad.code}-{number}" for number, bad in enumerate(bads)]


@pytest.mark.parametrize("bad", BAD, ids=names(BAD))
def test_a_bad_edition_is_reported_with_its_code_and_place(tmp_path, bad):
    marked = write(tmp_path, bad.files)
    reported = [problem for problem in found_in(tmp_path) if problem.code == bad.code]
    assert len(reported) == 1, found_in(tmp_path)
    (problem,) = reported
    assert (problem.place.file, (problem.place.line, problem.place.column)) == marked
    assert problem.source == Path(problem.place.file).read_text(encoding="utf-8").splitlines()[problem.place.line - 1]
    assert bad.message in problem.message
    assert bad.help in problem.help
    assert bool(bad.related) <= any(bad.related in f"{place} {words}" for place, words in problem.related)


@pytest.mark.parametrize("bad", BAD, ids=names(BAD))
def test_nothing_else_is_reported(tmp_path, bad):
    """A problem that follows from another one would send its reader the wrong way."""
    write(tmp_path, bad.files)
    others = {problem.code for problem in found_in(tmp_path)} - {bad.code}
    assert others <= ALONG.get(bad.code, set())


ALONG: Mapping[str, set[str]] = {"RE625": {"RE607"}}
"""What cannot but be reported along with a code."""


def test_every_code_has_a_bad_edition():
    assert sorted({bad.code for bad in BAD}) == sorted(row.code for row in CHECKING_CODES)


def test_the_severity_is_that_of_the_code(tmp_path):
    severities = {row.code: row.severity for row in CHECKING_CODES}
    for number, bad in enumerate(BAD):
        write(tmp_path / str(number), bad.files)
        for problem in found_in(tmp_path / str(number)):
            assert problem.severity == severities[problem.code]


def test_compiling_refuses_with_every_problem(tmp_path):
    write(tmp_path, BAD[0].files)
    with pytest.raises(RuleSetError, match="example 1 cannot be used: 1 problem") as caught:
        compile_ruleset(read(tmp_path))
    assert [problem.code for problem in caught.value.diagnostics] == [BAD[0].code]
    assert caught.value.exit_code == 4


def test_the_good_edition_is_good(tmp_path):
    assert write(tmp_path, {}) is None
    assert found_in(tmp_path) == ()


@pytest.mark.parametrize("moment", ["2020-10-24T23:00:00Z", "2020-10-25", "2020-10-26", "2020-10-26T23:59:00Z"])
def test_the_days_between_which_a_moment_lies_are_days_in_london(tmp_path, moment):
    """23:00 UTC on 24 October 2020 is midnight in London, the first moment of the 25th."""
    write(tmp_path, when("", f"{{heard: {{in: [{moment}]}}}}", "", facts=HEARD).files)
    assert "RE320" not in {problem.code for problem in found_in(tmp_path)}


def test_everything_wrong_is_reported_at_once_in_the_order_of_places(tmp_path):
    cites = "title: A, cites: [s/1#p]"
    rules = (
        f"- {{id: R-8, {cites}, effect: {{minimum_grade: top}}, because: '{{nobody}}', when: {{hoem: true}}}}\n"
        f"- {{id: R-9, {cites}, effect: {{points: {{wait: 1}}, require: [thing]}}, because: '{{home}}', when: {{work: yes}}}}\n"
    )
    front = "define: {access: {holds: access}}\nscores: {weight: {bands: [{to: 2, grade: high}, {from: 4, grade: low}]}}\n"
    write(tmp_path, {RULES: rules, "ruleset.yaml": front})
    problems = found_in(tmp_path)
    assert sorted(problem.code for problem in problems) == [
        "RE301", "RE304", "RE305", "RE307", "RE317", "RE330", "RE341", "RE343", "RE351",
    ]  # fmt: skip
    assert list(problems) == sorted(problems, key=lambda problem: problem.sort_key)
