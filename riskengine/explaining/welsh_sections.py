"""The Welsh texts of the sections of an explanation. A draft, for a Welsh speaker to review."""

from __future__ import annotations

from typing import Final

from riskengine.explaining.english_phrases import prefixed

__all__ = ["WELSH_SECTIONS"]

_LABELS = {
    "kicker": "Gwirio asesiad risg yn erbyn canllawiau",
    "title": "Achos {case}",
    "key_facts": "Crynodeb",
    "provenance_illustrative": (
        "Set reolau enghreifftiol yw hon. Mae’n aralleirio ffynonellau cyhoeddus, nid canllawiau swyddogol yw hi, "
        "ac ni chaiff unrhyw benderfyniad am berson ddibynnu arni."
    ),
    "provenance_published": (
        "Mae’r set reolau hon yn amgodio canllawiau a gyhoeddwyd. Nid y corff a’u cyhoeddodd sydd wedi’i dosbarthu."
    ),
    "provenance_official": "Dosbarthwyd y set reolau hon gan ei pherchennog fel un swyddogol: {owner}.",
    "person_decides": "Gwiriad yn erbyn canllawiau yw hwn. Nid yw’n gosod gradd. Person sy’n penderfynu.",
    "language_draft": (
        "Drafft yw’r Gymraeg hon. Nid yw siaradwr Cymraeg wedi’i hadolygu eto, a’r testun Saesneg sy’n cyfrif. "
        "Nodir pob rhan sydd yn Saesneg."
    ),
    "section_why": "Pam",
    "section_why_not_lower": "Pam nad yn is",
    "section_missing": "Yr hyn nad yw’n hysbys",
    "section_clocks": "Terfynau amser",
    "section_made_under": "Sail yr asesiad",
    "section_departure": "Gwyriad",
    "section_guidance": "Canllawiau",
    "section_next": "Beth i’w wneud yn awr",
    "section_further": "Pa wybodaeth bellach fyddai o bwys",
    "section_sign_off": "Cymeradwyaeth y goruchwyliwr",
    "section_trace": "Rheolau, fesul nod",
    "section_findings": "Canfyddiadau",
}

