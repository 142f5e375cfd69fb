"""Our own reading of inlines agrees with markdown-it where the language is CommonMark."""

import re
from pathlib import PurePosixPath

from hypothesis import given, settings
from markdown_it import MarkdownIt

from publisher.artifacts import SourceFile
from publisher.model import (
    BulletList,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    LineBreak,
    OrderedList,
    Paragraph,
    Quotation,
    Reference,
    SceneBreak,
    SoftBreak,
    Strong,
    Text,
)
from publisher.parse import parse
from strategies import COMMONMARK, texts

THEIRS = MarkdownIt("commonmark").disable(["html_block", "html_inline", "autolink"])

# What our language reads otherwise, on purpose.
OTHERWISE = re.compile(
    r"!\[|<[a-zA-Z/?!]|\]\(\s*\)"  # pictures, HTML, no address
    r"|\\(?:\s|$)"  # no-break spaces, a backslash that ends a paragraph
    # and what the other reader does: to it the words of a link end where a text ends,
    # so that in `[ *_**](/u)` the last marks could not open anything
    r"|(?:[^\w\s*]|_)\*+\]|[^\w\s]_+\]"
)
TAGS = {
    "paragraph": "p", "blockquote": "q", "bullet_list": "ul", "ordered_list": "ol",
    "list_item": "li", "em": "em", "strong": "strong", "link": "a",
}  # fmt: skip


def ours(nodes):
    return "".join(our(node) for node in nodes)


def our(node):  # noqa: C901 one arm a type
    match node:
        case Text():
            return node.value
        case SoftBreak():
            return " "
        case LineBreak():
            return "⏎"
        case Code():
            return f"<code>{node.value}</code>"
        case Emphasis():
            return f"<em>{ours(node.children)}</em>"
        case Strong():
            return f"<strong>{ours(node.children)}</strong>"
        case Reference():
            return f"<a>{ours(node.children)}</a>"
        case Paragraph():
            return f"<p>{ours(node.children)}</p>"
        case Heading():
            return f"<h{node.level}>{ours(node.children)}</h>"
        case Quotation():
            return f"<q>{ours(node.blocks)}</q>"
        case BulletList() | OrderedList():
            tag = "ul" if isinstance(node, BulletList) else "ol"
            items = "".join(f"<li>{ours(item.blocks)}</li>" for item in node.items)
            return f"<{tag}>{items}</{tag}>"
        case CodeBlock():
            return f"<pre>{node.value}</pre>"
        case SceneBreak():
            return "<hr>"


def theirs(tokens):
    return "".join(their(token) for token in tokens)


def their(token):
    name, _, end = token.type.rpartition("_")
    if token.type == "inline":
        return theirs(token.children)
    if end in {"open", "close"} and name in TAGS:
        return f"<{'/' if end == 'close' else ''}{TAGS[name]}>"
    if name == "heading":
        return f"<{token.tag}>" if end == "open" else "</h>"
    plain = {"softbreak": " ", "hardbreak": "⏎", "hr": "<hr>"}
    if token.type in plain:
        return plain[token.type]
    if token.type == "code_inline":
        return f"<code>{token.content}</code>"
    if token.type in {"code_block", "fence"}:
        return f"<pre>{token.content.removesuffix(chr(10))}</pre>"
    return token.content


@given(text=texts(COMMONMARK, most=16))
@settings(max_examples=500, deadline=None)
def test_commonmark_is_read_as_commonmark(text):
    if OTHERWISE.search(text):
        return
    chapter, _ = parse(SourceFile(PurePosixPath("x.md"), text), {}, ())
    expected = theirs(THEIRS.parse(text)).replace("<p></p>", "")

    assert _even(expected) == _even(ours(chapter.blocks))


def _even(said):
    """Let space within code alone: at the beginning of a line it goes, as everywhere."""
    return re.sub(r"\s+", " ", re.sub(r"<code>\s*|\s*</code>", "`", said))
