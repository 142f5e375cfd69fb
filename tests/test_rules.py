"""Every rule says what it is about, why it matters and what can be done."""

import re
from collections import Counter
from pathlib import Path

import pytest

from clean_book import OVERLAYS
from diagnostics_page import PAGE, page
from publisher import rules

FAMILIES = Path(rules.__file__).parent
TELL = (
    "{code} ({title}): its `{field}` {fault}. Beside the rule, in src/publisher/rules/, "
    "`why` tells an editor what a reader, a shop or a press would suffer, and `cure` what "
    "to do now; docs/diagnostics.md prints both. Whole sentences, plain words, 20 to 400 "
    "characters, what is typed between backticks."
)


def fault(text):
    """Say what is amiss with the text of a rule, or nothing."""
    if not 20 <= len(text) <= 400:
        return f"has {len(text)} characters"
    if not re.match(r"[A-Z`\"]|book\.yaml", text):
        return "does not begin like a sentence"
    if not text.endswith((".", "`.")):
        return "does not end in a full stop"
    if text.count("`") % 2:
        return "has a backtick without its partner"
    if "  " in text or text != text.strip() or "\n" in text:
        return "has spaces where none belong"
    return ""


@pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda rule: rule.code)
@pytest.mark.parametrize("field", ["why", "cure"])
def test_every_rule_says_why_it_matters_and_what_can_be_done(rule, field):
    wrong = fault(getattr(rule, field))

    assert not wrong, TELL.format(
        code=rule.code, title=rule.title, field=field, fault=wrong
    )


@pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda rule: rule.code)
def test_a_title_is_one_line_without_a_full_stop(rule):
    assert re.fullmatch(r"(?:[A-Z]|book\.yaml).{5,78}[^.\s]", rule.title), rule.title
    assert re.fullmatch(r"[LPRCYKEDFT]\d{3}", rule.code), rule.code


def test_no_code_and_no_title_is_given_twice():
    for field in ("code", "title", "why"):
        tally = Counter(getattr(rule, field) for rule in rules.all_rules())

        assert [] == [said for said, times in tally.items() if times > 1]


@pytest.mark.parametrize("family", sorted(FAMILIES.glob("*.py")), ids=lambda f: f.stem)
def test_a_family_of_rules_has_one_letter_and_is_in_order(family):
    """So a code is found where one looks for it."""
    codes = re.findall(r'= Rule\(\s*"(\w+)"', family.read_text("utf-8"))

    assert len({code[0] for code in codes}) <= 1
    assert sorted(codes) == codes
    assert set(codes) <= {rule.code for rule in rules.all_rules()}, (
        f"{family.name} is not imported in rules/__init__.py"
    )


ELSEWHERE = {
    "D": "about a finished PDF, which a test spoils",
    "E": "about a finished EPUB, which a test spoils",
    "F": "about words that a finished file has lost, which a test takes out",
    "K": "about a disk, which a test fills or damages",
    "Y": "about pages as they fell, which a test lays out",
    "C050": "about what a server says, which a test lets misbehave",
    "C051": "about what a server says, which a test lets misbehave",
    "C052": "about what a server says, which a test lets misbehave",
    "C053": "about the network that an address is of; a test links to it",
    "L070": "about a printer and a trim; a golden case of the configuration",
    "P013": "about what the parser failed to understand, which no text is known to earn",
    "R010": "earned by the clean book itself, and so by every overlay",
    "R014": "about an edition asked for on the command line",
}
"""Why no overlay, which is only read and checked, can earn these; by code or family."""

AMONG = {"R010", "R011"}
"""What an overlay may earn besides: the note of the clean book; and that the two places
which a reference could lead to (R012) have the same id."""


def named_in_tests(code):
    """Find the tests and golden cases that ask for a code by name."""
    folder = Path(__file__).parent
    files = [*folder.glob("*.py"), *folder.glob("golden/*.md")]
    named = re.compile(rf"(?<![A-Z0-9]){code}(?![0-9])")
    own = {"test_rules.py", "diagnostics_page.py", "test_reports.py"}
    return [
        each.name
        for each in files
        if each.name not in own and named.search(each.read_text("utf-8"))
    ]


@pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_earned_by_an_overlay_or_by_a_test_that_names_it(rule):
    if (OVERLAYS / rule.code).is_dir():
        said = (OVERLAYS / rule.code / "expected.txt").read_text("utf-8")
        codes = set(re.findall(r": \w+\[(\S+?)\]: ", said))

        assert codes - AMONG <= {rule.code}, "it earns something else, too"
        assert rule.code in codes
        return
    reason = ELSEWHERE.get(rule.code) or ELSEWHERE.get(rule.code[0])

    assert reason, f"{rule.code} needs a folder in tests/books/overlays that earns it"
    assert named_in_tests(rule.code), f"no test earns {rule.code}, which is {reason}"


def test_the_page_of_all_findings_is_up_to_date():
    assert page() == PAGE.read_text("utf-8"), "inv fmt writes docs/diagnostics.md anew"
