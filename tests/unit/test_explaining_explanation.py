"""What an explanation says: the verdict first, then each section, for every verdict and every view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from riskengine.calendar import JURISDICTIONS
from riskengine.case import Departure, FactEntry
from riskengine.codes.findings import FINDINGS
from riskengine.deciding.decision import ClockResult, Finding
from riskengine.deciding.ruling import ThenRuling
from riskengine.explaining.explanation import explanation_of
from riskengine.explaining.tree import plain_lines
from riskengine.explaining.words import ENGLISH
from tests.rulings import judgement_of, program_of, ruling_of

FACTS = """\
images: {type: boolean, question: Is the case about images?, phrases: {true: the case is about images, false: the case is not about images}}
child: {type: boolean, question: Is there a child?, phrases: {true: there is a child, false: there is no child, unknown: it is not known whether there is a child}}
grooming: {type: boolean, question: Is there grooming?, phrases: {true: there is grooming, false: there is no grooming}}
told: {type: boolean, question: Was the local authority told?}
children: {type: integer, minimum: 1, maximum: 30, question: How many children?, applies_when: {child: true}}
referral: {type: date, question: When was it referred?}
"""  # noqa: E501
RULES = """\
- id: ACC-1
  title: A case with a child is not low
  when: {child: true}
  effect: {minimum_grade: medium}
  because: "{child}, so a child may be at risk"
  cites: ["hmic/2023#access"]
- id: CUR-1
  title: Grooming makes a case high
  when: {grooming: true}
  effect: {minimum_grade: high}
  because: "{grooming}"
  cites: ["hmic/2023#gone"]
  discretion: supervisor
- id: TELL-1
  title: Tell the local authority
  when: {told: false}
  effect: {action: {do: Tell the local authority}}
  because: nobody was told
  cites: ["hmic/2023#access"]
"""
REQUIRE = """\
- id: REQ-1
  title: The number of children is established
  effect: {require: [children]}
  because: guidance asks
  cites: ["hmic/2023#access"]
