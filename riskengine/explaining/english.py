"""The English texts of explanations. Short sentences; what guidance requires, never what a person is."""

from __future__ import annotations

from typing import Final

from riskengine.codes.findings import FINDINGS
from riskengine.deciding.messages import MESSAGES
from riskengine.explaining.english_phrases import ENGLISH_PHRASES, prefixed
from riskengine.explaining.english_what_if import ENGLISH_WHAT_IF

__all__ = ["ENGLISH_TABLE"]

_LABELS = {
    "kicker": "Check of a risk assessment against guidance",
    "title": "Case {case}",
    "key_facts": "At a glance",
    "provenance_illustrative": (
        "This rule set is illustrative. It paraphrases public sources, it is not official guidance, "
        "and no decision about a person may rest on it."
    ),
    "provenance_published": "This rule set encodes published guidance. It is not issued by the body that published it.",
    "provenance_official": "This rule set was issued by its owner as official: {owner}.",
    "person_decides": "This is a check against guidance. It sets no grade. A person decides.",
    "language_draft": "The texts in this language are a draft: nobody who speaks it has reviewed them yet.",
    "section_why": "Why",
    "section_why_not_lower": "Why not lower",
    "section_missing": "What is not known",
    "section_clocks": "Time limits",
    "section_made_under": "What the assessment was made under",
    "section_departure": "Departure",
    "section_guidance": "Guidance",
    "section_next": "What to do now",
    "section_further": "What further information would matter",
    "section_sign_off": "Supervisor’s sign-off",
    "section_trace": "Rules, node by node",
    "section_findings": "Findings",
}

_SUMMARY = {
    "in_force": "guidance in force",
    "this_edition": "this edition",
    "below_minimum": "The grade does not stand: it is graded {officer}; {guidance} requires at least {least}.",
    "consistent": "The grade is consistent with guidance: it is graded {officer}; {guidance} requires at least {least}.",
    "consistent_above": (
        "The grade is consistent with guidance: it is graded {officer}; {guidance} requires at least {least}. "
        "A grade above that needs nobody’s leave."
    ),
    "departure": (
        "The grade stands as a recorded departure: it is graded {officer}; {guidance} requires at least {least}. "
        "The departure gives a reason and is authorised."
    ),
    "not_supported_open": (
        "The grade is not yet supported: it is graded {officer}; {guidance} requires at least {least}, "
        "and what is not known could take that up to {most}."
    ),
    "not_supported_required": (
        "The grade is not yet supported: it is graded {officer}, "
        "and {guidance} requires more to be established before any grade stands."
    ),
    "not_supported_contradictory": (
        "The grade is not yet supported: it is graded {officer}, but recorded facts contradict each other."
    ),
    "not_supported_scope": "It cannot be said yet whether this guidance covers the case, so no grade is supported.",
    "out_of_scope": "This rule set does not cover the case, so it offers no grade. That is not a low grade.",
    "not_graded": "No grade is recorded. {guidance_first} requires {range}.",
    "no_edition": "No edition of the rule set was in force on {day}, so the grade cannot be checked. That is not a low grade.",
    "range_exact": "at least {least}",
    "range_open": "at least {least}, and up to {most} depending on what is not known",
    "bounds": "The range is given as safe limits: it may be wider than it needs to be, never narrower.",
    "hypothetical": "This is hypothetical: the edition was chosen by hand and was not in force on {day}, or is a draft.",
    "finding_departure_invalid": "The recorded departure does not count.",
    "finding_contradictory_facts": "Recorded facts contradict each other.",
    "finding_outdated_guidance": "The assessment names guidance that was not in force on its day.",
    "finding_unknown_edition": "The assessment does not name an edition of guidance that is known.",
    "finding_required_fact_missing": "Something that guidance requires to be established is missing.",
    "finding_time_limit_undetermined": "A time limit cannot be worked out from what is on record.",
    "overdue_one": "One time limit has passed, by {days}.",
    "overdue_many": "{count} time limits have passed, the longest ago by {days}.",
    "overdue_plain": "A time limit has passed.",
    "due_today": "A time limit ends today.",
    "accepted_one": "The result rests on one fact that could not be established and that guidance accepts as unknown.",
    "accepted_many": "The result rests on {count} facts that could not be established and that guidance accepts as unknown.",
    "presumed_one": "One rule applies by presumption, because something is not known.",
    "presumed_many": "{count} rules apply by presumption, because something is not known.",
    "then_unsound": "By the guidance and knowledge of its own day, the assessment did not stand either.",
    "then_unsupported": "By the guidance and knowledge of its own day, the assessment was not supported either.",
    "then_sound": "By the guidance and knowledge of its own day, the assessment stood.",
}