_SUMMARY = {
    "in_force": "y canllawiau sydd mewn grym",
    "this_edition": "yr argraffiad hwn",
    "below_minimum": "Nid yw’r radd yn sefyll. Y radd a roddwyd yw {officer}; yn ôl {guidance}, gofynnir am o leiaf {least}.",
    "consistent": (
        "Mae’r radd yn gyson â’r canllawiau. Y radd a roddwyd yw {officer}; yn ôl {guidance}, gofynnir am o leiaf {least}."
    ),
    "consistent_above": (
        "Mae’r radd yn gyson â’r canllawiau. Y radd a roddwyd yw {officer}; yn ôl {guidance}, gofynnir am o leiaf {least}. "
        "Nid oes angen caniatâd neb ar gyfer gradd uwch."
    ),
    "departure": (
        "Mae’r radd yn sefyll fel gwyriad a gofnodwyd. Y radd a roddwyd yw {officer}; "
        "yn ôl {guidance}, gofynnir am o leiaf {least}. Mae’r gwyriad yn rhoi rheswm ac fe’i hawdurdodwyd."
    ),
    "not_supported_open": (
        "Nid oes cefnogaeth i’r radd eto. Y radd a roddwyd yw {officer}; yn ôl {guidance}, gofynnir am o leiaf {least}, "
        "a gallai’r hyn nad yw’n hysbys ofyn am gymaint â hyn: {most}."
    ),
    "not_supported_required": (
        "Nid oes cefnogaeth i’r radd eto. Y radd a roddwyd yw {officer}, "
        "ac yn ôl {guidance} rhaid cadarnhau mwy cyn y gall unrhyw radd sefyll."
    ),
    "not_supported_contradictory": (
        "Nid oes cefnogaeth i’r radd eto. Y radd a roddwyd yw {officer}, ond mae ffeithiau a gofnodwyd yn gwrth-ddweud ei gilydd."
    ),
    "not_supported_scope": (
        "Ni ellir dweud eto a yw’r canllawiau hyn yn cwmpasu’r achos, felly nid oes cefnogaeth i unrhyw radd."
    ),
    "out_of_scope": "Nid yw’r set reolau hon yn cwmpasu’r achos, felly nid yw’n cynnig gradd. Nid gradd isel yw hynny.",
    "not_graded": "Ni chofnodwyd gradd. {guidance_first}: gofynnir am {range}.",
    "no_edition": (
        "Nid oedd argraffiad o’r set reolau mewn grym ar {day}, felly ni ellir gwirio’r radd. Nid gradd isel yw hynny."
    ),
    "range_exact": "o leiaf {least}",
    "range_open": "o leiaf {least}, a gallai’r hyn nad yw’n hysbys ofyn am gymaint â hyn: {most}",
    "bounds": "Rhoddir yr ystod fel terfynau diogel: gall fod yn ehangach nag sydd raid, ond byth yn gulach.",
    "hypothetical": ("Damcaniaethol yw hyn: dewiswyd yr argraffiad â llaw ac nid oedd mewn grym ar {day}, neu drafft ydyw."),
    "finding_departure_invalid": "Nid yw’r gwyriad a gofnodwyd yn cyfrif.",
    "finding_contradictory_facts": "Mae ffeithiau a gofnodwyd yn gwrth-ddweud ei gilydd.",
    "finding_outdated_guidance": "Mae’r asesiad yn enwi canllawiau nad oeddent mewn grym ar ei ddiwrnod.",
    "finding_unknown_edition": "Nid yw’r asesiad yn enwi argraffiad hysbys o’r canllawiau.",
    "finding_required_fact_missing": "Mae rhywbeth y mae’r canllawiau yn gofyn am ei gadarnhau ar goll.",
    "finding_time_limit_undetermined": "Ni ellir cyfrifo terfyn amser o’r hyn sydd ar gofnod.",
    "overdue_one": "Mae un terfyn amser wedi mynd heibio, ers {days}.",
    "overdue_many": "Mae {count} o derfynau amser wedi mynd heibio, yr hynaf ers {days}.",
    "overdue_plain": "Mae terfyn amser wedi mynd heibio.",
    "due_today": "Mae terfyn amser yn dod i ben heddiw.",
    "accepted_one": (
        "Mae’r canlyniad yn dibynnu ar un ffaith na ellid ei chadarnhau ac y mae’r canllawiau yn derbyn nad yw’n hysbys."
    ),
    "accepted_many": (
        "Mae’r canlyniad yn dibynnu ar {count} o ffeithiau na ellid eu cadarnhau "
        "ac y mae’r canllawiau yn derbyn nad ydynt yn hysbys."
    ),
    "presumed_one": "Mae un rheol yn gymwys drwy ragdybiaeth, am nad yw rhywbeth yn hysbys.",
    "presumed_many": "Mae {count} o reolau yn gymwys drwy ragdybiaeth, am nad yw rhywbeth yn hysbys.",
    "then_unsound": "Yn ôl canllawiau a gwybodaeth ei ddiwrnod ei hun, nid oedd yr asesiad yn sefyll ychwaith.",
    "then_unsupported": "Yn ôl canllawiau a gwybodaeth ei ddiwrnod ei hun, nid oedd cefnogaeth i’r asesiad ychwaith.",
    "then_sound": "Yn ôl canllawiau a gwybodaeth ei ddiwrnod ei hun, roedd yr asesiad yn sefyll.",
}

