"""How languages set quotation marks and spaces. Data only.

Quotation marks follow CLDR's `delimiters`, with the inner marks that printers of the
language prefer. A language that is not here has the English marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

Pair = tuple[str, str]

THIN, FIXED = "\u202f", "\u00a0"
"""The narrow and the ordinary space at which no line breaks."""


@dataclass(frozen=True, slots=True)
class Customs:
    """What becomes of straight marks.

    `outer` and `inner` are for `"`, by depth. Where they are equal, the author chooses
    the marks by typing one straight mark or the other. `single` is for `'`.
    """

    outer: Pair
    inner: Pair
    single: Pair
    before: Mapping[str, str]  # mark → the space that stands before it
    guillemet: str = ""  # the space inside « and »
    abbreviations: tuple[str, ...] = ()  # stay with the number that follows
    clinging: str = ""  # words of one letter that end no line
    holds: bool = True  # "z. B." and "10 000" are not divided


_CURLED, _SINGLE = ("“", "”"), ("‘", "’")
_LOW, _LOW_SINGLE = ("„", "“"), ("‚", "‘")
_POLISH, _GUILLEMETS, _INWARD = ("„", "”"), ("«", "»"), ("»", "«")
_NORDIC, _NORDIC_SINGLE = ("”", "”"), ("’", "’")
_ARABIC, _ARABIC_SINGLE = ("”", "“"), ("’", "‘")  # the first one stands at the right

_ENGLISH = ("p", "pp", "no", "nos", "vol", "vols", "ch", "chap", "fig", "figs", "art")
_LATIN = ("p", "pp", "n", "t", "vol", "cap", "fig", "art", "c", "f", "ff", "fol")
_IBERIAN = (*_LATIN, "pág", "págs", "núm", "núms")
_CZECH, _POLES = "KkSsVvZzOoUuAI", "AaIiOoUuWwZz"


def _plain(
    outer: Pair, inner: Pair, single: Pair, *abbreviations: str, clinging: str = ""
) -> Customs:
    return Customs(outer, inner, single, {}, "", abbreviations, clinging)


def _french(before: Mapping[str, str], space: str) -> Customs:
    short = ("p", "pp", "n", "t", "vol", "chap", "fig", "art", "f", "fol", "ch")
    return Customs(_GUILLEMETS, _CURLED, _SINGLE, before, space, short)


ENGLISH = Customs(_CURLED, _CURLED, _SINGLE, {}, "", _ENGLISH, holds=False)

CUSTOMS: Mapping[str, Customs] = {
    "en": ENGLISH,
    "ru": _plain(
        _GUILLEMETS, _LOW, _LOW, "с", "стр", "т", "тт", "гл", "рис", "л", "кн"
    ),
    "uk": _plain(_GUILLEMETS, _LOW, _LOW, "с", "стор", "т", "гл", "рис", "кн"),
    "be": _plain(_GUILLEMETS, _LOW, _LOW, "с", "т"),
    "bg": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "с", "т"),
    "cu": _plain(_GUILLEMETS, _LOW, _LOW),
    "fr": _french({";": THIN, "!": THIN, "?": THIN, ":": FIXED}, THIN),
    "fr-ca": _french({":": FIXED}, FIXED),
    "fr-ch": _french({";": THIN, "!": THIN, "?": THIN, ":": THIN}, THIN),
    "de": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "S", "Nr", "Bd", "Kap", "Abb", "H"),
    "de-ch": _plain(_GUILLEMETS, ("‹", "›"), ("‹", "›"), "S", "Nr", "Bd", "Kap", "Abb"),
    "it": _plain(_GUILLEMETS, _CURLED, _SINGLE, *_LATIN),
    "es": _plain(_GUILLEMETS, _CURLED, _SINGLE, *_IBERIAN),
    "ca": _plain(_GUILLEMETS, _CURLED, _SINGLE, *_IBERIAN),
    "la": _plain(_CURLED, _CURLED, _SINGLE, *_LATIN),
    "pt": _plain(_CURLED, _CURLED, _SINGLE, *_IBERIAN),
    "pt-pt": _plain(_GUILLEMETS, _CURLED, _SINGLE, *_IBERIAN),
    "el": _plain(_GUILLEMETS, _CURLED, _SINGLE),
    "hy": _plain(_GUILLEMETS, _GUILLEMETS, _SINGLE),
    "nb": _plain(_GUILLEMETS, _SINGLE, _SINGLE, "s", "nr"),
    "nn": _plain(_GUILLEMETS, _SINGLE, _SINGLE, "s", "nr"),
    "no": _plain(_GUILLEMETS, _SINGLE, _SINGLE, "s", "nr"),
    "fa": _plain(_GUILLEMETS, ("‹", "›"), ("‹", "›")),
    "pl": _plain(_POLISH, _GUILLEMETS, ("‚", "’"), "s", "t", "nr", clinging=_POLES),
    "ro": _plain(_POLISH, _GUILLEMETS, _GUILLEMETS, "p", "nr"),
    "hu": _plain(_POLISH, _INWARD, ("’", "’")),
    "hr": _plain(_POLISH, _SINGLE, _SINGLE, "str", "br"),
    "sr": _plain(_POLISH, _SINGLE, _SINGLE, "с", "бр"),
    "bs": _plain(_POLISH, _SINGLE, _SINGLE, "str", "br"),
    "mk": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "с", "бр"),
    "sq": _plain(_GUILLEMETS, _CURLED, _SINGLE, "f", "nr"),
    "lb": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "S", "Nr"),
    "cs": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "s", "č", clinging=_CZECH),
    "sk": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "s", "č", clinging=_CZECH),
    "sl": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "str", "št"),
    "lt": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "p"),
    "et": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "lk", "nr"),
    "is": _plain(_LOW, _LOW_SINGLE, _LOW_SINGLE, "bls", "nr"),
    "ka": _plain(_LOW, _GUILLEMETS, _LOW_SINGLE),
    "fi": _plain(_NORDIC, _NORDIC_SINGLE, _NORDIC_SINGLE, "s", "nro"),
    "sv": _plain(_NORDIC, _NORDIC_SINGLE, _NORDIC_SINGLE, "s", "nr"),
    "he": _plain(_NORDIC, _NORDIC_SINGLE, _NORDIC_SINGLE),
    "ar": _plain(_ARABIC, _ARABIC_SINGLE, _ARABIC_SINGLE),
    "ur": _plain(_ARABIC, _ARABIC_SINGLE, _ARABIC_SINGLE),
    "ja": _plain(("「", "」"), ("『", "』"), ("『", "』")),
}
"""By language tag in lower case; a region only where it differs."""


@cache
def customs(lang: str) -> Customs:
    """Find the customs of a language: of the tag, else of its language, else English."""
    tag = lang.lower()
    while tag and tag not in CUSTOMS:
        tag = tag.rpartition("-")[0]
    return CUSTOMS.get(tag, ENGLISH)
