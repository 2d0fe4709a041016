"""Citations: which provisions an edition cites and from where, and whether the guidance bears them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from riskengine.diagnostics import Diagnostic, Place, nearest
from riskengine.guidance import Guidance, Provision, Source, reach
from riskengine.loading.references import Reference, parse_reference
from riskengine.records import record
from riskengine.ruleset import RuleSet

__all__ = ["CitationOf", "check_citations", "check_uncited", "citations_of"]


@record
class CitationOf:
    """One citation: the reference as written, what cites it in words, and where.

    `verified` is the mark of the parameter behind it, None where there is none.
    """

    reference: str
    by: str
    place: Place
    verified: bool | None = None


def citations_of(ruleset: RuleSet) -> Iterator[CitationOf]:
    """Every citation of an edition, in the order of rules, time limits, parameters and invariants."""
    for rule in ruleset.rules:
        cites = dict.fromkeys((*rule.cites, *(cite for action in rule.effect.actions for cite in action.cites)))
        yield from (CitationOf(cite, f"rule {rule.id}", rule.place) for cite in cites)
    for clock in ruleset.clocks:
        limit = ruleset.parameters.get(clock.within.parameter or "")
        marked = False if limit and not all(value.verified for value in limit.values) else None
        yield from (CitationOf(cite, f"time limit {clock.id}", clock.place, marked) for cite in clock.cites)
    for parameter in ruleset.parameters.values():
        for value in parameter.values:
            by = f"parameter {parameter.name} from {value.start}"
            yield from (CitationOf(cite, by, value.place, value.verified) for cite in value.cites)
    for invariant in ruleset.invariants:
        yield from (CitationOf(cite, f"invariant {invariant.id}", invariant.place) for cite in invariant.cites)


def check_citations(ruleset: RuleSet, guidance: Guidance) -> list[Diagnostic]:
    """What is wrong with the citations of one edition; `guidance` holds at least the sources that it cites."""
    problems: list[Diagnostic] = []
    sources = {(source.source, source.edition): source for source in guidance.sources}
    for citation in citations_of(ruleset):
        reference = parse_reference(citation.reference)
        source = sources.get((reference.source, reference.edition)) if reference else None
        provision = guidance.provisions.get(citation.reference)
        if reference is None or source is None or provision is None:
            problems.append(_unknown(citation, reference, source, guidance))
        else:
            problems.extend(_doubts(ruleset, citation, source, provision))
    problems.extend(_unfounded(ruleset, guidance))
    return problems


def check_uncited(rulesets: Iterable[RuleSet], guidance: Guidance) -> list[Diagnostic]:
    """A warning for every provision whose status is `encoded` and that no edition cites."""
    cited = {citation.reference for ruleset in rulesets for citation in citations_of(ruleset)}
    return [
        Diagnostic(
            "RE537",
            f"{provision.reference} is marked `encoded`, but nothing cites it",
            provision.place,
            "cite it, or set its status to `not_encoded` with a reason",
            "warning",
        )
        for provision in guidance.provisions.values()
        if provision.status == "encoded" and provision.reference not in cited
    ]


def _unknown(citation: CitationOf, reference: Reference | None, source: Source | None, guidance: Guidance) -> Diagnostic:
    """The error for a citation that leads nowhere."""
    if reference is None:
        message = f"{citation.by} cites `{citation.reference}`, which is not of the form `source/edition#id`"
        help_text = nearest(citation.reference, guidance.provisions) or "write it like `hmic/2023#access`"
        return Diagnostic("RE532", message, citation.place, help_text)
    if source is None:
        return _unknown_source(citation, reference, guidance)
    message = f"{citation.by} cites `{reference}`, but {reference.file} has no provision `{reference.id}`"
    near = nearest(reference.id, (provision.id for provision in source.provisions))
    here = ((source.place, "the source"),)
    return Diagnostic(
        "RE533",
        message,
        citation.place,
        near or f"`riskengine show {reference.source}/{reference.edition}` lists them",
        related=here,
    )


def _unknown_source(citation: CitationOf, reference: Reference, guidance: Guidance) -> Diagnostic:
    message = f"{citation.by} cites `{reference}`, but there is no guidance file {reference.file}"
    editions = sorted(source.edition for source in guidance.sources if source.source == reference.source)
    if editions:
        help_text = f"there {'is' if len(editions) == 1 else 'are'} of {reference.source}: {', '.join(editions)}"
    else:
        names = (f"{source.source}/{source.edition}" for source in guidance.sources)
        help_text = nearest(f"{reference.source}/{reference.edition}", names) or f"add guidance/{reference.file}"
    return Diagnostic("RE532", message, citation.place, help_text)


def _doubts(ruleset: RuleSet, citation: CitationOf, source: Source, provision: Provision) -> Iterator[Diagnostic]:
    """What is doubtful about a citation of a provision that exists."""
    name = f"{source.source}/{source.edition}"
    related = ((source.place, f"{name} is in force {_days(source.effective_from, source.effective_until)}"),)
    own = f"{ruleset.id} {ruleset.edition}, in force {_days(ruleset.effective_from, ruleset.effective_until)}"
    common = _common(ruleset, source)
    if common is None:
        message = f"{citation.by} cites {provision.reference}, which is in force on no day of {own}"
        yield Diagnostic("RE534", message, citation.place, "cite the guidance that was in force then", related=related)
    elif common != (ruleset.effective_from, ruleset.effective_until):
        message = f"{citation.by} cites {provision.reference}, which is not in force on every day of {own}"
        yield Diagnostic(
            "RE535",
            message,
            citation.place,
            "end the edition with its guidance, or cite what takes its place",
            "warning",
            related,
        )
    if all(reach(source.jurisdictions, place) == "none" for place in ruleset.jurisdictions):
        message = f"{citation.by} cites {provision.reference}, which applies in none of {', '.join(ruleset.jurisdictions)}"
        yield Diagnostic(
            "RE538",
            message,
            citation.place,
            f"it applies in {', '.join(source.jurisdictions)}",
            "warning",
            ((source.place, "the source"),),
        )
    here = ((provision.place, "the provision"),)
    if provision.status == "not_encoded":
        message = f"{citation.by} cites {provision.reference}, which is marked `not_encoded`"
        yield Diagnostic("RE536", message, citation.place, "set its status to `encoded` or `partly`", "warning", here)
    if provision.confidence == "unverified" and citation.verified is not False:
        message = f"{citation.by} rests on {provision.reference}, which is unverified"
        yield Diagnostic(
            "RE539", message, citation.place, "cite something better, or use a parameter with `verified: false`", "warning", here
        )


def _unfounded(ruleset: RuleSet, guidance: Guidance) -> Iterator[Diagnostic]:
    """Values of parameters that vouch for more than their citations do."""
    for parameter in ruleset.parameters.values():
        for value in parameter.values:
            known = [guidance.provisions[cite].confidence for cite in value.cites if cite in guidance.provisions]
            if value.verified and "verified" not in known and len(known) == len(value.cites):
                message = (
                    f"parameter {parameter.name} from {value.start} says that it was verified, but cites no verified provision"
                )
                yield Diagnostic(
                    "RE540",
                    message,
                    value.place,
                    "cite the provision in which it was read, or write `verified: false`",
                    "warning",
                )


def _common(ruleset: RuleSet, source: Source) -> tuple[date, date | None] | None:
    """The days on which both are in force, None where there are none."""
    start = max(ruleset.effective_from, source.effective_from)
    ends = [end for end in (ruleset.effective_until, source.effective_until) if end is not None]
    end = min(ends, default=None)
    return None if end is not None and end < start else (start, end)


def _days(start: date, end: date | None) -> str:
    """The days in words.

    >>> _days(date(2020, 1, 1), None)
    'from 2020-01-01'
    """
    return f"from {start}" if end is None else f"from {start} to {end}"