_WHY = {
    "rule_line": "{because} Mae’r canllawiau yn gofyn am o leiaf {grade}.",
    "rule_name": "Rheol {rule}: {title}.",
    "rule_withheld": "Mae rheol {rule} yn gymwys ar sail gwybodaeth a ataliwyd.",
    "rule_withheld_title": "yn dibynnu ar wybodaeth a ataliwyd",
    "presumption": (
        "Rhagdybir hyn: nid yw’r hyn y mae’r rheol yn ei ofyn yn hysbys, "
        "ac mae’r canllawiau yn dweud y dylid gweithredu fel pe bai felly."
    ),
    "holds_anyway": "Mae hyn yn wir beth bynnag yw’r atebion i’r hyn nad yw’n hysbys.",
    "points": "Mae hyn yn rhoi {points} i’r sgôr “{score}”.",
    "fact_line": "Cofnodwyd: {phrase}",
    "fact_line_unknown": "{phrase}",
    "fact_source": "ffynhonnell: {source}",
    "fact_recorded_by": "cofnodwyd gan: {who}",
    "fact_as_at": "ar {day}",
    "fact_no_date": "nid oes dyddiad ar y cofnod",
    "fact_basis": "cofnodwyd fel: {basis}",
    "basis_fact": "ffaith",
    "basis_allegation": "honiad",
    "basis_assessment": "asesiad",
    "fact_with": "{line} ({details}).",
    "fact_bare": "{line}.",
    "cited": "Canllawiau: {citation}.",
    "cited_sure": "Canllawiau: {citation} ({sure}).",
    "citation": "{title}, yn {source}, argraffiad {edition}{published}, paragraff {paragraph}",
    "citation_published": ", cyhoeddwyd {day}",
    "citation_unresolved": "{reference} (ni chafwyd hyd i destun y paragraff hwn)",
    "forcing_intro": "Mae pob un o’r rheolau hyn ar ei phen ei hun yn ddigon i ofyn am o leiaf {least}.",
    "decisive_intro": "Heb unrhyw un o’r rheolau hyn, byddai’r canllawiau yn gofyn am lai.",
    "no_rule": "Nid oes rheol gymwys sy’n gofyn am fwy na hyn: {grade}.",
    "scores_intro": "Y sgôr “{score}” yw {range}{band}.",
    "score_range": "{low} – {high}",
    "score_band": ", ac mae’r canllawiau yn rhoi hynny yn y radd hon: {grade}",
    "score_bands": ", ac mae’r canllawiau yn rhoi hynny yn y graddau hyn: {low} – {high}",
    "score_item": "{points} o reol {rule}",
    "points_one": "{points} pwynt",
    "points_many": "{points} o bwyntiau",
    "points_range": "{low} – {high} o bwyntiau",
    "completions_only": (
        "Nid un rheol sy’n penderfynu: mae pob ateb posibl i’r hyn nad yw’n hysbys yn arwain at o leiaf {least}."
    ),
    "not_lower": "Nid {grades}: {reason}.",
    "not_lower_many": "Nid {grades}, am unrhyw un o’r rhesymau hyn:",
    "scope_out": "Nid yw’r set reolau yn cwmpasu’r achos, oherwydd hyn: {phrase}.",
    "scope_open": "Nid yw’r set reolau yn cwmpasu’r achos oni bai bod hyn yn wir: {phrase}. Nid yw hynny wedi’i benderfynu.",
    "scope_false": "Mae testun y set reolau ei hun yn dweud: {otherwise}",
    "no_edition": "Nid oes argraffiad o’r set reolau y mae ei ddyddiadau’n cynnwys {day}.",
    "contradiction": "{phrase}, ond nid yw’r cwestiwn yn berthnasol yn ôl y ffeithiau eraill a gofnodwyd.",
}

