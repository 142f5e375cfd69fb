"""What people call numbered things and pieces of a book, by language. Data only.

For each kind the words, in lower case and in the cases that stand before a number. Words
that mean too much else are left out: "part" in English, "carta" in Spanish.
"""

from __future__ import annotations

from collections.abc import Mapping

FIGURE, MAP, TABLE = "fig", "map", "tbl"
CHAPTER, SECTION, APPENDIX = "chapter", "section", "appendix"

KIND_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        FIGURE: "figure figures fig figs plate plates illustration illustrations",
        MAP: "map maps",
        TABLE: "table tables tab",
        CHAPTER: "chapter chapters chap ch",
        SECTION: "section sections sect sec",
        APPENDIX: "appendix app",
    },
    "ru": {
        FIGURE: "рисунок рисунка рисунку рисунке рисунком рис иллюстрация иллюстрации ил",
        MAP: "карта карты карте карту картой",
        TABLE: "таблица таблицы таблице таблицу таблицей табл",
        CHAPTER: "глава главы главе главу главой гл",
        SECTION: "раздел раздела разделе разд",
        APPENDIX: "приложение приложения приложении прил",
    },
    "uk": {
        FIGURE: "рисунок рисунка рисунку рисунком рис ілюстрація ілюстрації іл",
        MAP: "карта карти карті карту мапа мапи мапі мапу",
        TABLE: "таблиця таблиці таблицю табл",
        CHAPTER: "глава глави главі главу гл",
        SECTION: "розділ розділу розділі",
        APPENDIX: "додаток додатка додатку дод",
    },
    "de": {
        FIGURE: "abbildung abbildungen abb bild fig figur",
        MAP: "karte karten",
        TABLE: "tabelle tabellen tab",
        CHAPTER: "kapitel kap",
        SECTION: "abschnitt abschn",
        APPENDIX: "anhang anh",
    },
    "fr": {
        FIGURE: "figure figures fig figs planche planches illustration ill",
        MAP: "carte cartes",
        TABLE: "tableau tableaux tabl tab",
        CHAPTER: "chapitre chapitres chap",
        SECTION: "section sections sect",
        APPENDIX: "annexe annexes appendice",
    },
    "es": {
        FIGURE: "figura figuras fig figs lámina láminas ilustración",
        MAP: "mapa mapas",
        TABLE: "tabla tablas cuadro cuadros",
        CHAPTER: "capítulo capítulos cap",
        SECTION: "sección secciones",
        APPENDIX: "apéndice anexo",
    },
    "it": {
        FIGURE: "figura figure fig figg illustrazione tavola",
        MAP: "mappa mappe cartina",
        TABLE: "tabella tabelle tab",
        CHAPTER: "capitolo capitoli cap",
        SECTION: "sezione paragrafo",
        APPENDIX: "appendice",
    },
    "pt": {
        FIGURE: "figura figuras fig ilustração",
        MAP: "mapa mapas",
        TABLE: "tabela tabelas quadro",
        CHAPTER: "capítulo capítulos cap",
        SECTION: "secção seção",
        APPENDIX: "apêndice anexo",
    },
    "nl": {
        FIGURE: "figuur afbeelding afb fig",
        MAP: "kaart kaarten",
        TABLE: "tabel tabellen",
        CHAPTER: "hoofdstuk hfdst",
        SECTION: "paragraaf sectie",
        APPENDIX: "bijlage appendix",
    },
    "pl": {
        FIGURE: "rysunek rysunku rys rycina ryc ilustracja",
        MAP: "mapa mapy mapie mapę",
        TABLE: "tabela tabeli tabelę tab",
        CHAPTER: "rozdział rozdziału rozdziale rozdz",
        SECTION: "sekcja podrozdział",
        APPENDIX: "dodatek aneks",
    },
    "cs": {
        FIGURE: "obrázek obrázku obr",
        MAP: "mapa mapy mapě mapu",
        TABLE: "tabulka tabulky tabulce tabulku tab",
        CHAPTER: "kapitola kapitoly kapitole kapitolu kap",
        SECTION: "oddíl oddílu",
        APPENDIX: "příloha dodatek",
    },
    "sv": {
        FIGURE: "figur bild fig",
        MAP: "karta kartan",
        TABLE: "tabell tab",
        CHAPTER: "kapitel kap",
        SECTION: "avsnitt",
        APPENDIX: "bilaga",
    },
}


def words_of(lang: str) -> Mapping[str, str]:
    """Give, for each word of a language, the kind that it names."""
    table = KIND_WORDS.get(lang.lower().partition("-")[0], {})
    return {word: kind for kind, words in table.items() for word in words.split()}
