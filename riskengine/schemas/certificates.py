"""The JSON Schema of a certificate, which docs/certificate.md explains."""

from __future__ import annotations

from typing import Any, get_args

from riskengine.certificate_check import SCHEMA
from riskengine.deciding.decision import Outcome, Verdict

__all__ = ["certificate_schema"]

Schema = dict[str, Any]

_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_GRADE = {"type": ["string", "null"]}
_NUMBER = {"type": ["number", "null"]}
_VALUE = {"type": ["boolean", "number", "string", "array"], "items": {"type": "string"}}


def certificate_schema() -> Schema:
    """The JSON Schema of what `riskengine assess --certificate` writes. Whether it proves anything is for the check to say."""
    return {
        "title": "Certificate",
        "description": "A decision with the proof that it follows from the case and the rules.",
        **_object(
            schema={"const": SCHEMA},
            as_of={"type": "string", "format": "date"},
            case={"type": "object", "description": "The case, nothing masked, in its shortest form."},
            case_digest=_DIGEST,
            edition=_object(
                digest=_DIGEST | {"description": "The digest under which the edition is known."},
                provisions=_mapping(_DIGEST, "The digest of every provision that the edition cites."),
                content={"type": "object", "description": "The rule set as its content digest covers it."},
            ),
            claims=_claims(),
            cases=_mapping({"$ref": "#/$defs/split"}, "By claim: the cases in each of which it is certain."),
            examples=_mapping(_mapping(_VALUE, ""), "By claim: values of facts that are not known."),
            digest=_DIGEST | {"description": "Of the canonical text of all the rest."},
        ),
        "$defs": {"split": _split()},
    }


def _claims() -> Schema:
    verdicts = [verdict for verdict in get_args(Verdict) if verdict != "no_edition"]
    ends = {"type": "array", "prefixItems": [_NUMBER, _NUMBER], "items": False, "minItems": 2}
    return _object(
        scope={"enum": ["inside", "outside", "unsettled"]},
        grade=_object(officer=_GRADE, least=_GRADE, most=_GRADE, verdict={"enum": verdicts}),
        outcomes=_mapping({"enum": list(get_args(Outcome))}, "By the id of a rule."),
        scores=_mapping(ends, "By score: the least and the most that it can come to."),
        not_applicable={"type": "array", "items": {"type": "string"}},
    )


def _split() -> Schema:
    """A case divided in two: `below` a number or moment, `is` a value, or `has` an option."""
    either: list[Schema] = [{"required": [question]} for question in ("below", "is", "has")]
    under: Schema = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/split"}]}
    fields: Schema = {"fact": {"type": "string"}, "below": {}, "is": {}, "has": {"type": "string"}, "yes": under, "no": under}
    required = ["fact", "yes", "no"]
    return {"type": "object", "properties": fields, "required": required, "oneOf": either, "additionalProperties": False}


def _object(**fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}


def _mapping(held: Schema, description: str) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": held}
    return found | {"description": description} if description else found
