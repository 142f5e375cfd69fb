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