"""
MISGRADED = Finding("misgraded", "error", "It is graded too low.")
SCOPE = "scope: {when: {images: true}, otherwise: This rule set covers images only.}\n"
KNOWN = {"images": True, "child": True, "grooming": False, "told": True, "children": 3}


def make(tmp_path, known, *, rules=RULES, grade="low", asked=(), entries=None, departure=False, **more):
    program = program_of(tmp_path, facts=FACTS, rules=rules, scope=SCOPE)
    return ruling_of(judgement_of(program, known, asked=asked, grade=grade, entries=entries, departure=departure), **more)


def said(explanation, section=None):
    if section is None:
        return explanation.text(width=1000)
    found = explanation.tree.section(section)
    return "" if found is None else "\n".join(plain_lines(found))


def test_the_verdict_comes_first_and_says_what_guidance_requires(tmp_path):
    tree = explanation_of(make(tmp_path, KNOWN)).tree
    assert tree.summary[0] == "The grade does not stand: it is graded low; guidance in force requires at least medium."
    assert tree.tone == "error"


@pytest.mark.parametrize(
    ("known", "grade", "rules", "first"),
    [
        (KNOWN, "medium", RULES, "The grade is consistent with guidance: it is graded medium; guidance in force requires at least medium."),  # noqa: E501
        (
            KNOWN,
            "high",
            RULES,
            ("The grade is consistent with guidance: it is graded high; guidance in force requires at least medium. "
            "A grade above that needs nobody’s leave."),
        ),
        (KNOWN, None, RULES, "No grade is recorded. Guidance in force requires at least medium."),
        (
            {"images": True},
            None,
            RULES,
            "No grade is recorded. Guidance in force requires at least low, and up to high depending on what is not known.",
        ),
        (
            {"images": True, "child": True},
            "medium",
            RULES,
            ("The grade is not yet supported: it is graded medium; guidance in force requires at least medium, "
            "and what is not known could take that up to high."),
        ),
        ({}, "high", RULES, "It cannot be said yet whether this guidance covers the case, so no grade is supported."),
        ({"images": False}, "low", RULES, "This rule set does not cover the case, so it offers no grade. That is not a low grade."),  # noqa: E501
        (
            {"images": True, "child": True, "grooming": False},
            "medium",
            RULES + REQUIRE,
            ("The grade is not yet supported: it is graded medium, and guidance in force requires more to be established "
            "before any grade stands."),
        ),
        (
            {"images": True, "child": False, "children": 2, "grooming": False},
            "medium",
            RULES,
            "The grade is not yet supported: it is graded medium, but recorded facts contradict each other.",
        ),
    ],
)  # fmt: skip
def test_each_verdict_has_its_own_sentence(tmp_path, known, grade, rules, first):
    assert explanation_of(make(tmp_path, known, grade=grade, rules=rules)).tree.summary[0] == first


def test_why_gives_the_fact_its_origin_and_the_paragraph(tmp_path):
    entry = FactEntry(True, date(2020, 9, 14), "social care check", "DC 4471", "fact")
    why = said(explanation_of(make(tmp_path, KNOWN, entries={"child": entry})), "why")
    assert "There is a child, so a child may be at risk. Guidance requires at least medium." in why
    assert "Rule ACC-1: A case with a child is not low." in why
    assert (
        "Recorded: there is a child (on 14 September 2020; recorded by DC 4471; source: social care check; recorded as a fact)."
        in why
    )
    assert (
        "Guidance: Access to children, in An inspection report, edition 2023, published 5 April 2023, paragraph access "
        "(from press reports; the source itself was not read)."
    ) in why


def test_what_is_not_on_record_is_not_called_recorded(tmp_path):
    presumed = RULES.replace('  because: "{child}, so', '  when_unknown: presume\n  because: "{child}, so')
    why = said(explanation_of(make(tmp_path, {"images": True, "grooming": False}, rules=presumed)), "why")
    assert "It is not known whether there is a child." in why
    assert "Recorded: it is not known" not in why


def test_a_fact_without_a_date_says_so(tmp_path):
    assert "Recorded: there is a child (the record has no date)." in said(explanation_of(make(tmp_path, KNOWN)), "why")


def test_a_citation_that_leads_nowhere_is_said_to_be_missing(tmp_path):
    ruling = make(tmp_path, {**KNOWN, "grooming": True}, grade="high")
    assert "hmic/2023#gone (the text of this paragraph was not found)" in said(explanation_of(ruling), "why")


def test_why_not_lower_says_what_rules_out_each_grade(tmp_path):
    ruling = make(tmp_path, {**KNOWN, "grooming": True}, grade="high")
    lines = list(plain_lines(explanation_of(ruling).tree.section("why_not_lower")))
    assert lines[0].startswith("Not low, for any of these reasons: Rule CUR-1")
    assert "Rule ACC-1 (A case with a child is not low) requires at least medium." in lines[0]
    assert lines[1] == "Not medium: rule CUR-1 (Grooming makes a case high) requires at least high."


def test_questions_come_in_order_with_what_they_could_change(tmp_path):
    ruling = make(tmp_path, {"images": True}, asked=["grooming"], grade="low")
    lines = list(plain_lines(explanation_of(ruling).tree.section("missing")))
    assert lines[1:] == [
        (
            "1. Is there grooming? (asked, not established) The answer could take what guidance requires up to high. "
            "If no: at least low, and up to medium depending on what else is not known. If yes: at least high."
        ),
        (
            "2. Is there a child? (no record that this was asked) The answer could take what guidance requires up to medium. "
            "If no: at least low, and up to high depending on what else is not known. "
            "If yes: at least medium, and up to high depending on what else is not known."
        ),
        (
            "3. Was the local authority told? (no record that this was asked) The answer could not change the grade. "
            "It could change what is to be done or by when."
        ),
    ]


def test_in_short_questions_that_could_not_change_the_grade_stand_in_one_list(tmp_path):
    more = """\
- id: TELL-2
  title: Several children
  when: {children: {more_than: 1}}
  effect: {flag: There are several children}
  because: there are several
  cites: ["hmic/2023#access"]
