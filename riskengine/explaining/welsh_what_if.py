"""The Welsh texts for what other knowledge would come to. A draft, for a Welsh speaker to review."""

from __future__ import annotations

from typing import Final

from riskengine.explaining.english_phrases import prefixed

__all__ = ["WELSH_WHAT_IF"]

_LABELS = {
    "section_sufficient": "Ffeithiau sy’n ddigon ynddynt eu hunain",
    "section_why_not": "Rheolau nad ydynt yn gymwys",
}

_ANSWERS = {
    "line": "Os yr ateb yw {answer}: {then}.",
    "yes": "cadarnhaol",
    "no": "negyddol",
    "least": "o leiaf {least}",
    "range": "o leiaf {least}, a hyd at {most} yn dibynnu ar beth arall nad yw’n hysbys",
    "outside": "nid yw’r set reolau yn cwmpasu’r achos",
    "scope_open": "{range}, os yw’r set reolau yn cwmpasu’r achos",
    "number_is": "{low}",
    "number_any": "unrhyw rif",
    "number_from": "{low} neu fwy",
    "number_above": "mwy na {low}",
    "number_to": "{high} neu lai",
    "number_below": "llai na {high}",
    "number_between": "o {low} i {high}",
    "both": "{one} ac {other}",
    "moment_is": "ar {low}",
    "moment_any": "unrhyw ddiwrnod",
    "moment_from": "ar neu ar ôl {low}",
    "moment_to": "ar neu cyn {high}",
    "moment_below": "cyn {high}",
    "other_text": "unrhyw beth arall",
    "some": "yn cynnwys {some}",
    "some_without": "yn cynnwys {some} ac nid {others}",
    "none": "heb gynnwys {others}",
    "whatever": "unrhyw un o’r opsiynau",
}

_SUFFICIENT = {
    "one": (
        "Mae’r ffaith hon ar ei phen ei hun yn ddigon i ganllawiau ofyn am o leiaf {least}, beth bynnag arall a geir{covered}."
    ),
    "many": (
        "Mae’r ffeithiau hyn ar eu pennau eu hunain yn ddigon i ganllawiau ofyn am o leiaf {least}, "
        "beth bynnag arall a geir{covered}. "
        "Heb unrhyw un ohonynt ni fyddai’r lleill yn ddigon."
    ),
    "nothing": "Mae canllawiau yn gofyn am o leiaf {least} beth bynnag a gofnodir{covered}.",
    "covered": ", cyhyd â bod y set reolau yn cwmpasu’r achos",
    "presumed": "Mae’r hyn a ragdybir yn aros felly yn hyn.",
    "withheld": "Gwybodaeth a ddelir yn ôl.",
}

_WHY_NOT = {
    "rule": "Rheol {rule}: {part}.",
    "withheld": "Nid yw rheol {rule} yn gymwys. Delir yn ôl yr hyn sy’n ei hatal.",
    "also": "Er mwyn iddi fod yn gymwys, byddai’n rhaid i hyn fod yn wir hefyd: {rest}.",
}

_FURTHER = {
    "nothing": "Ni fyddai unrhyw un ateb, nac unrhyw un cofnod sy’n wahanol, yn newid y canlyniad.",
    "nothing_open": "Ni fyddai unrhyw un ateb i’r hyn nad yw’n hysbys yn newid y canlyniad.",
    "questions": "Byddai’r atebion hyn yn newid y canlyniad.",
    "records": (
        "Mae’r canlyniad yn dibynnu ar y cofnodion hyn. Os daw i’r amlwg bod un ohonynt yn anghywir, "
        "cywirwch ef a chofnodwch o ble y daw hynny."
    ),
    "pairs": (
        "Mae’r canlyniad yn dibynnu ar y cofnodion hyn gyda’i gilydd. Os daw i’r amlwg eu bod yn anghywir, "
        "cywirwch hwy a chofnodwch o ble y daw hynny."
    ),
    "if": "Os yr ateb yw {answer}: {then}.",
    "both": "{answers} ar yr un pryd",
    "question_recorded": "{question} Cofnodwyd: {value}.",
    "below_minimum": "ni fyddai’r radd yn sefyll",
    "consistent": "byddai’r radd yn gyson â chanllawiau",
    "departure": "byddai’r radd yn sefyll fel gwyriad",
    "not_supported": "ni fyddai’r radd wedi’i chefnogi eto",
    "not_graded": "ni fyddai gradd i’w gwirio",
    "out_of_scope": "ni fyddai’r set reolau yn cwmpasu’r achos",
}


WELSH_WHAT_IF: Final = {
    **prefixed("label", _LABELS),
    **prefixed("answer", _ANSWERS),
    **prefixed("sufficient", _SUFFICIENT),
    **prefixed("why_not", _WHY_NOT),
    **prefixed("further", _FURTHER),
}
