"""Diagnostic codes of the store of editions and its lock (RE4xx), and of guidance and its citations (RE5xx)."""

from __future__ import annotations

from riskengine.codes.row import Code

__all__ = ["STORE_CODES"]

_STORE = (
    Code("RE401", "no-such-folder", "There is no folder of rule sets at this path.", "Nothing can be checked without rule sets."),
    Code("RE402", "not-a-folder", "The path is a file, not a folder.", "Rule sets are read from a folder of folders."),
    Code("RE403", "unreadable-folder", "The folder or a file in it cannot be read.", "What is not read cannot be relied on."),
    Code("RE404", "no-rule-sets", "The folder holds no rule set.", "A run that checks nothing must not look like a pass."),
    Code(
        "RE405",
        "folder-too-deep",
        "The path names one rule set or one edition, not the folder above them.",
        "Rule sets are looked up by id and edition, with the guidance beside their folder.",
    ),
    Code(
        "RE406",
        "edition-without-ruleset-file",
        "A folder in the place of an edition has no file ruleset.yaml.",
        "An edition that is passed over in silence would let an older one decide.",
    ),
    Code(
        "RE407",
        "rule-set-without-editions",
        "A rule set's folder holds no edition.",
        "A rule set without an edition can decide nothing.",
    ),
    Code(
        "RE408",
        "folder-is-not-the-id",
        "The folder has another name than the `id` in its file.",
        "One name for one thing, or the wrong one is used.",
    ),
    Code(
        "RE409",
        "folder-is-not-the-edition",
        "The folder has another name than the `edition` in its file.",
        "One name for one thing, or the wrong one is used.",
    ),
    Code(
        "RE410",
        "editions-overlap",
        "Two released editions of one rule set are in force on the same day.",
        "A day has one edition, or a case has two answers.",
    ),
    Code(
        "RE411",
        "gap-between-editions",
        "On some days between two released editions none is in force.",
        "Cases of those days cannot be judged. It may be meant.",
        "note",
    ),
    Code(
        "RE412",
        "file-never-read",
        "A YAML file lies where nothing reads it.",
        "Its author probably believes that its rules count.",
        "warning",
    ),
    Code(
        "RE420",
        "lock-unusable",
        "The lock has an entry or a key that is not in its format.",
        "A lock that cannot be read protects nothing.",
    ),
    Code(
        "RE421",
        "released-edition-edited",
        "A released edition says something else than when it was released.",
        "Decisions cite it; corrections belong in a new edition.",
    ),
    Code(
        "RE422",
        "released-edition-not-locked",
        "A released edition has no entry in the lock.",
        "Without one, a later edit goes unnoticed.",
    ),
    Code(
        "RE423",
        "locked-edition-gone",
        "An edition in the lock has no folder.",
        "Its decisions can no longer be replayed or explained.",
    ),
    Code(
        "RE424",
        "cited-provision-changed",
        "The text of a provision that a released edition cites has changed since the release.",
        "The rules may no longer say what the guidance says, or explanations quote other words than then.",
        "warning",
    ),
    Code(
        "RE425",
        "released-edition-is-draft",
        "An edition in the lock is a draft again.",
        "What was released can be withdrawn, not undone.",
    ),
    Code(
        "RE426",
        "last-day-changed",
        "The last day in force differs from the one in the lock.",
        "It decides which edition judges a case; once set it stays.",
    ),
    Code(
        "RE427",
        "last-day-not-locked",
        "A released edition has a last day in force that the lock does not record yet.",
        "Until it is recorded it can be changed without notice.",
        "warning",
    ),
    Code(
        "RE428", "lock-entry-edited", "An entry of the lock contradicts itself.", "It was edited by hand, so it proves nothing."
    ),
)

