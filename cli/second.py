"""Cases worked out a second time: whether they can be, and what is kept for a report where two evaluators do not agree."""

from __future__ import annotations

from riskengine.diagnostics import DisagreementError
from riskengine_cli.output import say

__all__ = ["can_check", "keep_bundle"]

_MOST_FILES = 100


def can_check() -> bool:
    """Whether durable-rules is there; where it is not, that is said."""
    from riskengine.rete.available import why_not

    reason = why_not()
    if reason:
        say(f"riskengine: not checked a second time: that needs durable-rules, and {reason}: see docs/cross-check.md")
    return not reason


def keep_bundle(error: DisagreementError) -> None:
    """Write what a report needs to a file of its own in the current folder, for its owner's eyes, and say where it is."""
    import json
    import os

    text = json.dumps(error.bundle, indent=2, ensure_ascii=False) + "\n"
    stem = f"riskengine-disagreement-{str(error.bundle.get('case_digest', ''))[:12]}"
    for number in range(1, _MOST_FILES):
        name = f"{stem}.json" if number == 1 else f"{stem}-{number}.json"
        try:
            with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
                stream.write(text)
        except FileExistsError:
            continue
        except OSError as problem:
            say(f"riskengine: what a report needs could not be written to {name}: {problem.strerror}")
        else:
            say(f"riskengine: what a report needs is in {name}; it holds the case: keep it as you keep the case")
        return
    say(f"riskengine: there are too many files named {stem}: nothing was written")