_MISSING = {
    "withheld": "Cwestiwn a ataliwyd.",
    "nothing": "Nid oes dim sydd o bwys i’r gwiriad hwn ar goll.",
    "intro": "Dyma’r cwestiynau y mae eu hatebion o bwys, yn y drefn y mae’n werth eu gofyn.",
    "state_unknown": "gofynnwyd, ond ni chadarnhawyd",
    "state_not_asked": "dim cofnod y gofynnwyd hyn",
    "grade": "Gallai’r ateb beri i’r canllawiau ofyn am gymaint â hyn: {grade}.",
    "grade_plain": "Gallai’r ateb newid yr hyn y mae’r canllawiau yn gofyn amdano.",
    "scope": "Gallai’r ateb benderfynu a yw’r set reolau yn cwmpasu’r achos.",
    "required": "Mae’r canllawiau yn gofyn bod hyn yn cael ei gadarnhau cyn y gall unrhyw radd sefyll.",
    "required_perhaps": (
        "Mae’r canllawiau yn gofyn am hyn hefyd cyn y gall unrhyw radd sefyll, "
        "lle mae’r atebion uchod yn dangos ei fod yn berthnasol."
    ),
    "no_value": "Ni all unrhyw ateb setlo {rules}: nid yw’r set o reolau yn rhoi gwerth i “{name}” ar gyfer {day}.",
    "no_working_days": (
        "Ni all unrhyw ateb setlo {rules}: dim ond o {first} i {last} y gellir cyfrif diwrnodau gwaith, "
        "gan nad yw gwyliau banc eraill yn hysbys."
    ),
    "further_intro": (
        "Ni allai’r atebion i’r rhain newid y radd, dim ond yr hyn sydd i’w wneud, neu erbyn pryd. "
        "Lle na ddywedir dim arall, nid oes cofnod y gofynnwyd hwy."
    ),
    "further_later": "Yn dibynnu ar yr atebion, bydd {count} o gwestiynau eraill yn dilyn.",
    "further_later_one": "Yn dibynnu ar yr atebion, bydd un cwestiwn arall yn dilyn.",
    "action": "Ni allai’r ateb newid y radd. Gallai newid yr hyn sydd i’w wneud, neu erbyn pryd.",
    "presumption": "Mae’r canllawiau yn rhagdybio’r ateb nes ei gadarnhau.",
    "question": "{question} ({state})",
    "question_fallback": "Beth sydd ar gofnod am “{name}”?",
    "accepted": "{question} Gofynnwyd hyn, ond ni ellid ei gadarnhau. Mae’r canllawiau yn derbyn hynny (rheol {rule}).",
    "bounds": "Gall y rhestr fod yn hirach nag sydd raid: mae pob cwestiwn na ellid ei ddiystyru arni.",
}

_CLOCKS = {
    "overdue": (
        "{title}: yn hwyr, o {days}. Dechreuodd ar {started} ac roedd i’w orffen ar {due}. Nid oes dim ar gofnod sy’n ei orffen."
    ),
    "due_today": "{title}: i’w orffen heddiw, {due}. Dechreuodd ar {started}.",
    "running": "{title}: i’w orffen ar {due}. Dechreuodd ar {started}.",
    "not_started": "{title}: heb ddechrau. Mae’n dechrau ar {started}.",
    "undetermined": "{title}: ni ellir ei gyfrifo o’r hyn sydd ar gofnod.",
    "met": "{title}: cadwyd ato. Roedd i’w orffen ar {due} ac fe’i gorffennwyd ar {stopped}.",
    "met_late": "{title}: gorffennwyd yn hwyr, o {days}. Roedd i’w orffen ar {due} ac fe’i gorffennwyd ar {stopped}.",
    "limit": "Terfyn: {limit}.",
    "only_at": "Ni fyddai’r terfyn hwn yn dechrau oni bai bod y canllawiau yn gofyn am y radd hon: {grade}.",
    "only_at_all": "Ni fyddai’r terfynau hyn yn dechrau oni bai bod y canllawiau yn gofyn am y radd hon: {grade}.",
    "undetermined_all": ("Ni ellir cyfrifo {count} o derfynau amser o’r hyn sydd ar gofnod, pob un am yr un rheswm ({reason}):"),
    "only_overdue": (
        "{title}: byddai’n hwyr, o {days}, pe bai’r canllawiau yn gofyn am y radd hon: {grade}. "
        "Byddai wedi bod i’w orffen ar {due}."
    ),
    "only_due_today": "{title}: byddai i’w orffen heddiw, {due}, pe bai’r canllawiau yn gofyn am y radd hon: {grade}.",
    "only_running": "{title}: byddai i’w orffen ar {due} pe bai’r canllawiau yn gofyn am y radd hon: {grade}.",
    "unverified": "Nid yw hyd y terfyn hwn wedi’i wirio.",
    "unverified_all": "Nid yw hyd y terfynau hyn wedi’i wirio.",
    "not_on_record": "diwrnod nad yw ar gofnod",
    "hidden": "{clock}, terfyn amser sy’n dibynnu ar wybodaeth a ataliwyd: {state}.",
    "state_overdue": "yn hwyr",
    "state_due_today": "i’w orffen heddiw",
    "state_running": "yn rhedeg",
    "state_not_started": "heb ddechrau",
    "state_undetermined": "ni ellir ei gyfrifo",
    "state_met": "cadwyd ato",
    "state_met_late": "gorffennwyd yn hwyr",
}

