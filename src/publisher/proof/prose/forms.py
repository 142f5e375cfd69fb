"""The forms that dictionaries can give: more than they do, and never fewer.

A dictionary of hunspell is a list of roots and of rules that put something before them or
behind. Taking a word apart by all rules, whatever roots they are for, says of nearly every
slip of the pen that it is no word, in a fifth of the time that two English dictionaries take.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LARGEST = 4_000_000  # bytes of dictionaries whose roots are held in memory
ENDINGS, BEGINNINGS = (
    1_000,
    50,
)  # with more, taking a word apart takes longer than to ask

_ROOT = re.compile(r"^[^/\s]+", re.MULTILINE)
_PUT = frozenset({"PFX", "SFX"})
_HELD = frozenset({"ICONV", "BREAK"})
"""What is done to words in which certain letters are: of these nothing is said."""
_KNOWN = _PUT | _HELD | frozenset({
    "SET", "FLAG", "LANG", "AF", "AM", "FULLSTRIP", "CIRCUMFIX", "COMPOUNDMIN", "COMPOUNDRULE",
    "NEEDAFFIX", "ONLYINCOMPOUND", "FORBIDDENWORD", "KEEPCASE", "NOSUGGEST", "SUBSTANDARD", "WARN",
    "TRY", "KEY", "REP", "MAP", "PHONE", "OCONV", "WORDCHARS", "MAXDIFF", "ONLYMAXDIFF",
    "MAXNGRAMSUGS", "NOSPLITSUGS", "NAME", "HOME", "VERSION",
})  # fmt: skip
"""Directives that make no other forms, or fewer, or propose words; see hunspell(5)."""
_DOTTED = ("tr", "az", "crh")  # languages that have an I with a dot, and one without


@dataclass(frozen=True, slots=True)
class Forms:
    """Roots and rules of some dictionaries, all in lower case."""

    roots: set[str]
    before: dict[str, tuple[str, ...]]  # what is put before a root → what it replaces
    beginnings: tuple[str, ...]  # all of `before`
    behind: dict[str, tuple[str, ...]]  # the same for endings; "" is one
    longest: int  # of these, in letters
    unsure: frozenset[str]  # letters of words of which nothing is said

    def may_have(self, word: str) -> bool:
        """Tell whether a dictionary may know a word; if not, none does."""
        low = word.lower()
        if len(low) != len(word) or "Σ" in word:
            return True  # letters that are not made small alone
        if not (low.isalpha() or low.replace("'", "").isalpha()):
            return True  # figures, hyphens: by rules of their own
        if not self.unsure.isdisjoint(low):
            return True
        return self._ends(low) or (
            low.startswith(self.beginnings)
            and any(
                self._ends(back + low[len(put) :])
                for put, backs in self.before.items()
                if low.startswith(put)
                for back in backs
            )
        )

    def _ends(self, word: str) -> bool:
        """Tell whether a root and an ending make a word."""
        for at in range(max(len(word) - self.longest, 0), len(word) + 1):
            for back in self.behind.get(word[at:], ()):
                if word[:at] + back in self.roots:
                    return True
        return False


def forms(books: Iterable[tuple[str, Path]]) -> Forms | None:
    """Read the roots and rules of dictionaries, each a name and the folder it is in.

    None if one has rules that are not known here (compounds, and endings that follow
    another, above all), or if they are too many or too large.
    """
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {"": {""}}
    unsure, texts = set[str](), list[str]()
    left = LARGEST
    for name, folder in books:
        left -= (folder / f"{name}.dic").stat().st_size
        read = _read(folder / name) if left >= 0 else None
        if read is None:
            return None
        rules, words = read
        texts.append(words)
        for kind, *said in rules:
            if kind in _PUT and len(said) > 2:
                put, _, more = said[2].partition("/")
                if more:
                    return None
                table = before if kind == "PFX" else behind
                table.setdefault(_letters(put), set()).add(_letters(said[1]))
            elif kind in _HELD and said:
                unsure.update(said[0].lower())
    if sum(map(len, behind.values())) > ENDINGS or len(before) > BEGINNINGS:
        return None
    return Forms(
        {root for words in texts for root in _ROOT.findall(words.lower())},
        {put: tuple(sorted(each)) for put, each in before.items()},
        tuple(before),
        {put: tuple(sorted(each)) for put, each in behind.items()},
        max(map(len, behind)),
        frozenset(unsure),
    )


def _letters(said: str) -> str:
    return "" if said == "0" else said.lower()


def _read(book: Path) -> tuple[list[list[str]], str] | None:
    """Read the rules of a dictionary, a list of words each, and its roots as they stand."""
    rules = book.with_name(f"{book.name}.aff").read_bytes()
    named = re.search(rb"^(?:\xef\xbb\xbf)?SET\s+(\S+)", rules, re.MULTILINE)
    try:
        encoding = named[1].decode("ascii") if named else "latin-1"
        text = rules.decode(encoding).removeprefix("\ufeff")
        words = book.with_name(f"{book.name}.dic").read_bytes().decode(encoding)
    except (LookupError, UnicodeError):
        return None
    told = [line.split() for line in text.split("\n") if line.strip()]
    told = [each for each in told if not each[0].startswith("#")]
    return (told, words) if _are_plain(told, words) else None


def _are_plain(rules: list[list[str]], words: str) -> bool:
    """Tell whether rules make no forms but by putting things before and behind.

    Compounds made by rule are figures ("21st"), if only those have the flags.
    """
    for kind, *said in rules:
        if kind not in _KNOWN or (kind == "LANG" and "".join(said).startswith(_DOTTED)):
            return False
    compounds = ["".join(said) for kind, *said in rules if kind == "COMPOUNDRULE"][1:]
    if not compounds:  # the first tells how many
        return True
    flags = re.escape("".join(sorted(set("".join(compounds)) - set("*?()"))))
    made = re.search(rf"^[^/\s\d]+/\S*[{flags}]", words, re.MULTILINE)
    return not made and all(kind != "AF" for kind, *_ in rules)
