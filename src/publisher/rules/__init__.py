"""Every code the publisher can raise. Never reused, never renumbered.

L load and configuration · P parse · R resolve · C check of the book · Y layout ·
K package · E check of the EPUB · D check of the PDF · F fidelity · T prose.
Findings of outside tools keep the tool's own codes: `epubcheck/RSC-005`.
"""

# ruff: noqa: F403 every rule is asked for as rules.NAME, whatever family it is of

from publisher.rules.book import *
from publisher.rules.epub import *
from publisher.rules.fidelity import *
from publisher.rules.layout import *
from publisher.rules.loading import *
from publisher.rules.packaging import *
from publisher.rules.parsing import *
from publisher.rules.pdf import *
from publisher.rules.press import *
from publisher.rules.prose import *
from publisher.rules.resolving import *
from publisher.rules.rule import Rule as Rule


def all_rules() -> list[Rule]:
    """List every rule, by code."""
    rules = [each for each in globals().values() if isinstance(each, Rule)]
    return sorted(rules, key=lambda rule: rule.code)


_PICTURE = "show another picture until this one is there"
_ABSENT = "without it nothing is there to be made"
_WHOLE = "a book that is not whole is not made"
FIRM = {
    **dict.fromkeys(("C004", "C008", "L008", "L014"), _PICTURE),
    **dict.fromkeys(("L001", "L003", "L006", "L009", "L011", "L016", "L017", "L020"), _ABSENT),
    **dict.fromkeys(("C007", "C017", "Y004", "Y006", "Y008", "E001", "E002", "E003"), _WHOLE),
    **dict.fromkeys(("F001", "F002", "F003", "F004", "F005", "D001", "D002", "K001"), _WHOLE),
}  # fmt: skip
"""Codes that are errors in every book, and why: nothing could be made that is whole."""
