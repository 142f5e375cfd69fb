"""The grammar of `{#id .class key=value}`, and the attributes it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.common.utils import unescapeAll

from publisher import rules
from publisher.config import languages
from publisher.diagnostics import Diagnostic, Span
from publisher.model import Attributes
from publisher.parse.wording import shown

_SPACE = re.compile(r"[ \t\n]*+")
_PART = re.compile(
    r"""\#(?P<id>[^\s{}"'=]++)
      | \.(?P<class>[^\s{}.\#="']++)
      | (?P<key>[^\s{}.\#="'\\|<>`-][^\s{}="'\\|<>`]*+)
        =(?P<value>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?!["'])[^\s{}]*+)
      | (?P<plain>-)
    """,
    re.VERBOSE | re.DOTALL,
)
# BCP 47, as far as form goes: a language or x- or i- and subtags of up to eight characters.


@dataclass(slots=True)
class Braces:
    """What one pair of braces says, before anything is taken out of it."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)

    def take(self, *keys: str) -> str | None:
        """Take out the value of the first of these keys that is there."""
        found = [self.pairs.pop(key) for key in keys if key in self.pairs]
        return found[0] if found else None

    def take_class(self, *names: str) -> bool:
        """Take out classes; tell whether any was there."""
        there = any(name in self.classes for name in names)
        self.classes = [name for name in self.classes if name not in names]
        return there

    @property
    def empty(self) -> bool:
        """Tell whether nothing is left."""
        return not (self.id or self.classes or self.pairs)


def braces(
    text: str, start: int, limit: int | None = None
) -> tuple[Braces, int] | None:
    """Read attributes that begin at `start`; give them and the position behind them.

    `None` if what stands there cannot be read as attributes.
    """
    limit = len(text) if limit is None else limit
    if not text.startswith("{", start):
        return None
    found, at = Braces(), start + 1
    while True:
        at = _end_of(_SPACE, text, at, limit)
        if text.startswith("}", at) and at < limit:
            return found, at + 1
        part = _PART.match(text, at, limit)
        if part is None:
            return None
        _keep(found, part)
        at = part.end()
        if not text.startswith(("}", ".", "#", " ", "\t", "\n"), at):
            return None


def _end_of(pattern: re.Pattern[str], text: str, at: int, limit: int) -> int:
    match = pattern.match(text, at, limit)
    return match.end() if match else at


def _keep(found: Braces, part: re.Match[str]) -> None:
    if part["id"]:
        found.id = part["id"]
    elif part["class"]:
        found.classes.append(part["class"])
    elif part["plain"]:
        found.classes.append("unnumbered")
    elif part["key"] == "id":
        found.id = _value(part["value"])
    elif part["key"] == "class":
        found.classes.extend(_value(part["value"]).split())
    else:
        found.pairs[part["key"]] = _value(part["value"])


def _value(written: str) -> str:
    if written[:1] in {'"', "'"}:
        written = written[1:-1]
    return " ".join(unescapeAll(written).split("\n"))


_CALL_BEFORE = re.compile(r"\[\^[^\s\[\]]+\]$")


_LIKELY = re.compile(r"\{\s*(?:[#.]|[\w-]+=)")
_UNCLOSED = re.compile(r"(?<![\])`>])\{\s*(?:[#.]|[\w-]+=)[^{}]*$")


def closing_braces(text: str) -> int:
    """Give the position of a `{` that opens attributes at the end of a line, or -1.

    Braces around ordinary words, as in "the set {a, b}", are not attributes.
    """
    if not text.endswith("}"):
        unclosed = _UNCLOSED.search(text)
        return unclosed.start() if unclosed else -1
    at = _last_opening(text)
    if at > 0 and text[at - 1] in "])`>" and not _CALL_BEFORE.search(text, 0, at):
        return -1  # they belong to a span, a link, a picture or code
    return at if at >= 0 and (_closes(text, at) or _LIKELY.match(text, at)) else -1


def _last_opening(text: str) -> int:
    """Find the `{` that the last `}` closes; a quoted value may hold braces."""
    at = text.rfind("{")
    for _ in range(20):
        if at <= 0 or _closes(text, at) or text.count('"', at) % 2 == 0:
            break
        at = text.rfind("{", 0, at)
    return at


def _closes(text: str, at: int) -> bool:
    """Tell whether attributes reach from here to the end."""
    found = braces(text, at)
    return found is not None and found[1] == len(text)


def attributes(found: Braces, span: Span, findings: list[Diagnostic]) -> Attributes:
    """Make attributes of what braces say; language and direction are judged here."""
    lang, direction = found.take("lang", "xml:lang") or "", found.take("dir") or ""
    hint = languages.fault(lang) if lang else None
    if hint:
        findings.append(_bad_language(lang, span, hint))
        lang = ""
    if direction not in {"", "ltr", "rtl"}:
        findings.append(_bad_direction(direction, span))
        direction = ""
    pairs = tuple(found.pairs.items())
    return Attributes(found.id, tuple(found.classes), pairs, lang, direction)


def _bad_language(lang: str, span: Span, hint: str) -> Diagnostic:
    return rules.TEXT_LANGUAGE.at(span, f'"{shown(lang)}" is not a language tag', hint)


def _bad_direction(direction: str, span: Span) -> Diagnostic:
    return rules.BROKEN_ATTRIBUTES.at(
        span,
        f'"{shown(direction)}" is not a direction of writing',
        "write dir=rtl for right to left or dir=ltr for left to right",
    )


def broken(span: Span, written: str) -> Diagnostic:
    """Say that braces cannot be read."""
    return rules.BROKEN_ATTRIBUTES.at(
        span,
        f'attributes that cannot be read: "{shown(written, 40)}"',
        'write them as {#id .class key="value"}, with straight quotes, and close the brace',
    )
