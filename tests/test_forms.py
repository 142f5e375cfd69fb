"""What dictionaries may know, told without them, is never less than what they know."""

from itertools import product

import pytest
from hunspell import Hunspell

from publisher.proof.prose import dictionaries
from publisher.proof.prose.dictionaries import Dictionary, dictionary
from publisher.proof.prose.forms import forms

SLIPS = {
    "en-GB": "recieved depravations Rustan’s rome un mThe l’Epoque Helvius préfect",
    "en-US": "honuor planlesss undescribd seperate",
    "ru": "превет медвед Москвва ещо",
    "fr": "apartement l’Etablissement éleve aujourdhui",
    "es": "haver Expaña imbierno",
    "it": "perchè aqua Firennze",
    "pl": "rzecka Warszawaa",
    "de": "Strase Rhytmus",
    "sv": "recieverade tiddning",
}
"""Words of languages with a slip of the hand in each; forms are told of some, English for one."""


@pytest.mark.parametrize("lang", SLIPS)
def test_words_near_are_those_that_dictionaries_know(lang, monkeypatch):
    """They are looked up one by one, without their forms, and in the same order."""
    chosen = dictionary(lang)
    assert chosen is not None  # all of them come with the set-up
    monkeypatch.setattr(dictionaries, "MANY", 0)
    quick, slow = Dictionary(lang, chosen._found), Dictionary(lang, chosen._found)
    slow._forms = None
    asked = 0
    for word in SLIPS[lang].split():
        slips = list(dictionaries._slips(word))
        asked += len(slips)
        there = [other for other in slips if slow.knows(other)]

        assert there == quick.near(word)
        assert there == slow.near(word)
    assert asked > 500
    assert quick._forms is not None or not lang.startswith("en")


RULES = {
    "endings": (
        "SFX A Y 3\nSFX A 0 b .\nSFX A a cb a\nSFX A 0 'c [^a]\n",
        "ab/A\nbca/A\nc\nb'a\n",
    ),
    "beginnings": (
        "PFX P Y 2\nPFX P 0 ac .\nPFX P b cc b\nSFX A Y 1\nSFX A 0 b .\n",
        "a/PA\nbca/P\nb/AP\n",
    ),
    "roots that go": (
        "FULLSTRIP\nSFX A Y 2\nSFX A ab c ab\nSFX A 0 0 .\nPFX P N 1\nPFX P a b a\n",
        "ab/AP\na/P\n",
    ),
    "long flags": (
        "FLAG long\nSFX Aa Y 1\nSFX Aa 0 b .\nSFX Ab Y 1\nSFX Ab a cc a\n",
        "a/AaAb\nca/Ab\n",
    ),
    "names and flags by number": (
        "AF 1\nAF AP\nSFX A Y 1\nSFX A 0 b .\nPFX P Y 1\nPFX P 0 c .\n",
        "Aa/1\nBCA/1\ncaB\na po:b\n",
    ),
    "other signs read as letters": (
        "ICONV 1\nICONV c aa\nBREAK 1\nBREAK b\n",
        "aa\naba\nca\n",
    ),
    "figures": (
        "COMPOUNDMIN 1\nONLYINCOMPOUND o\nCOMPOUNDRULE 1\nCOMPOUNDRULE n*t\n",
        "1/n\n1b/to\n11c/t\nab\n",
    ),
}
"""What a dictionary may do: its rules, and its roots."""


@pytest.mark.parametrize("name", RULES)
def test_no_word_of_a_dictionary_is_missing_from_its_forms(name, tmp_path):
    """All words of up to five signs are tried, with and without capitals."""
    rules, roots = RULES[name]
    (tmp_path / "x.aff").write_text(f"SET UTF-8\n{rules}", "utf-8")
    (tmp_path / "x.dic").write_text(f"{roots.count(chr(10))}\n{roots}", "utf-8")
    book = Hunspell("x", hunspell_data_dir=str(tmp_path))
    may = forms([("x", tmp_path)])
    small = [
        "".join(signs)
        for size in range(1, 6)
        for signs in product("abc'1", repeat=size)
    ]
    words = {
        *small,
        *map(str.upper, small),
        *map(str.title, small),
        "BCa",
        "cAb",
        "caB",
    }
    there = {word for word in words if book.spell(word)}

    assert there
    assert [word for word in sorted(there) if not may.may_have(word)] == []
    assert sum(map(may.may_have, small)) < len(small)


@pytest.mark.parametrize(
    "rules",
    [
        "COMPOUNDFLAG A\n",
        "CHECKSHARPS\n",
        "IGNORE b\n",
        "LANG tr_TR\n",
        "COMPLEXPREFIXES\n",
        "COMPOUNDRULE 1\nCOMPOUNDRULE AA\n",
        "SET X-NONE\n",
        "SFX A Y 1\nSFX A 0 b/B .\nSFX B Y 1\nSFX B 0 c .\n",
        "".join(f"PFX A 0 {'b' * size} .\n" for size in range(60)),
    ],
)
def test_of_dictionaries_with_other_rules_nothing_is_said(rules, tmp_path):
    """What makes compounds, or changes letters, may know any word; what is long takes long."""
    (tmp_path / "x.aff").write_text(rules, "utf-8")
    (tmp_path / "x.dic").write_text("1\nab/A\n", "utf-8")

    assert forms([("x", tmp_path)]) is None