_WHY = {
    "rule_line": "{because} Guidance requires at least {grade}.",
    "rule_name": "Rule {rule}: {title}.",
    "rule_withheld": "Rule {rule} applies on information that is withheld.",
    "rule_withheld_title": "rests on information that is withheld",
    "presumption": "This is presumed: what the rule asks is not known, and guidance says to act as if it were so.",
    "holds_anyway": "This holds whatever the answers to what is not known.",
    "points": "This gives {points} to the score “{score}”.",
    "fact_line": "Recorded: {phrase}",
    "fact_line_unknown": "{phrase}",
    "fact_source": "source: {source}",
    "fact_recorded_by": "recorded by {who}",
    "fact_as_at": "on {day}",
    "fact_no_date": "the record has no date",
    "fact_basis": "recorded as {basis}",
    "basis_fact": "a fact",
    "basis_allegation": "an allegation",
    "basis_assessment": "an assessment",
    "fact_with": "{line} ({details}).",
    "fact_bare": "{line}.",
    "cited": "Guidance: {citation}.",
    "cited_sure": "Guidance: {citation} ({sure}).",
    "citation": "{title}, in {source}, edition {edition}{published}, paragraph {paragraph}",
    "citation_published": ", published {day}",
    "citation_unresolved": "{reference} (the text of this paragraph was not found)",
    "forcing_intro": "Each of these rules is enough by itself to require at least {least}.",
    "decisive_intro": "Without any one of these rules, guidance would require less.",
    "no_rule": "No rule that applies requires more than {grade}.",
    "scores_intro": "The score “{score}” is {range}{band}.",
    "score_range": "from {low} to {high}",
    "score_band": ", which guidance puts at {grade}",
    "score_bands": ", which guidance puts at {low} to {high}",
    "score_item": "{points} from {rule}",
    "points_one": "{points} point",
    "points_many": "{points} points",
    "points_range": "{low} to {high} points",
    "completions_only": "No single rule decides it: every possible answer to what is not known leads to at least {least}.",
    "not_lower": "Not {grades}: {reason}.",
    "not_lower_many": "Not {grades}, for any of these reasons:",
    "scope_out": "The rule set does not cover the case because {phrase}.",
    "scope_open": "The rule set covers the case only if {phrase}. That is not settled.",
    "scope_false": "The rule set’s own text says: {otherwise}",
    "no_edition": "There is no edition of the rule set whose dates include {day}.",
    "contradiction": "{phrase}, but the question does not apply on the other recorded facts.",
}

_MISSING = {
    "withheld": "A question that is withheld.",
    "nothing": "Nothing that matters to this check is missing.",
    "intro": "These are the questions whose answers matter, in the order in which they are worth asking.",
    "state_unknown": "asked, not established",
    "state_not_asked": "no record that this was asked",
    "grade": "The answer could take what guidance requires up to {grade}.",
    "grade_plain": "The answer could change what guidance requires.",
    "scope": "The answer could settle whether the rule set covers the case.",
    "required": "Guidance requires this to be established before any grade stands.",
    "required_perhaps": "Guidance requires this too before any grade stands, where the answers above show that it applies.",
    "further_intro": (
        "The answers to these could not change the grade, only what is to be done or by when. "
        "Where nothing else is said, there is no record that they were asked."
    ),
    "further_later_one": "Depending on the answers, one more question follows.",
    "further_later": "Depending on the answers, {count} more questions follow.",
    "action": "The answer could not change the grade. It could change what is to be done or by when.",
    "presumption": "Guidance presumes the answer until it is established.",
    "question": "{question} ({state})",
    "question_fallback": "What is recorded about “{name}”?",
    "accepted": "{question} This was asked and could not be established. Guidance accepts that (rule {rule}).",
    "no_value": "No answer can settle {rules}: the rule set gives “{name}” no value for {day}.",
    "no_working_days": (
        "No answer can settle {rules}: working days can be counted from {first} to {last} alone, "
        "because other bank holidays are not known."
    ),
    "bounds": "The list may be longer than it needs to be: every question that could not be ruled out is on it.",
}

