"""Drawings said in plainer words, where few programs understand the finer ones."""

from __future__ import annotations

from typing import Any, TypeAlias

from publisher.load import css

Element: TypeAlias = Any  # lxml has no types


def said_plainly(root: Element) -> None:
    """Spell styles out, and keep of a choice what is shown."""
    for each in list(root.iter()):
        name = each.tag.rpartition("}")[2]
        if each.get("style"):
            each.set("style", css.without_shorthand(each.get("style")))
        if name == "style" and each.text:
            each.text = css.rules_without_shorthand(each.text)
        elif name == "switch":
            _choose(each)


def _choose(switch: Element) -> None:
    """Make a group of a `switch`, with the first of its children that anyone can show.

    One for readers of a language is shown where there is none for all.
    """
    children = list(switch)
    able = [each for each in children if not each.get("requiredExtensions", "").strip()]
    for_all = [each for each in able if not each.get("systemLanguage")]
    chosen = (for_all or able)[:1]
    for each in children:
        if each not in chosen:
            switch.remove(each)
    switch.tag = switch.tag.replace("switch", "g")
