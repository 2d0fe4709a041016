"""The Welsh of what the engine says about a case: findings, departures, time limits, notes. A draft, for review."""

from __future__ import annotations

from typing import Final

__all__ = ["WELSH_FINDINGS", "WELSH_MESSAGES"]

_ON_CASES = {
    "scope": "{otherwise}",
    "not_graded": "Ni chofnodwyd gradd. Mae’r canllawiau yn gofyn am o leiaf {least}.",
    "misgraded": "Gradd yr achos yw {officer}. Mae’r canllawiau yn gofyn am o leiaf {least}.",
    "scope_open": "Oherwydd yr hyn nad yw’n hysbys, nid yw’n glir a yw’r set reolau yn cwmpasu’r achos.",
    "not_supported": "Nid oes cefnogaeth i’r radd {officer}: gallai’r hyn nad yw’n hysbys ofyn am gymaint â hyn: {most}.",
    "departure_needless": "Cofnodwyd gwyriad oddi wrth y canllawiau, ond nid oes angen un ar y radd.",
    "departure": "Mae’r radd {officer} yn gwyro oddi wrth y canllawiau, sy’n gofyn am o leiaf {least}; awdurdodwyd y rheswm.",
    "departure_invalid": "Nid yw’r gwyriad a gofnodwyd yn cyfrif: {problems}.",
    "required": "Mae’r canllawiau yn gofyn bod hyn yn cael ei gadarnhau cyn y gall unrhyw radd sefyll: {question}",
    "contradictory": "Mae ateb i hyn ar gofnod, ond yn ôl ffeithiau eraill a gofnodwyd nid yw’n berthnasol: {question}",
    "perhaps_contradictory": "Mae ateb i hyn ar gofnod, ond nid yw’n hysbys a yw’n berthnasol: {question}",
    "accepted": "Mae’r radd yn dibynnu ar ffeithiau y gofynnwyd amdanynt ond na ellid eu cadarnhau: {names}.",
    "review_by": "Roedd argraffiad {edition} i’w adolygu erbyn {day}.",
    "undated": "Nid oes dyddiad ar yr asesiad, felly ni ellir ei farnu yn ôl y diwrnod y’i gwnaed.",
    "no_edition": "Nid oes argraffiad o {ruleset} mewn grym ar {day}, felly ni ellir dweud dim am y radd.",
    "no_edition_then": "Nid oedd argraffiad o {ruleset} mewn grym ar {day}, pan wnaed yr asesiad.",
    "regrade_needed": "Roedd yr asesiad yn gadarn ar ei ddiwrnod. Mae’r canllawiau mewn grym yn awr yn gofyn am ailystyried.",
    "new_information": "Roedd yr asesiad yn gadarn ar ei ddiwrnod. Mae’r hyn a gofnodwyd ers hynny yn gofyn am ailystyried.",
    "edition_unnamed": "Nid yw’r asesiad yn dweud pa argraffiad o’r canllawiau a ddefnyddiwyd.",
    "edition_unknown": "Mae’r asesiad yn enwi argraffiad {edition}, nad yw’n bod.",
    "edition_outdated": "Mae’r asesiad yn enwi argraffiad {edition}, nad oedd mewn grym ar {day}. Argraffiad {other} oedd.",
    "edition_outdated_none": "Mae’r asesiad yn enwi argraffiad {edition}, nad oedd mewn grym ar {day}. Nid oedd un mewn grym.",
    "action": "{action}",
    "flag": "{flag}",
    "supervision": "Mae’r canllawiau yn gofyn am adolygiad gan oruchwyliwr, yn ôl rheol {id}: {rule}.",
    "clock_contradictory": "{clock}: cofnodwyd yr hyn sy’n gorffen y terfyn amser hwn cyn yr hyn sy’n ei ddechrau.",
    "overdue": "{clock}: yn hwyr, o {days}.",
    "due_today": "{clock}: i’w wneud heddiw.",
    "clock_undetermined": "{clock}: ni ellir cyfrifo’r terfyn amser hwn.",
    "clock_undetermined_why": "{clock}: ni ellir cyfrifo’r terfyn amser hwn. {reason}",
    "hypothetical_draft": "Drafft yw argraffiad {edition}: penderfyniad damcaniaethol yw hwn.",
    "hypothetical_withdrawn": "Tynnwyd argraffiad {edition} yn ôl: penderfyniad damcaniaethol yw hwn.",
    "hypothetical_day": "Dewiswyd argraffiad {edition} â llaw ac nid yw mewn grym ar {day}: penderfyniad damcaniaethol yw hwn.",
}