_CLOCKS = {
    "overdue": "{title}: overdue by {days}. It started on {started} and was due on {due}. Nothing on record stops it.",
    "due_today": "{title}: due today, {due}. It started on {started}.",
    "running": "{title}: due on {due}. It started on {started}.",
    "not_started": "{title}: not started. It starts on {started}.",
    "undetermined": "{title}: it cannot be worked out from what is on record.",
    "undetermined_all": "{count} time limits cannot be worked out from what is on record, each for the same reason ({reason}):",
    "only_at_all": "These limits would start only if guidance required {grade}.",
    "met": "{title}: met. It was due on {due} and was stopped on {stopped}.",
    "met_late": "{title}: met late, by {days}. It was due on {due} and was stopped on {stopped}.",
    "limit": "Limit: {limit}.",
    "only_at": "This limit would start only if guidance required {grade}.",
    "only_overdue": "{title}: would be overdue by {days} if guidance required {grade}. It would have been due on {due}.",
    "only_due_today": "{title}: would be due today, {due}, if guidance required {grade}.",
    "only_running": "{title}: would be due on {due} if guidance required {grade}.",
    "unverified": "The length of this limit is not verified.",
    "unverified_all": "The lengths of these limits are not verified.",
    "not_on_record": "a day that is not on record",
    "hidden": "{clock}, a time limit that rests on information that is withheld: {state}.",
    "state_overdue": "overdue",
    "state_due_today": "due today",
    "state_running": "running",
    "state_not_started": "not started",
    "state_undetermined": "it cannot be worked out",
    "state_met": "met",
    "state_met_late": "met late",
}

_MADE_UNDER = {
    "checked": "Checked under {title}, edition {edition}, {dates}.",
    "dates_open": "in force from {start}",
    "dates_closed": "in force from {start} to {end}",
    "status_draft": "This edition is a draft.",
    "status_withdrawn": "This edition was withdrawn.",
    "review_by": "Its owner was to review it by {day}.",
    "assessed": "The assessment was made on {day}{by}{edition}.",
    "assessed_undated": "The assessment has no date{by}{edition}.",
    "assessed_by": " by {who}",
    "assessed_edition": ", and says that it used edition {edition}",
    "assessed_no_edition": ", and names no edition",
    "no_assessment": "No assessment is recorded.",
    "then_none": "Its own day cannot be judged: no edition was in force on {day}.",
    "then_edition": "The edition in force on that day was {edition}.",
    "then_below_minimum": (
        "On that day’s guidance and knowledge it did not stand: it was graded {officer}; guidance required at least {least}."
    ),
    "then_consistent": (
        "On that day’s guidance and knowledge it stood: it was graded {officer}; guidance required at least {least}."
    ),
    "then_departure": "On that day’s guidance and knowledge it stood as an authorised departure.",
    "then_not_supported": (
        "On that day’s guidance and knowledge it was not supported: it was graded {officer}; guidance required {range}."
    ),
    "then_not_supported_scope": "On that day’s knowledge it was not settled whether the rule set covered the case.",
    "then_not_graded": "On that day no grade was recorded.",
    "then_out_of_scope": "On that day’s guidance and knowledge the rule set did not cover the case.",
    "then_no_edition": "No edition of the rule set was in force on that day.",
}

_DEPARTURE = {
    "recorded": "A departure is recorded from {rules}.",
    "reason": "Reason ({code}): {reason}.",
    "reason_withheld": "The reason is withheld.",
    "by": "Made by {by}.",
    "authorised": "Authorised by {who} on {day}.",
    "authorised_undated": "Authorised by {who}; the day is not recorded.",
    "not_authorised": "No authorisation is recorded.",
    "valid": "The departure is complete and allowed.",
    "problem": "It does not count: {problem}",
    "may": "A supervisor may depart from {rules} with a recorded reason.",
    "may_not": "Nobody may depart from {rules}.",
    "no_rules": "no named rule",
    "no_code": "no code",
}

_GUIDANCE = {
    "paragraph": "{citation}.",
    "line": "{reference}: {title} ({sure}).",
    "line_sure_verified": "read in the source",
    "line_sure_press": "from press reports",
    "line_sure_third_party": "from a third party",
    "line_sure_derived": "worked out from the source",
    "sure_verified": "read in the source itself",
    "sure_press": "from press reports; the source itself was not read",
    "sure_third_party": "from a third party; the source itself was not read",
    "sure_derived": "worked out from the source, not stated in it",
    "sure_unverified": "not verified",
    "sure_missing": "the paragraph was not found in the guidance folder",
    "elsewhere": "{sure}; it applies in {places}, not in {here}",
    "elsewhere_in_part": "{sure}; it applies in {places} alone",
    "place_england": "England",
    "place_england-and-wales": "England and Wales",
    "place_northern-ireland": "Northern Ireland",
    "place_scotland": "Scotland",
    "place_wales": "Wales",
    "address": "Source: {address}",
    "parameter_unverified": "The value {value} of “{name}” is not verified.",
    "parameter_none": "“{name}” has no value in force.",
}

