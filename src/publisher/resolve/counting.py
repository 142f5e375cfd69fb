"""Numbers in words: "Chapter Three", "Часть первая", "Erster Teil". Data and lookup."""

from __future__ import annotations

from collections.abc import Mapping

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

_FEMININE = [
    "первая",
    "вторая",
    "третья",
    "четвёртая",
    "пятая",
    "шестая",
    "седьмая",
    "восьмая",
    "девятая",
    "десятая",
    "одиннадцатая",
    "двенадцатая",
    "тринадцатая",
    "четырнадцатая",
    "пятнадцатая",
    "шестнадцатая",
    "семнадцатая",
    "восемнадцатая",
    "девятнадцатая",
]
_RUSSIAN = (
    *_FEMININE,
    "двадцатая", *(f"двадцать {word}" for word in _FEMININE[:9]),
    "тридцатая", *(f"тридцать {word}" for word in _FEMININE[:9]),
    "сороковая",
)  # fmt: skip

_FRENCH_PARTS = [
    "première",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "septième",
    "huitième",
    "neuvième",
    "dixième",
    "onzième",
    "douzième",
]
_FRENCH = [
    "premier",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
    "vingt-et-un",
    "vingt-deux",
    "vingt-trois",
    "vingt-quatre",
    "vingt-cinq",
    "vingt-six",
    "vingt-sept",
    "vingt-huit",
    "vingt-neuf",
    "trente",
]

_GERMAN = [
    "erste",
    "zweite",
    "dritte",
    "vierte",
    "fünfte",
    "sechste",
    "siebte",
    "achte",
    "neunte",
    "zehnte",
    "elfte",
    "zwölfte",
    "dreizehnte",
    "vierzehnte",
    "fünfzehnte",
    "sechzehnte",
    "siebzehnte",
    "achtzehnte",
    "neunzehnte",
    "zwanzigste",
    "einundzwanzigste",
    "zweiundzwanzigste",
    "dreiundzwanzigste",
    "vierundzwanzigste",
    "fünfundzwanzigste",
    "sechsundzwanzigste",
    "siebenundzwanzigste",
    "achtundzwanzigste",
    "neunundzwanzigste",
    "dreißigste",
]

_ITALIAN = [
    "primo",
    "secondo",
    "terzo",
    "quarto",
    "quinto",
    "sesto",
    "settimo",
    "ottavo",
    "nono",
    "decimo",
    "undicesimo",
    "dodicesimo",
    "tredicesimo",
    "quattordicesimo",
    "quindicesimo",
    "sedicesimo",
    "diciassettesimo",
    "diciottesimo",
    "diciannovesimo",
    "ventesimo",
]

_SPANISH = [
    "primero",
    "segundo",
    "tercero",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "undécimo",
    "duodécimo",
    "decimotercero",
    "decimocuarto",
    "decimoquinto",
    "decimosexto",
    "decimoséptimo",
    "decimoctavo",
    "decimonoveno",
    "vigésimo",
]

_NAMES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("ru", "part"): tuple(f"Часть {word}" for word in _RUSSIAN),
    ("ru", "chapter"): tuple(f"Глава {word}" for word in _RUSSIAN),
    ("fr", "part"): tuple(f"{word.capitalize()} partie" for word in _FRENCH_PARTS),
    ("fr", "chapter"): tuple(f"Chapitre {word}" for word in _FRENCH),
    ("de", "part"): tuple(f"{word.capitalize()}r Teil" for word in _GERMAN),
    ("de", "chapter"): tuple(f"{word.capitalize()}s Kapitel" for word in _GERMAN),
    ("it", "part"): tuple(f"Parte {word[:-1]}a" for word in _ITALIAN),
    ("it", "chapter"): tuple(f"Capitolo {word}" for word in _ITALIAN),
    ("es", "part"): tuple(f"{word[:-1].capitalize()}a parte" for word in _SPANISH),
    ("es", "chapter"): tuple(f"Capítulo {word}" for word in _SPANISH),
}
"""Whole names, because gender and order of words differ by language."""


def name_in_words(lang: str, piece: str, number: int) -> str | None:
    """Name a "part" or "chapter" with its number in words; None if the table ends."""
    base = lang.partition("-")[0].lower()
    if base == "en":
        said = english(number)
        return f"{piece.capitalize()} {_titled(said)}" if said else None
    names = _NAMES.get((base, piece), ())
    return names[number - 1] if 0 < number <= len(names) else None


def english(number: int) -> str | None:
    """Say a number from 1 to 999 in English."""
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        said = english(rest) if rest else ""
        if hundreds > 9 or said is None:
            return None
        return f"{_UNITS[hundreds - 1]} hundred" + (f" and {said}" if said else "")
    if number < 20:
        return _UNITS[number - 1] if number > 0 else None
    tens, rest = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_UNITS[rest - 1]}" if rest else "")


def _titled(said: str) -> str:
    return " ".join(
        word if word == "and" else "-".join(map(str.capitalize, word.split("-")))
        for word in said.split(" ")
    )


def says_number(words: str) -> bool:
    """Tell whether words are one of these numbers, as in a title that has its own."""
    return words.lower() in _SPOKEN


_SPOKEN = frozenset(
    {
        *_UNITS,
        *(said for number in range(20, 100) if (said := english(number))),
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
        "ninth", "tenth", "last",
        *_RUSSIAN, *_FRENCH_PARTS, *_FRENCH, *_GERMAN, *_ITALIAN, *_SPANISH,
        *(f"{word[:-1]}a" for word in (*_ITALIAN, *_SPANISH)),
        *(f"{word}{end}" for word in _GERMAN for end in "rs"),
    }
)  # fmt: skip