_ON_DEPARTURES = {
    "nobody": "nid yw’n dweud pwy wyrodd oddi wrth y canllawiau",
    "unauthorised": "nid oes goruchwyliwr wedi’i awdurdodi",
    "authorised_alone": "y sawl a’i hawdurdododd yw’r sawl a’i gwnaeth neu a asesodd yr achos",
    "no_code": "nid oes cod rheswm",
    "other_code": "nid yw’r cod rheswm yn un o’r rhain: {codes}",
    "no_codes": "nid yw’r cod rheswm yn un o rai’r set reolau, nad oes ganddi’r un",
    "no_reason": "nid yw’n rhoi rheswm mewn geiriau",
    "no_day": "nid yw’n dweud ar ba ddiwrnod y’i hawdurdodwyd",
    "too_late": "fe’i hawdurdodwyd ar ôl y diwrnod y bernir yr achos",
    "no_rule": "nid yw’n enwi rheol",
    "unknown_rule": "nid oes rheol {id} yn yr argraffiad hwn",
    "firm_rule": "nid yw rheol {id} yn caniatáu disgresiwn",
    "other_rules": "mae rheolau eraill, nad yw’n eu henwi, yn dal i ofyn am radd uwch",
    "facts_open": "mae ffeithiau y mae’r canllawiau yn gofyn amdanynt ar goll, neu mae ffeithiau a gofnodwyd yn anghytuno",
}

_ON_CLOCKS = {
    "why_unsettled": "nid yw wedi’i benderfynu a yw’r terfyn amser hwn yn berthnasol",
    "why_stopped_early": "cofnodwyd yr hyn sy’n ei orffen cyn yr hyn sy’n ei ddechrau",
    "why_no_length": "nid oes hyd i’r terfyn amser hwn ar gofnod ar gyfer {day}, pan ddechreuodd",
    "why_not_whole": "nid yw hyd y terfyn amser hwn yn rhif cyfan",
    "why_no_holidays": "ni ellir cyfrif diwrnodau gwaith: {why}",
    "why_no_calendar": "mae’r diwrnod y byddai i’w orffen y tu allan i’r calendr",
    "why_hours": "cyfrifir oriau o amser penodol, a dim ond y diwrnod y dechreuodd sydd ar gofnod",
    "why_no_time": "roedd i’w orffen ar y diwrnod y gorffennodd, ac nid yw’r amser y gorffennodd ar gofnod",
    "why_start_unknown": "gofynnwyd am yr hyn y mae’n dechrau ag ef, ond ni chadarnhawyd hynny: {question}",
    "why_start_missing": "nid yw’r hyn y mae’n dechrau ag ef ar gofnod: {question}",
    "limit_hours_one": "{count} awr",
    "limit_hours_many": "{count} o oriau",
    "limit_days_one": "{count} diwrnod",
    "limit_days_many": "{count} o ddiwrnodau",
    "limit_working_days_one": "{count} diwrnod gwaith",
    "limit_working_days_many": "{count} o ddiwrnodau gwaith",
    "limit_months_one": "{count} mis",
    "limit_months_many": "{count} o fisoedd",
}