_NEXT = {
    "misgraded": "Regrade to at least {least}.",
    "misgraded_discretion": (
        "Regrade to at least {least}, or ask a supervisor whether a departure with a recorded reason is right."
    ),
    "departure_invalid": "Put the departure right, or regrade.",
    "contradictory_facts": "Put the contradicting records right, then check again.",
    "overdue": "Act on what is overdue now, and tell a supervisor.",
    "outdated_guidance": "Assess again under the edition in force.",
    "unknown_edition": "Record which edition the assessment used; assess again if it was not the one in force.",
    "regrade_needed": "Assess again: today’s guidance asks for more.",
    "new_information": "Assess again: what is known now asks for more.",
    "no_edition": "Find out which guidance applies on that day.",
    "not_supported": "Establish what is not known, in the order above, then check again.",
    "required_fact_missing": "Establish what guidance requires before any grade stands.",
    "not_graded": "Record a grade, then check again.",
    "assessment_undated": "Record the day of the assessment.",
    "out_of_scope": "Use the guidance that covers this kind of case. Do not read this as low.",
    "hypothetical": "Do not rely on this result: check again under the edition in force.",
    "time_limit_undetermined": "Record what is needed to work out every time limit.",
    "due_today": "Finish today what is due today.",
    "supervision_needed": "Ask a supervisor to review the case.",
    "departure": "Keep the departure and its reason with the case.",
    "accepted_unknown": "Ask again when there is a new chance to establish what could not be established.",
    "edition_past_review": "Ask the owner of the rule set whether this edition still stands.",
    "action": "Do what guidance asks.",
    "flag": "Note what guidance draws attention to.",
    "nothing": "Nothing is to be put right.",
    "nothing_but": "Nothing is to be put right. To do or to note beside that:",
}

_VIEWS = {
    "further_care": "Record every answer, whatever it is. A fact that is left out is never read as “no”.",
    "sign_off_intro": "Read the reasons above before you sign. The decision is yours.",
    "sign_off_grade": "Grade decided",
    "sign_off_reason": "Reasons",
    "sign_off_name": "Name and rank",
    "sign_off_date": "Date and time",
    "sign_off_signature": "Signature",
    "trace_rule": "{rule}, {title} ({place}): {outcome}",
    "trace_rule_no_place": "{rule}, {title}: {outcome}",
    "trace_stopped": "Stopped by: {part}",
    "trace_node": "{indent}{kind} is {truth}. {phrase}",
    "truth_true": "true",
    "truth_false": "false",
    "truth_unknown": "not known",
    "outcome_applies": "applies",
    "outcome_does_not_apply": "does not apply",
    "outcome_unsettled": "not settled",
    "outcome_presumed": "presumed to apply",
    "outcome_accepted": "not settled, accepted as unknown",
    "masked_intro": "Sensitive information is withheld from this copy.",
    "footer": "Case digest {case}. Edition digest {edition}.",
    "label_grade": "Grade given",
    "label_least": "Guidance requires at least",
    "label_most": "It could require up to",
    "label_as_of": "Checked as of",
    "label_assessed": "Assessed",
    "assessed": "{day}, under edition {edition} (as recorded)",
    "assessed_unnamed": "{day}, under an edition that is not recorded",
    "label_edition": "Rule set",
    "edition": "{ruleset}, edition {edition}",
    "none_recorded": "none recorded",
    "page_language": "en-GB",
}


ENGLISH_TABLE: Final = {
    **ENGLISH_PHRASES,
    **ENGLISH_WHAT_IF,
    **prefixed("label", _LABELS),
    **prefixed("summary", _SUMMARY),
    **prefixed("why", _WHY),
    **prefixed("missing", _MISSING),
    **prefixed("clock", _CLOCKS),
    **prefixed("under", _MADE_UNDER),
    **prefixed("departure", _DEPARTURE),
    **prefixed("guidance", _GUIDANCE),
    **prefixed("next", _NEXT),
    **prefixed("view", _VIEWS),
    **prefixed("said", MESSAGES),
    **prefixed("finding", {code: row.what for code, row in FINDINGS.items()}),
}
