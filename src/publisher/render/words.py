"""The words the publisher adds to the author's: labels, numbers, signatures."""

from __future__ import annotations

from publisher.model import Book, Form, Heading, Reference, Target
from publisher.render.markup import Markup
from publisher.render.setting import EMPTY, Setting


def spoken(node: Reference, target: Target) -> str:
    """Say the name or the number of a numbered target, as the sentence wants it."""
    if node.form is Form.NUMBER and target.number:
        return target.number
    name = target.name if node.capital else target.lower or target.name
    return "\u00a0".join(name.rsplit(" ", 1)) if target.number else name


def section_number(node: Heading, setting: Setting) -> Markup:
    """Write the number before a section's title, where sections are numbered."""
    info, target = setting.book.info, setting.named.get(node.attributes.id)
    if not info.number_sections or "unnumbered" in node.attributes.classes:
        return EMPTY
    if target is None or not target.number:
        return EMPTY
    return Markup('<span class="gen number">{}</span> ').format(target.number)


def caption_label(target: Target | None, *, followed: bool) -> Markup:
    """Write "Map 5." before a caption; the full stop only if a caption follows."""
    if target is None or not target.number:
        return EMPTY
    name = target.name.replace(" ", "\u00a0")
    stop = "." if followed else ""
    return Markup('<span class="gen label">{}{}</span> ').format(name, stop)


def signature(by: str, book: Book) -> Markup:
    """Sign a remark with what book.yaml says for its voice, at least with its name."""
    voice = book.info.voices.get(by)
    if voice is None:
        return EMPTY
    said = voice.signature or f"— {voice.name}"
    return Markup('<span class="gen sign"> {}</span>').format(said)
