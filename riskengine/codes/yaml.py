"""Diagnostic codes of files and YAML, of rule sets and cases alike."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["YAML_CODES"]

_SURPRISE = "What it stands for is not what is written there, so a reviewer cannot check it."

YAML_CODES: tuple[Code, ...] = (
    Code(
        "RE101",
        "unreadable-file",
        "A file is missing, is a folder, or may not be read.",
        "A rule in a file that is not read is a rule that is never applied.",
    ),
    Code(
        "RE102",
        "large-file",
        "A file has more bytes than are read.",
        "A limit keeps a mistaken or hostile file from stopping the service.",
    ),
    Code(
        "RE103",
        "not-utf8",
        "A file has bytes that are not UTF-8.",
        "In another encoding the same bytes are other letters, so names would not match.",
    ),
    Code(
        "RE104",
        "wide-encoding",
        "A file is in UTF-16 or UTF-32.",
        "Only UTF-8 is read, so that a file has one meaning everywhere.",
    ),
    Code(
        "RE105",
        "control-character",
        "There is a control character in a file or value.",
        "It cannot be seen, and can end or hide text in a terminal or an editor.",
    ),
    Code(
        "RE106",
        "invisible-character",
        "There is a character that cannot be seen, or that turns the direction of writing.",
        "With it a file can show one rule to a reviewer and another to the program.",
    ),
    Code("RE107", "tab", "There is a tab.", "Its width differs from editor to editor, so the indentation would be a guess."),
    Code(
        "RE108",
        "empty-file",
        "A file holds nothing, or nothing but comments.",
        "An empty file is more often a mistake in copying than a decision.",
    ),
    Code(
        "RE109",
        "several-documents",
        "A file holds a second YAML document.",
        "Only one can be read, and the other would be lost without a word.",
    ),
    Code("RE110", "directive", "A file has a `%` directive.", "It changes how the rest is read."),
    Code("RE111", "anchor", "A value has an anchor (`&name`).", _SURPRISE),
    Code(
        "RE112",
        "alias",
        "A value is an alias (`*name`).",
        "Aliases of aliases can grow a small file beyond any memory, and a reader must look elsewhere for each value.",
    ),
    Code("RE113", "merge-key", "A mapping merges another (`<<`).", _SURPRISE),
    Code("RE114", "tag", "A value has a tag (`!name`).", "A tag changes a value's type or asks for code to be run."),
    Code(
        "RE115",
        "duplicate-key",
        "A mapping has the same key twice.",
        "Most readers of YAML keep the last one and drop the other without a word.",
    ),
    Code("RE116", "key-not-text", "A key is a list or mapping.", "It is nearly always an unquoted `{`; keys are names."),
    Code("RE117", "empty-key", "There is a colon without a key before it.", "What stands after it would belong to nothing."),
    Code(
        "RE118",
        "empty-value",
        "A key or a dash has no value.",
        "It could mean nothing, an empty text, not known, or not finished.",
    ),
    Code(
        "RE119",
        "deep-nesting",
        "Mappings and lists stand too deep in each other.",
        "Nobody can check such a condition, and a hostile file could exhaust the program.",
    ),
    Code(
        "RE120",
        "too-many-values",
        "A file holds more keys and values than are read.",
        "A limit keeps a mistaken or hostile file from stopping the service.",
    ),
    Code("RE121", "not-yaml", "A file is not YAML.", "Nothing after this place can be relied on."),
    Code("RE122", "open-quote", "A quotation mark is never closed.", "Everything after it would be one text."),
    Code(
        "RE123", "open-bracket", "A `[` or `{` is never closed, or a comma is missing.", "Where the list ends would be a guess."
    ),
    Code("RE124", "colon-in-text", "There is a `: ` where no key can stand.", "Text with `: ` in it reads as a key and a value."),
    Code(
        "RE125",
        "reserved-start",
        "Text starts with a character that YAML keeps for itself.",
        "It has another meaning in YAML, now or later.",
    ),
    Code(
        "RE126",
        "bad-escape",
        "A backslash is followed by something that is no escape.",
        "Which character was meant would be a guess.",
    ),
    Code("RE127", "bad-indentation", "A line does not fit the lines above it.", "To which key it belongs would be a guess."),
    Code(
        "RE128",
        "long-number",
        "A number has more digits than are read.",
        "Sums of such numbers would have to be rounded, and numbers here are exact.",
    ),
    Code("RE129", "impossible-date", "A date or time does not exist.", "The nearest day that does exist would be a guess."),
    Code(
        "RE130",
        "unclear-local-time",
        "A local time does not exist or happens twice, because the clocks change.",
        "The two readings are an hour apart, which can decide a time limit.",
    ),
    Code(
        "RE131",
        "long-text",
        "A text is longer than is read.",
        "A limit keeps a mistaken or hostile file from stopping the service.",
    ),
    Code(
        "RE132",
        "too-many-problems",
        "A file has so many problems that the rest is not listed.",
        "Mend the first ones: they often cause the others.",
    ),
)