_GUIDANCE_FILES = (
    Code(
        "RE501",
        "no-guidance-folder",
        "There is no folder of guidance beside the folder of rule sets.",
        "Rules must show what they rest on.",
    ),
    Code(
        "RE503",
        "no-front-matter",
        "A guidance file does not begin with front matter between two lines `---`.",
        "It says whose words these are.",
    ),
    Code(
        "RE504",
        "front-matter-unknown-key",
        "The front matter has a key that is not in the format.",
        "A key that is ignored misleads its author.",
    ),
    Code(
        "RE505",
        "front-matter-key-missing",
        "The front matter lacks a key that it needs.",
        "Who, when and where is part of a citation.",
    ),
    Code(
        "RE506",
        "front-matter-wrong-value",
        "A value in the front matter is not of the kind that its key takes.",
        "It would be misread.",
    ),
    Code(
        "RE507",
        "file-is-not-the-source",
        "The folder or the file has another name than the `source` or `edition` in its front matter.",
        "Citations find a file by its name.",
    ),
    Code(
        "RE508",
        "heading-without-id",
        "A heading has no id, or one that is not in the form `{#id}`.",
        "Rules cite headings by id.",
    ),
    Code("RE509", "provision-id-twice", "Two headings of one file have the same id.", "A citation must mean one provision."),
    Code(
        "RE510",
        "not-an-attribute",
        "A line among a heading's attributes is not `- key: value` with a known key.",
        "It would be lost.",
    ),
    Code(
        "RE511",
        "attribute-missing",
        "A provision lacks its status, or the reason for it.",
        "What is not encoded must be said, with why.",
    ),
    Code("RE512", "attribute-wrong-value", "An attribute has a value that it does not take.", "It would be misread."),
    Code("RE513", "attribute-twice", "An attribute is given twice.", "One of the two would be lost."),
    Code(
        "RE514",
        "provision-without-text",
        "A provision has no paraphrase.",
        "A reader of a decision is to see what guidance says.",
    ),
    Code(
        "RE515",
        "html-in-guidance",
        "A guidance file holds HTML or a comment.",
        "It is printed in terminals and reports, where HTML has no place.",
    ),
    Code(
        "RE516",
        "unsupported-markdown",
        "A guidance file holds an underlined heading, a rule, or a block of code.",
        "Only headings with `#`, paragraphs, lists and quotations keep their meaning everywhere.",
    ),
    Code(
        "RE517",
        "guidance-never-read",
        "A file in the guidance folder lies where nothing reads it.",
        "Its author believes that it counts.",
        "warning",
    ),
    Code("RE518", "guidance-without-provisions", "A guidance file has no provision.", "Nothing in it can be cited.", "warning"),
)

_CITATIONS = (
    Code(
        "RE532",
        "unknown-source",
        "A citation names a source or an edition of it that is not in the guidance folder.",
        "Nobody can look it up.",
    ),
    Code("RE533", "unknown-provision", "A citation names a provision that its source does not have.", "Nobody can look it up."),
    Code(
        "RE534",
        "guidance-not-in-force",
        "A rule set cites guidance that was in force on none of the days on which the rule set is.",
        "A rule is to rest on the guidance of its time.",
    ),
    Code(
        "RE535",
        "guidance-partly-in-force",
        "A rule set cites guidance that is in force on some of its days only.",
        "On the other days the rule rests on nothing, or on superseded guidance.",
        "warning",
    ),
    Code(
        "RE536",
        "cited-but-not-encoded",
        "A provision is cited, yet its status says that no rule encodes it.",
        "One of the two is out of date.",
        "warning",
    ),
    Code(
        "RE537",
        "encoded-but-not-cited",
        "A provision's status says that rules encode it, yet nothing cites it.",
        "A requirement may have been lost.",
        "warning",
    ),
    Code(
        "RE538",
        "guidance-of-elsewhere",
        "A rule set cites guidance that applies in none of its jurisdictions.",
        "Guidance binds only where it applies.",
        "warning",
    ),
    Code(
        "RE539",
        "rests-on-unverified-guidance",
        "A rule cites a provision whose confidence is `unverified`.",
        "Only a parameter marked as unverified may rest on one, so that decisions say so.",
        "warning",
    ),
    Code(
        "RE540",
        "verified-without-a-source",
        "A parameter's value says that it was verified, but it cites no provision that was.",
        "Decisions would vouch for a number that nobody has read in its source.",
        "warning",
    ),
)

STORE_CODES: tuple[Code, ...] = (*_STORE, *_GUIDANCE_FILES, *_CITATIONS)
"""Every code of this module, by number."""