_MADE_UNDER = {
    "checked": "Gwiriwyd yn ôl {title}, argraffiad {edition}, {dates}.",
    "dates_open": "mewn grym ers {start}",
    "dates_closed": "mewn grym rhwng {start} a diwedd y diwrnod hwn: {end}",
    "status_draft": "Drafft yw’r argraffiad hwn.",
    "status_withdrawn": "Tynnwyd yr argraffiad hwn yn ôl.",
    "review_by": "Roedd ei berchennog i’w adolygu erbyn {day}.",
    "assessed": "Gwnaed yr asesiad ar {day}{by}{edition}.",
    "assessed_undated": "Nid oes dyddiad ar yr asesiad{by}{edition}.",
    "assessed_by": " (asesydd: {who})",
    "assessed_edition": ", ac mae’n dweud mai hwn oedd yr argraffiad: {edition}",
    "assessed_no_edition": ", ac nid yw’n enwi argraffiad",
    "no_assessment": "Nid oes asesiad ar gofnod.",
    "then_none": "Ni ellir barnu ei ddiwrnod ei hun: nid oedd argraffiad mewn grym ar {day}.",
    "then_edition": "Yr argraffiad mewn grym y diwrnod hwnnw oedd {edition}.",
    "then_below_minimum": (
        "Yn ôl canllawiau a gwybodaeth y diwrnod hwnnw nid oedd yn sefyll. Y radd a roddwyd oedd {officer}; "
        "roedd y canllawiau yn gofyn am o leiaf {least}."
    ),
    "then_consistent": (
        "Yn ôl canllawiau a gwybodaeth y diwrnod hwnnw roedd yn sefyll. Y radd a roddwyd oedd {officer}; "
        "roedd y canllawiau yn gofyn am o leiaf {least}."
    ),
    "then_departure": "Yn ôl canllawiau a gwybodaeth y diwrnod hwnnw roedd yn sefyll fel gwyriad a awdurdodwyd.",
    "then_not_supported": (
        "Yn ôl canllawiau a gwybodaeth y diwrnod hwnnw nid oedd cefnogaeth iddo. Y radd a roddwyd oedd {officer}; "
        "roedd y canllawiau yn gofyn am {range}."
    ),
    "then_not_supported_scope": (
        "Yn ôl gwybodaeth y diwrnod hwnnw nid oedd wedi’i benderfynu a oedd y set reolau yn cwmpasu’r achos."
    ),
    "then_not_graded": "Nid oedd gradd ar gofnod y diwrnod hwnnw.",
    "then_out_of_scope": "Yn ôl canllawiau a gwybodaeth y diwrnod hwnnw nid oedd y set reolau yn cwmpasu’r achos.",
    "then_no_edition": "Nid oedd argraffiad o’r set reolau mewn grym y diwrnod hwnnw.",
}