"""
    ruling = make(tmp_path, {"images": True, "grooming": True}, asked=["told"], rules=RULES + more, grade="high")
    full = list(plain_lines(explanation_of(ruling).tree.section("missing")))
    assert [line.partition(" (")[0] for line in full[1:]] == [
        "1. Is there a child?",
        "2. Was the local authority told?",
        "3. How many children?",
    ]
    assert list(plain_lines(explanation_of(ruling, detail="short").tree.section("missing"))) == [
        ENGLISH.say("missing.further_intro"),
        "Is there a child?",
        "Was the local authority told? (asked, not established)",
        "Depending on the answers, one more question follows.",
    ]


def test_a_required_question_that_may_not_apply_says_so(tmp_path):
    ruling = make(tmp_path, {"images": True, "grooming": True, "told": True}, rules=RULES + REQUIRE, grade="high")
    assert "How many children? (no record that this was asked) Guidance requires this too" in said(
        explanation_of(ruling), "missing"
    )


def test_nothing_missing_is_said_plainly(tmp_path):
    assert said(explanation_of(make(tmp_path, KNOWN)), "missing") == "Nothing that matters to this check is missing."


def test_what_guidance_presumes_and_accepts_is_said(tmp_path):
    presumed = RULES.replace('  because: "{child}, so', '  when_unknown: presume\n  because: "{child}, so')
    explanation = explanation_of(make(tmp_path, {**KNOWN, "child": None, "children": None}, rules=presumed, asked=["child"]))
    assert "One rule applies by presumption, because something is not known." in explanation.tree.summary
    assert "This is presumed: what the rule asks is not known" in said(explanation, "why")
    assert "Guidance presumes the answer until it is established." in said(explanation, "missing")
    accepted = RULES.replace('  because: "{child}, so', '  when_unknown: accept\n  because: "{child}, so')
    explanation = explanation_of(
        make(tmp_path, {"images": True, "grooming": False, "told": True}, rules=accepted, asked=["child"])
    )
    assert explanation.tree.summary[0].startswith("The grade is consistent with guidance")
    assert "one fact that could not be established" in " ".join(explanation.tree.summary)
    assert "Guidance accepts that (rule ACC-1)." in said(explanation, "missing")


CLOCK = ClockResult("C-1", "Act within a week", "overdue", "2020-09-15", "2020-09-22", None, 540, "7 days", ("hmic/2023#access",))


def test_time_limits_are_listed_latest_first(tmp_path):
    clocks = (
        replace(CLOCK, id="C-0", title="Met", state="met", stopped="2020-09-16", late_by=None),
        replace(CLOCK, id="C-2", title="Running", state="running", late_by=None),
        replace(CLOCK, id="C-3", title="Not for this case", state="not_applicable", started=None, due=None, late_by=None),
        replace(CLOCK, id="C-4", title="Open", state="undetermined", started=None, due=None, late_by=None, reason="its start is not on record"),  # noqa: E501
        replace(CLOCK, late_by=30, title="Less late"),
        CLOCK,
    )  # fmt: skip
    explanation = explanation_of(make(tmp_path, KNOWN, clocks=clocks))
    lines = list(plain_lines(explanation.tree.section("clocks")))
    assert lines[0].startswith(
        "Act within a week: overdue by 540 days (about 18 months). It started on 15 September 2020 and was due on 22 September 2020."  # noqa: E501
    )
    assert [line.split(":")[0] for line in lines] == ["Act within a week", "Less late", "Open", "Running", "Met"]
    assert "Its start is not on record." in lines[2]
    assert "Two time limits have passed, the longest ago by 540 days (about 18 months)." in explanation.tree.summary


def test_a_limit_that_only_a_higher_grade_would_start_is_marked(tmp_path):
    clock = replace(CLOCK, only_at="very_high", unverified=True)
    explanation = explanation_of(make(tmp_path, KNOWN, clocks=(clock,)))
    assert said(explanation, "clocks").startswith(
        "Act within a week: would be overdue by 540 days (about 18 months) if guidance required very high. "
        "It would have been due on 22 September 2020."
    )
    assert "The length of this limit is not verified." in said(explanation, "clocks")
    assert not any("time limit has passed" in text for text in explanation.tree.summary)
    undetermined = replace(clock, state="undetermined", started=None, due=None, late_by=None)
    told = said(explanation_of(make(tmp_path, KNOWN, clocks=(undetermined,))), "clocks")
    assert "This limit would start only if guidance required very high." in told


def test_in_short_one_sentence_says_that_no_length_is_verified(tmp_path):
    clocks = (replace(CLOCK, unverified=True), replace(CLOCK, id="C-2", title="Other", unverified=True))
    short = said(explanation_of(make(tmp_path, KNOWN, clocks=clocks), detail="short"), "clocks")
    assert short.endswith("The lengths of these limits are not verified.")
    assert "The length of this limit is not verified." not in short
    mixed = (clocks[0], replace(clocks[1], unverified=False))
    short = said(explanation_of(make(tmp_path, KNOWN, clocks=mixed), detail="short"), "clocks")
    assert short.count("not verified") == 1
    assert "The length of this limit is not verified." in short


def test_a_limit_that_was_met_is_not_verified_either(tmp_path):
    met = replace(CLOCK, state="met", stopped="2020-09-20", late_by=None, unverified=True)
    told = said(explanation_of(make(tmp_path, KNOWN, clocks=(met,))), "clocks")
    assert told.startswith("Act within a week: met.")
    assert told.endswith("The length of this limit is not verified.")


def test_in_short_limits_that_cannot_be_worked_out_for_one_reason_stand_together(tmp_path):
    open_ = replace(CLOCK, state="undetermined", started=None, due=None, late_by=None, reason="whether it applies is not settled")
    clocks = (open_, replace(open_, id="C-2", title="Tell somebody"), replace(open_, id="C-3", title="Other", reason="no start"))
    ruling = make(tmp_path, KNOWN, clocks=clocks)
    short = said(explanation_of(ruling, detail="short"), "clocks").splitlines()
    assert short == [
        (
            "Two time limits cannot be worked out from what is on record, "
            "each for the same reason (whether it applies is not settled): Act within a week. Tell somebody."
        ),
        "Other: it cannot be worked out from what is on record. No start.",
    ]
    assert said(explanation_of(ruling), "clocks").count("Whether it applies is not settled.") == 2


def test_guidance_says_how_sure_we_are(tmp_path):
    guidance = said(explanation_of(make(tmp_path, KNOWN)), "guidance")
    assert "Officers ask about every child at the address." in guidance
    assert "From press reports; the source itself was not read." in guidance


def test_guidance_of_elsewhere_says_where_it_applies(tmp_path):
    ruling = make(tmp_path, KNOWN)
    home = ruling.guidance.sources[0].jurisdictions
    assert ruling.case.jurisdiction in home
    assert "applies in" not in said(explanation_of(ruling))
    away = replace(ruling, case=replace(ruling.case, jurisdiction="scotland"))
    assert "scotland" not in home
    for detail in ("short", "full"):
        assert "not in Scotland" in said(explanation_of(away, detail=detail), "why")
        assert "not in Scotland" in said(explanation_of(away, detail=detail), "guidance")
    part = replace(
        ruling, guidance=replace(ruling.guidance, sources=(replace(ruling.guidance.sources[0], jurisdictions=("wales",)),))
    )
    assert "it applies in Wales alone" in said(explanation_of(part), "why")


def test_every_jurisdiction_has_a_name_in_words():
    assert all(ENGLISH.has(f"guidance.place_{name}") for name in JURISDICTIONS)


def test_findings_come_worst_first_each_with_what_to_do(tmp_path):
    findings = tuple(
        Finding(code, FINDINGS[code].severity, f"Message of {code}.")
        for code in ("action", "due_today", "not_supported", "misgraded")
    )
    lines = list(plain_lines(explanation_of(make(tmp_path, KNOWN, findings=findings)).tree.section("next")))
    assert lines == [
        "Regrade to at least medium. Message of misgraded.",
        "Establish what is not known, in the order above, then check again. Message of not_supported.",
        "Finish today what is due today. Message of due_today.",
        "Message of action.",
    ]


def test_findings_with_the_same_advice_stand_together(tmp_path):
    findings = tuple(Finding("overdue", "error", message) for message in ("One: overdue.", "Two: overdue."))
    lines = list(plain_lines(explanation_of(make(tmp_path, KNOWN, findings=findings)).tree.section("next")))
    assert lines == ["Act on what is overdue now, and tell a supervisor. One: overdue. Two: overdue."]


def test_what_is_overdue_is_told_in_the_order_of_the_time_limits(tmp_path):
    clocks = (replace(CLOCK, id="A", late_by=3), replace(CLOCK, id="B", late_by=540))
    findings = tuple(Finding("overdue", "error", f"Limit {id}.", (id,)) for id in "AB")
    lines = list(plain_lines(explanation_of(make(tmp_path, KNOWN, clocks=clocks, findings=findings)).tree.section("next")))
    assert lines == ["Act on what is overdue now, and tell a supervisor. Limit B. Limit A."]


def test_every_finding_has_advice():
    assert all(ENGLISH.has(f"next.{code}") for code in FINDINGS)


def test_nothing_to_put_right_is_said_only_where_that_is_so(tmp_path):
    nothing = "Nothing is to be put right."
    assert nothing in said(explanation_of(make(tmp_path, KNOWN, grade="medium")), "next")
    note = Finding("flag", "note", "Look here.")
    assert "Nothing is to be put right. To do or to note beside that:" in said(
        explanation_of(make(tmp_path, KNOWN, grade="medium", findings=(note,))), "next"
    )
    finding = Finding("not_supported", "undetermined", "Open.")
    assert nothing not in said(explanation_of(make(tmp_path, KNOWN, findings=(finding,))), "next")
    assert nothing not in said(explanation_of(make(tmp_path, {"images": False})), "next")


def test_out_of_scope_says_why_and_offers_no_grade(tmp_path):
    explanation = explanation_of(make(tmp_path, {"images": False}))
    why = said(explanation, "why")
    assert "because the case is not about images." in why
    assert "This rule set covers images only." in why
    assert explanation.tree.section("why_not_lower") is None
    assert [label for label, _ in explanation.tree.key_facts] == ["Checked as of", "Grade given", "Assessed", "Rule set"]


def test_no_edition_has_no_grade_and_says_so():
    explanation = explanation_of(ruling_of(None))
    assert explanation.tree.summary[0].startswith("No edition of the rule set was in force on 16 March 2022")
    assert "not a low grade" in explanation.tree.summary[0]
    assert explanation.text()
    assert explanation.html()
    assert explanation.markdown()


def test_the_assessment_is_judged_on_its_own_day(tmp_path):
    ruling = make(tmp_path, KNOWN)
    ruling = replace(ruling, then=ThenRuling(date(2020, 9, 15), ruling.judgement, ("Taken as known: child, told_by_phone",)))
    explanation = explanation_of(ruling)
    assert "By the guidance and knowledge of its own day, the assessment did not stand either." in explanation.tree.summary
    under = said(explanation, "made_under")
    assert "On that day’s guidance and knowledge it did not stand: it was graded low; guidance required at least medium." in under
    assert "Taken as known: child, told by phone." in under
    none = explanation_of(replace(ruling, then=ThenRuling(date(2020, 9, 15), None)))
    assert "no edition was in force on 15 September 2020" in said(none, "made_under")


def test_a_departure_and_its_authority_are_told(tmp_path):
    departure = Departure(("CUR-1",), "local_knowledge", "He is in prison", "DC 1", "DI 2", date(2022, 3, 1))
    ruling = make(tmp_path, {**KNOWN, "grooming": True}, grade="medium", departure=True)
    assessment = replace(ruling.case.assessment, departure=departure)
    ruling = replace(ruling, case=replace(ruling.case, assessment=assessment))
    explanation = explanation_of(ruling, view="supervisor")
    assert explanation.tree.summary[0].startswith("The grade stands as a recorded departure")
    told = said(explanation, "departure")
    assert "Reason (local knowledge): He is in prison. Made by DC 1. Authorised by DI 2 on 1 March 2022." in told
    assert "A supervisor may depart from CUR-1" in told
    disclosed = said(explanation_of(ruling, view="disclosure"))
    assert "He is in prison" not in disclosed


def test_a_presumed_rule_is_told_as_such_even_where_it_decides_nothing(tmp_path):
    rules = RULES.replace("  because: nobody was told", "  when_unknown: presume\n  because: nobody was told")
    ruling = make(tmp_path, {**KNOWN, "told": None}, rules=rules)
    for detail in ("short", "full"):
        why = said(explanation_of(ruling, detail=detail), "why")
        assert "Nobody was told." in why
        assert why.count("This is presumed") == 1


def test_out_of_scope_says_nothing_of_its_own_day(tmp_path):
    ruling = make(tmp_path, {"images": False})
    ruling = replace(ruling, then=ThenRuling(date(2020, 9, 15), ruling.judgement))
    assert len(explanation_of(ruling).tree.summary) == 1


def test_hypothetical_and_bounds_are_said(tmp_path):
    ruling = make(tmp_path, KNOWN, hypothetical=True)
    ruling = replace(ruling, grade=replace(ruling.grade, range="bounds"))
    summary = explanation_of(ruling).tree.summary
    assert summary[0].endswith("this edition requires at least medium.")
    assert any("hypothetical" in text for text in summary)
    assert any("never narrower" in text for text in summary)


def test_views_differ_in_what_they_add(tmp_path):
    ruling = make(tmp_path, {"images": True}, findings=(MISGRADED,))
    ids = {
        view: [part.id for part in explanation_of(ruling, view=view).tree.sections]
        for view in ("officer", "supervisor", "author")
    }
    assert ids["officer"] == ["why", "missing", "made_under", "next"]
    assert ids["supervisor"] == ["why", "missing", "made_under", "next", "further", "sign_off"]
    assert ids["author"] == ["why", "missing", "made_under", "next", "further", "trace"]
    trace = said(explanation_of(ruling, view="author"), "trace")
    assert "all.yaml:1:3): not settled" in trace
    assert "child is not known. It is not known whether there is a child." in trace


def test_sections_keep_their_order(tmp_path):
    ruling = make(tmp_path, KNOWN, clocks=(CLOCK,), findings=(MISGRADED,))
    assert [part.id for part in explanation_of(ruling).tree.sections] == [
        "why", "why_not_lower", "sufficient", "why_not", "missing", "clocks", "made_under", "guidance", "next",
    ]  # fmt: skip


def test_short_is_shorter_and_keeps_what_matters(tmp_path):
    ruling = make(tmp_path, KNOWN, clocks=(CLOCK,), findings=(MISGRADED,))
    short, full = explanation_of(ruling, detail="short"), explanation_of(ruling)
    assert len(short.text()) < len(full.text())
    assert short.tree.summary == full.tree.summary
    assert short.tree.notices == full.tree.notices
    assert [part.id for part in short.tree.sections] == ["why", "missing", "clocks", "guidance", "next"]


def test_in_short_each_paragraph_has_one_line_without_its_words(tmp_path):
    ruling = make(tmp_path, {**KNOWN, "grooming": True}, grade="low", clocks=(CLOCK,), findings=(MISGRADED,))
    short = explanation_of(ruling, detail="short")
    assert said(short, "guidance").splitlines() == [
        "hmic/2023#access: Access to children (from press reports).",
        "hmic/2023#gone (the text of this paragraph was not found).",
    ]
    assert "Guidance: hmic/2023#gone (the text of this paragraph was not found)." in said(short, "why")
    assert said(short, "next") == "Regrade to at least high."


def test_in_short_supervisors_still_read_what_further_information_would_matter(tmp_path):
    ruling = make(tmp_path, {"images": True})
    short = explanation_of(ruling, view="supervisor", detail="short")
    assert [part.id for part in short.tree.sections][-2:] == ["further", "sign_off"]
    author = explanation_of(ruling, view="author", detail="short")
    assert [part.id for part in author.tree.sections][-2:] == ["further", "trace"]


def test_it_never_says_what_the_risk_or_the_person_is(tmp_path):
    import re

    texts = "\n".join(ENGLISH.table.values()).lower()
    assert not re.search(r"\b(the risk is|the suspect is|is dangerous|is an offender|kirat|leave out|do not record)\b", texts)
    assert "illustrative" in said(explanation_of(make(tmp_path, KNOWN), view="officer"))


def test_every_text_of_the_table_is_used_and_every_gap_is_simple():
    import re
    from pathlib import Path

    import riskengine.explaining as package

    folder = Path(package.__file__).parent
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in folder.glob("*.py") if not path.name.startswith(("english", "welsh"))
    )
    prefixes = set(re.findall(r'f"([a-z]+\.[a-z_]*)\{', code)) | set(re.findall(r'f"([a-z]+_)\{', code))
    for key, text in ENGLISH.table.items():
        assert f'"{key}"' in code or any(key.startswith(prefix) for prefix in prefixes), key
        assert not re.search(r"\{\w*[.\[!:]", text), key
