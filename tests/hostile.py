"""Texts that try to be more than text, and a tree of an explanation that says one of them wherever a tree says anything."""

from __future__ import annotations

from riskengine.explaining.explanation import Explanation
from riskengine.explaining.tree import Form, Item, Items, Paragraph, Section, Tree

__all__ = ["HOSTILE", "hostile_tree"]

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "end-of-style": "</style><img src=x onerror=alert(1)>",
    "end-of-a-quoted-style": '"; } body { display: none } /* \\',
    "attribute": '" onmouseover="alert(1)',
    "comment": "--> <!-- ]]> <![CDATA[",
    "entities": "&lt;b&gt; &amp; &#x202e;",
    "rich": "[bold red]rich markup[/bold red] [link=http://evil.example]x[/link] [/]",
    "link": "[click](javascript:alert(1)) ![x](http://evil.example/x.png) [a]: http://evil.example",
    "autolinks": "www.evil.example https://evil.example <https://evil.example> a@b.example",
    "blocks": "# heading\n- item\n1. one\n> quoted\n```\ncode\n```\n\n    indented\n\n---\n===",
    "table": "|a|b|\n|-|-|\n|c|d|",
    "emphasis": "*a* _b_ **c** ~~d~~ `e` ^f^ $g$ ==h== \\",
    "footnote": "[^1] [^1]: text : definition",
    "template": "{{ 7 * 7 }} {% raw %} ${x} %s {0} {name}",
    "escapes": "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07 \x9b31m \x08\x07",
    "null": "a\x00b",
    "right-to-left": "\u202egnp.exe \u200f\u061c",
    "isolates": "a\u2066b\u2067c\u2068d\u2069e",
    "no-width": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg",
    "lines": "a\u2028b\u2029c\x85d\x0be\x0cf\r\ng",
    "surrogates": "x\ud800y\udfff",
    "private": "a\ue000b\ue001c\uf8ff\U000f0000",
    "tags": "a\U000e0041\U000e007f\ufff9b\ufffac\ufffb",
    "emoji": "👩‍👧‍👦 🏳️‍🌈 ❤️",
    "marks": "Z\u0351\u036b\u0343\u036a\u0302A\u0334\u0335L\u0336G\u0337O",
    "long": "x" * 10_000,
    "long-words": "word " * 2_000,
    "arabic": "العربية 123 עברית",
}


def hostile_tree(text: str, more: str = "plain") -> Explanation:
    """Every kind of block, each with the text in it; the last word of all is `End`."""
    items = Items((Item(text, (text, more), "error"), Item(more)), ordered=True)
    tree = Tree(
        kicker="Kicker",
        title=f"Case {text}",
        page_language="en-GB",
        tone="error",
        summary=(text, more),
        key_facts_title="At a glance",
        key_facts=(("Label", text),),
        notices=(text,),
        sections=(
            Section("why", "Why", (Paragraph(text, "error"), items)),
            Section("sign_off", "Sign", (Form((text, "Name"), (text,)),)),
        ),
        footer=f"{text} End",
    )
    return Explanation(tree)