_NOTES = {
    "left_out": "Cofnodwyd y canlynol ond nis defnyddiwyd, am nad yw’r argraffiad hwn yn gofyn amdano: {names}.",
    "left_out_then": (
        "Cofnodwyd y canlynol ond nis defnyddiwyd ar gyfer y diwrnod hwnnw, "
        "am nad yw ei argraffiad yn gofyn amdano fel hyn: {names}."
    ),
    "untimed": "Cymerwyd bod y canlynol yn hysbys y diwrnod hwnnw, am na roddwyd diwrnod cofnodi: {names}.",
    "no_edition_that_day": "Nid oedd argraffiad o’r set reolau mewn grym y diwrnod hwnnw.",
}

WELSH_MESSAGES: Final = {**_ON_CASES, **_ON_DEPARTURES, **_ON_CLOCKS, **_NOTES}

WELSH_FINDINGS: Final = {
    "misgraded": "Mae’r radd yn is na’r lleiaf y mae’r canllawiau yn gofyn amdano.",
    "departure_invalid": "Cofnodwyd gwyriad oddi wrth y canllawiau, ond mae’n anghyflawn neu ni chaniateir ef.",
    "contradictory_facts": "Mae ffeithiau a gofnodwyd yn gwrth-ddweud ei gilydd.",
    "overdue": "Mae terfyn amser wedi mynd heibio ac nid oes dim ar gofnod sy’n ei orffen.",
    "outdated_guidance": "Mae’r asesiad yn enwi argraffiad nad oedd mewn grym ar ei ddiwrnod.",
    "unknown_edition": "Nid yw’r asesiad yn enwi argraffiad, neu mae’n enwi un nad yw’n bod.",
    "regrade_needed": "Roedd yr asesiad yn gadarn ar ei ddiwrnod; mae canllawiau heddiw yn gofyn am fwy.",
    "new_information": "Roedd yr asesiad yn gadarn ar ei ddiwrnod; mae’r hyn sy’n hysbys yn awr yn gofyn am fwy.",
    "no_edition": "Nid oes argraffiad o’r set reolau mewn grym ar y diwrnod dan sylw.",
    "not_supported": "Oherwydd yr hyn nad yw’n hysbys, nid yw’n glir a yw’r radd yn ddigon uchel.",
    "required_fact_missing": "Mae’r canllawiau yn gofyn bod ffaith yn cael ei chadarnhau cyn y gall unrhyw radd sefyll.",
    "not_graded": "Ni chofnodwyd gradd.",
    "assessment_undated": "Nid oes dyddiad ar yr asesiad, felly ni ellir ei farnu yn ôl ei ddiwrnod.",
    "out_of_scope": "Nid yw’r set reolau yn cwmpasu’r achos; ni chynigir gradd.",
    "hypothetical": "Dewiswyd yr argraffiad â llaw ac nid yw mewn grym ar y diwrnod hwnnw, neu drafft ydyw.",
    "time_limit_undetermined": "Ni ellir cyfrifo terfyn amser o’r hyn sydd ar gofnod.",
    "due_today": "Mae terfyn amser yn dod i ben heddiw.",
    "supervision_needed": "Mae’r canllawiau yn gofyn am adolygiad gan oruchwyliwr.",
    "departure": "Mae’r radd yn gwyro oddi wrth y canllawiau, gyda rheswm a gofnodwyd ac a awdurdodwyd.",
    "accepted_unknown": "Mae’r radd yn dibynnu ar ffeithiau y gofynnwyd amdanynt ond na ellid eu cadarnhau.",
    "edition_past_review": "Mae’r diwrnod yr oedd perchennog yr argraffiad i’w adolygu erbyn hynny wedi mynd heibio.",
    "action": "Mae’r canllawiau yn dweud bod rhywbeth i’w wneud.",
    "flag": "Mae’r canllawiau yn gofyn am dynnu sylw at rywbeth.",
}
