"""`riskengine assess`: its options, for typer. What it does is in `assessing`, which the plainest calls reach without typer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskengine_cli.assessing import Color, Detail, Format, Lang, View, assess_files
from riskengine_cli.options import Force, Output, Rules

__all__ = ["assess"]

Certificate = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write a proof of the decision, for one case: it holds the whole case, unmasked."),
]
CompareEdition = Annotated[
    str | None, typer.Option(metavar="E", help="Say what another edition would have come to, and which changes matter.")
]
NoCrossCheck = Annotated[
    bool, typer.Option("--no-cross-check", help="Do not work every case out a second time by durable-rules.")
]


def assess(
    files: Annotated[
        list[str], typer.Argument(help="Cases: .json, .yaml, .ndjson, .jsonl; - is standard input.", metavar="FILE...")
    ],
    rules: Rules = None,
    ruleset: Annotated[str | None, typer.Option(metavar="ID", help="The rule set; without it, the one that fits.")] = None,
    edition: Annotated[str | None, typer.Option(metavar="E", help="The edition; without it, the one in force.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="The day, YYYY-MM-DD; without it, today.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print the decision; `pdf` needs --output.")] = Format.TEXT,
    output: Output = None,
    force: Force = False,
    view: Annotated[View, typer.Option(help="Whom it is for; `disclosure` masks what is sensitive.")] = View.OFFICER,
    explain: Annotated[
        Detail | None, typer.Option(help="How much to explain; without it, text is short and other formats are full.")
    ] = None,
    lang: Annotated[
        Lang, typer.Option(help="The language of the explanation: English, or Welsh, which is a draft.")
    ] = Lang.ENGLISH,
    color: Annotated[Color, typer.Option(help="When to colour text; NO_COLOR and FORCE_COLOR are honoured.")] = Color.AUTO,
    certificate: Certificate = None,
    compare_edition: CompareEdition = None,
    no_cross_check: NoCrossCheck = False,
) -> int:
    """Check whether the grade of each case is high enough for the guidance in force, and say why.

    Exit codes: 0 nothing to put right; 1 something to put right; 2 a case that cannot be read; 3 it cannot be determined;
    4 an invalid rule set; 7 two evaluators that do not agree, so that there is no decision. Over several cases, the worst.

    Example: riskengine assess case.json --as-of 2026-11-01
    """
    return assess_files(
        files,
        rules=rules,
        ruleset=ruleset,
        edition=edition,
        as_of=as_of,
        format_=format_,
        output=output,
        force=force,
        view=view,
        explain=explain,
        lang=lang,
        color=color,
        certificate=certificate,
        no_cross_check=no_cross_check,
        compare_edition=compare_edition,
    )
