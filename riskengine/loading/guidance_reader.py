"""Reads guidance files: front matter, then Markdown headings with an id, attributes and a paraphrase.

The format, in full in docs/guidance-format.md; one file is `guidance/<source>/<edition>.md`:

    ---
    source: hmic
    edition: "2023"
    title: How well the police tackle the online sexual abuse of children
    publisher: HMICFRS
    published: 2023-04-05
    effective: {from: 2023-04-05}            # or {from: ..., until: ...}, both days included
    address: https://example.org/report
    jurisdictions: [england-and-wales, northern-ireland]
    confidence: verified                     # verified | press | third_party | derived | unverified
    ---

    ## Risk to other children {#access}

    - status: encoded                        # encoded | partly | not_encoded (these two need a reason)
    - reason: why it is not wholly encoded
    - confidence: press                      # optional, in place of the front matter's
    - address: https://example.org/page      # optional, in place of the front matter's

    The paraphrase, in paragraphs and lists.

Comments are shown here for the reader of this docstring; attribute lines have none.
"""

from __future__ import annotations

__all__: list[str] = []