_DEPARTURE = {
    "recorded": "Cofnodwyd gwyriad oddi wrth y rheolau hyn: {rules}.",
    "reason": "Rheswm ({code}): {reason}.",
    "reason_withheld": "Ataliwyd y rheswm.",
    "by": "Gwnaed gan: {by}.",
    "authorised": "Awdurdodwyd ar {day} gan: {who}.",
    "authorised_undated": "Awdurdodwyd gan: {who}; nid yw’r diwrnod ar gofnod.",
    "not_authorised": "Nid oes awdurdodiad ar gofnod.",
    "valid": "Mae’r gwyriad yn gyflawn ac fe’i caniateir.",
    "problem": "Nid yw’n cyfrif: {problem}",
    "may": "Caiff goruchwyliwr wyro oddi wrth y rheolau hyn gyda rheswm a gofnodwyd: {rules}.",
    "may_not": "Ni chaiff neb wyro oddi wrth y rheolau hyn: {rules}.",
    "no_rules": "dim rheol a enwyd",
    "no_code": "dim cod",
}

_GUIDANCE = {
    "paragraph": "{citation}.",
    "line": "{reference}: {title} ({sure}).",
    "line_sure_verified": "darllenwyd yn y ffynhonnell",
    "line_sure_press": "o adroddiadau’r wasg",
    "line_sure_third_party": "gan drydydd parti",
    "line_sure_derived": "wedi’i gasglu o’r ffynhonnell",
    "sure_verified": "darllenwyd yn y ffynhonnell ei hun",
    "sure_press": "o adroddiadau’r wasg; ni ddarllenwyd y ffynhonnell ei hun",
    "sure_third_party": "gan drydydd parti; ni ddarllenwyd y ffynhonnell ei hun",
    "sure_derived": "wedi’i gasglu o’r ffynhonnell, heb ei ddatgan ynddi",
    "sure_unverified": "heb ei wirio",
    "sure_missing": "ni chafwyd hyd i’r paragraff yn y ffolder canllawiau",
    "elsewhere": "{sure}; mae’n gymwys yma: {places}, ac nid yma: {here}",
    "elsewhere_in_part": "{sure}; mae’n gymwys yma yn unig: {places}",
    "place_england": "Lloegr",
    "place_england-and-wales": "Cymru a Lloegr",
    "place_northern-ireland": "Gogledd Iwerddon",
    "place_scotland": "Yr Alban",
    "place_wales": "Cymru",
    "address": "Ffynhonnell: {address}",
    "parameter_unverified": "Nid yw’r gwerth {value} ar gyfer “{name}” wedi’i wirio.",
    "parameter_none": "Nid oes gwerth mewn grym ar gyfer “{name}”.",
}

