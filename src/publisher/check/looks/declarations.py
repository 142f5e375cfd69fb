"""Styles of the EPUB that some reading systems cannot follow, or that readers cannot undo.

A property nobody knows is passed over in silence by all validators of EPUBs; one
function that Adobe's engine does not know makes it refuse the whole book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from publisher import rules
from publisher.artifacts import Stylesheet
from publisher.check.looks.sheets import Rule, Token, rules_of, written
from publisher.diagnostics import Diagnostic

_PROPERTIES = """
    all animation animation-delay animation-duration animation-name aspect-ratio
    backdrop-filter background background-attachment background-clip background-color
    background-image background-origin background-position background-repeat
    background-size border border-block border-block-end border-block-start border-bottom
    border-bottom-color border-bottom-left-radius border-bottom-right-radius
    border-bottom-style border-bottom-width border-collapse border-color border-image
    border-inline border-inline-end border-inline-start border-left border-left-color
    border-left-style border-left-width border-radius border-right border-right-color
    border-right-style border-right-width border-spacing border-style border-top
    border-top-color border-top-left-radius border-top-right-radius border-top-style
    border-top-width border-width bottom box-decoration-break box-shadow box-sizing
    break-after break-before break-inside caption-side clear clip clip-path color
    color-adjust color-scheme column-count column-fill column-gap column-rule
    column-rule-color column-rule-style column-rule-width column-span column-width columns
    content counter-increment counter-reset counter-set cursor direction display
    dominant-baseline empty-cells fill filter flex flex-basis flex-direction flex-flow
    flex-grow flex-shrink flex-wrap float font font-family font-feature-settings
    font-kerning font-language-override font-optical-sizing font-palette font-size
    font-size-adjust font-stretch font-style font-synthesis font-variant
    font-variant-alternates font-variant-caps font-variant-east-asian
    font-variant-emoji font-variant-ligatures font-variant-numeric font-variant-position
    font-variation-settings font-weight forced-color-adjust gap grid grid-area
    grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-row grid-template
    grid-template-areas grid-template-columns grid-template-rows hanging-punctuation
    height hyphenate-character hyphenate-limit-chars hyphens image-orientation
    image-rendering initial-letter inline-size inset isolation justify-content
    justify-items justify-self align-content align-items align-self left letter-spacing
    line-break line-height list-style list-style-image list-style-position
    list-style-type margin margin-block margin-block-end margin-block-start margin-bottom
    margin-inline margin-inline-end margin-inline-start margin-left margin-right
    margin-top mask max-block-size max-height max-inline-size max-width min-block-size
    min-height min-inline-size min-width mix-blend-mode object-fit object-position
    opacity order orphans outline outline-color outline-offset outline-style
    outline-width overflow overflow-wrap overflow-x overflow-y padding padding-block
    padding-block-end padding-block-start padding-bottom padding-inline
    padding-inline-end padding-inline-start padding-left padding-right padding-top page
    page-break-after page-break-before page-break-inside pointer-events position
    print-color-adjust quotes resize right row-gap ruby-align ruby-position
    scroll-behavior shape-image-threshold shape-margin shape-outside speak speak-as
    src stroke stroke-width tab-size table-layout text-align text-align-all
    text-align-last text-combine-upright text-decoration text-decoration-color
    text-decoration-line text-decoration-skip-ink text-decoration-style
    text-decoration-thickness text-emphasis text-emphasis-color text-emphasis-position
    text-emphasis-style text-indent text-justify text-orientation text-overflow
    text-rendering text-shadow text-transform text-underline-offset
    text-underline-position text-wrap top transform transform-origin transition
    unicode-bidi unicode-range user-select vertical-align visibility white-space widows
    width will-change word-break word-spacing word-wrap writing-mode z-index zoom
"""
PROPERTIES = frozenset(_PROPERTIES.split())
"""Properties of CSS (https://www.w3.org/Style/CSS/all-properties) that style pages."""

_FUNCTIONS = {"min", "max", "clamp", "calc", "var", "env"}
_LAYOUTS = {"flex", "inline-flex", "grid", "inline-grid"}
_FIXED = re.compile(r"\d*\.?\d+(px|pt|pc|cm|mm|in|q)", re.IGNORECASE)
_WHOLE_PAGE = {"body", "html", "*", ":root", "html, body", "html body"}
_READERS_OWN = {"font-size", "line-height", "color", "background", "background-color"}
_AS_IS = {"100%", "1em", "medium", "normal", "inherit", "initial", "unset"}


def doubtful_styles(sheets: Sequence[Stylesheet]) -> Iterator[Diagnostic]:
    """Find what reading systems do not know, and what takes a choice from the reader."""
    for rule in rules_of(sheets):
        for declaration in rule.declarations:
            yield from _unknown(rule, declaration)
            yield from _too_new(rule, declaration)
            yield from _imposed(rule, declaration)
            yield from _out_of_flow(rule, declaration)


def _unknown(rule: Rule, declaration: Token) -> Iterator[Diagnostic]:
    name = declaration.lower_name
    if name in PROPERTIES or name.startswith("-"):
        return
    near = get_close_matches(name, PROPERTIES, n=1)
    hint = f'did you mean "{near[0]}"?' if near else "no reading system will follow it"
    message = f'"{declaration.name}" is not a property of CSS'
    yield rules.EPUB_STYLE.at(rule.at(declaration), message, hint)


def _too_new(rule: Rule, declaration: Token) -> Iterator[Diagnostic]:
    """Adobe's engine, in many e-ink readers, gives up on a sheet it cannot parse."""
    if any(each.startswith("@supports") for each in rule.conditions):
        return
    named = {*_functions(declaration.value)} & _FUNCTIONS
    if declaration.lower_name == "display":
        named |= {written(declaration).lower()} & _LAYOUTS
    for each in sorted(named):
        message = f'older readers do not know "{each}" and may refuse the whole book'
        hint = "say it the plain way first, and this inside @supports"
        yield rules.EPUB_OLD_READERS.at(rule.at(declaration), message, hint)


def _functions(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "function":
            yield token.lower_name
            yield from _functions(token.arguments)


def _imposed(rule: Rule, declaration: Token) -> Iterator[Diagnostic]:
    """Size, spacing and colours of the page are the reader's to choose."""
    name, value = declaration.lower_name, written(declaration).lower()
    if name in {"font-size", "font"} and (found := _FIXED.search(value)):
        message = f'a size of "{found[0]}" keeps readers from choosing theirs'
        hint = "give it in em or %"
        yield rules.EPUB_IMPOSED.at(rule.at(declaration), message, hint)
    elif (
        rule.words.lower() in _WHOLE_PAGE
        and name in _READERS_OWN
        and value not in _AS_IS
        and not any("color-scheme" in each for each in rule.conditions)
    ):
        message = f'"{name}" of the whole page overrides what the reader has chosen'
        hint = "leave it out; say it of single elements, relative to the page"
        yield rules.EPUB_IMPOSED.at(rule.at(declaration), message, hint)


def _out_of_flow(rule: Rule, declaration: Token) -> Iterator[Diagnostic]:
    if declaration.lower_name == "position":
        value = written(declaration).lower()
        if value in {"fixed", "sticky"}:
            message = f'"position: {value}" has no meaning on pages that flow'
            hint = "place it with margins or float"
            yield rules.EPUB_STYLE.at(rule.at(declaration), message, hint)