_NEXT = {
    "misgraded": "Ailraddiwch: o leiaf {least}.",
    "misgraded_discretion": (
        "Ailraddiwch: o leiaf {least}; neu gofynnwch i oruchwyliwr a yw gwyriad gyda rheswm a gofnodwyd yn briodol."
    ),
    "departure_invalid": "Cywirwch y gwyriad, neu ailraddiwch.",
    "contradictory_facts": "Cywirwch y cofnodion sy’n gwrth-ddweud ei gilydd, yna gwiriwch eto.",
    "overdue": "Gweithredwch yn awr ar yr hyn sy’n hwyr, a rhowch wybod i oruchwyliwr.",
    "outdated_guidance": "Aseswch eto yn ôl yr argraffiad sydd mewn grym.",
    "unknown_edition": "Cofnodwch pa argraffiad a ddefnyddiodd yr asesiad; aseswch eto os nad hwnnw oedd mewn grym.",
    "regrade_needed": "Aseswch eto: mae canllawiau heddiw yn gofyn am fwy.",
    "new_information": "Aseswch eto: mae’r hyn sy’n hysbys yn awr yn gofyn am fwy.",
    "no_edition": "Canfyddwch pa ganllawiau sy’n gymwys y diwrnod hwnnw.",
    "not_supported": "Cadarnhewch yr hyn nad yw’n hysbys, yn y drefn uchod, yna gwiriwch eto.",
    "required_fact_missing": "Cadarnhewch yr hyn y mae’r canllawiau yn gofyn amdano cyn y gall unrhyw radd sefyll.",
    "not_graded": "Cofnodwch radd, yna gwiriwch eto.",
    "assessment_undated": "Cofnodwch ddiwrnod yr asesiad.",
    "out_of_scope": "Defnyddiwch y canllawiau sy’n cwmpasu’r math hwn o achos. Peidiwch â darllen hyn fel gradd isel.",
    "hypothetical": "Peidiwch â dibynnu ar y canlyniad hwn: gwiriwch eto yn ôl yr argraffiad sydd mewn grym.",
    "time_limit_undetermined": "Cofnodwch yr hyn sydd ei angen ar y terfyn amser.",
    "due_today": "Gorffennwch heddiw yr hyn sydd i’w orffen heddiw.",
    "supervision_needed": "Gofynnwch i oruchwyliwr adolygu’r achos.",
    "departure": "Cadwch y gwyriad a’i reswm gyda’r achos.",
    "accepted_unknown": "Gofynnwch eto pan ddaw cyfle newydd i gadarnhau’r hyn na ellid ei gadarnhau.",
    "edition_past_review": "Gofynnwch i berchennog y set reolau a yw’r argraffiad hwn yn dal i sefyll.",
    "action": "Gwnewch yr hyn y mae’r canllawiau yn gofyn amdano.",
    "flag": "Nodwch yr hyn y mae’r canllawiau yn tynnu sylw ato.",
    "nothing": "Nid oes dim i’w gywiro.",
    "nothing_but": "Nid oes dim i’w gywiro. I’w wneud neu i’w nodi yn ogystal:",
}

_VIEWS = {
    "further_care": "Cofnodwch bob ateb, beth bynnag ydyw. Ni ddarllenir ffaith a adewir allan byth fel ateb negyddol.",
    "sign_off_intro": "Darllenwch y rhesymau uchod cyn llofnodi. Chi sy’n penderfynu.",
    "sign_off_grade": "Y radd a benderfynwyd",
    "sign_off_reason": "Rhesymau",
    "sign_off_name": "Enw a rheng",
    "sign_off_date": "Dyddiad ac amser",
    "sign_off_signature": "Llofnod",
    "trace_rule": "{rule}, {title} ({place}): {outcome}",
    "trace_rule_no_place": "{rule}, {title}: {outcome}",
    "trace_stopped": "Ataliwyd gan hyn: {part}",
    "trace_node": "{indent}{kind}: {truth}. {phrase}",
    "truth_true": "gwir",
    "truth_false": "ddim yn wir",
    "truth_unknown": "ddim yn hysbys",
    "outcome_applies": "yn gymwys",
    "outcome_does_not_apply": "ddim yn gymwys",
    "outcome_unsettled": "heb ei benderfynu",
    "outcome_presumed": "rhagdybir ei bod yn gymwys",
    "outcome_accepted": "heb ei benderfynu, derbynnir nad yw’n hysbys",
    "masked_intro": "Ataliwyd gwybodaeth sensitif o’r copi hwn.",
    "footer": "Crynodeb digidol yr achos {case}. Crynodeb digidol yr argraffiad {edition}.",
    "label_grade": "Y radd a roddwyd",
    "label_least": "Gofynnir am o leiaf",
    "label_most": "Gellid gofyn am gymaint â",
    "label_as_of": "Gwiriwyd ar sail",
    "label_assessed": "Aseswyd",
    "assessed": "{day}, yn ôl argraffiad {edition} (fel y cofnodwyd)",
    "assessed_unnamed": "{day}, yn ôl argraffiad nad yw ar gofnod",
    "label_edition": "Set reolau",
    "edition": "{ruleset}, argraffiad {edition}",
    "none_recorded": "dim ar gofnod",
    "page_language": "cy",
}

WELSH_SECTIONS: Final = {
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
}
