"""What languages do, as far as a proofreader's rules must know it. Data only.

By the first part of a language tag. What a language lacks here is not looked for in it.
"""

from __future__ import annotations

from collections.abc import Mapping

TWICE: Mapping[str, str] = {
    "en": """had that so very no ha ho he hee bye there now well far long many more much tut
        hear hush knock never her is one two big boo chop come aye yes oh ah dear really hum
        rub drip quick please wait out on in by over again poor old pooh yum whose round up
        down way tick tock ding dong ping pom puff row""",
    "ru": """да нет ну вот так очень еле чуть едва много долго далеко давно только ой ай ах
        ох ха хо хи эй тук бум кап скок тихо быстро скоро там где что же все всё его её их
        он""",
    "uk": "так ні ну от ось дуже ледь багато довго далеко ой ай ах ох ха хо",
    "de": """die der das den dem sie ihr ihm ihn es so sehr ja nein na nun ha ach tot ganz
        was ist wer noch viel lange""",
    "fr": "nous vous très non oui si bon ha ah oh plus trop tout petit faire joli",
    "it": """no sì si ma pian piano via man mano così poco tutto mai ben ci quasi ha ah
        oh""",
    "es": "no sí si ya muy casi así poco tan nada nunca ja ay oh",
    "pt": "não sim já muito quase assim pouco tão nada",
    "nl": "die dat had ja nee zo heel ha ach zij",
    "la": "quam iam tam magis et modo",
    "pl": "się tak nie bardzo no oj ach ha",
    "cs": "ano ne tak velmi ach ha se",
    "sv": "ja nej så mycket ha det som",
}
"""Words that may stand twice in a row."""

ONE_LETTER: Mapping[str, str] = {
    "en": "a i o",
    "ru": "а и в к о с у я",
    "uk": "а і й в у з о є я",
    "be": "а і й у ў з о я",
    "bg": "а и в с о у я",
    "sr": "а и у о с к",
    "fr": "a à y ô",
    "it": "a è e i o",
    "es": "a e o u y",
    "ca": "a e i o",
    "pt": "a à e é o",
    "la": "a e i o",
    "nl": "u o",
    "pl": "a i o u w z",
    "cs": "a i k o s u v z",
    "sk": "a i k o s u v z",
    "sl": "a v z s k h o",
    "hr": "a i k o s u",
    "hu": "a s ó",
    "sv": "i å ö",
    "da": "i å",
    "no": "i å",
    "nb": "i å",
    "ro": "a e o",
    "el": "ο η",
}
"""Words of one letter."""

NUMBER_WORDS: Mapping[str, str] = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "ru": """два две двух трое три трёх трех четыре четырёх четырех пять пяти шесть шести
        семь семи восемь восьми девять девяти десять десяти""",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "pt": "dois duas três quatro cinco seis sete oito nove dez onze doze",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "pl": "dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć",
    "cs": "dva dvě tři čtyři pět šest sedm osm devět deset",
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv",
    "uk": "два дві три чотири п’ять шість сім вісім дев’ять десять",
}
"""Small numbers in words. "One" is too often no number."""

TEN_AND_MORE = frozenset({
    "ten", "eleven", "twelve", "десять", "десяти", "zehn", "elf", "zwölf", "dix", "onze",
    "douze", "dieci", "undici", "dodici", "diez", "once", "doce", "dez", "doze", "tien",
    "twaalf", "dziesięć", "deset", "tio", "elva", "tolv",
})  # fmt: skip
"""Of these, words that a style may keep for figures: many write words up to nine only."""

COUNTED = 12
"""The highest number that is looked for among figures."""

NO_COUNT_BEFORE: Mapping[str, str] = {
    "en": """chapter chap ch book vol volume part page p pp no nos number section sec fig
        figure figs map table plate act scene verse line lines note notes article art letter
        january february march april may june july august september october november
        december jan feb mar apr jun jul aug sept sep oct nov dec km kilometre mile pier
        berth room grade type class appendix lib cap at by""",
    "ru": """глава гл книга кн том т часть ч стр с страница рис карта табл лист л строка
        ст пункт п статья примечание прим""",
    "de": """kapitel kap buch band bd teil seite s nr abb abbildung karte tabelle heft h
        zeile akt anm am um""",
    "fr": """chapitre chap livre tome t vol page p pp n no fig carte tableau acte scène note
        le du au""",
    "it": "capitolo cap libro tomo vol p pp pag n fig tavola atto scena nota il al del",
    "es": "capítulo cap libro tomo vol p pp pág n núm fig mapa tabla acto nota el del al",
}
"""Words behind which a figure names something, and counts nothing."""

NO_COUNT_AFTER: Mapping[str, str] = {
    "en": """january february march april may june july august september october november
        december jan feb mar apr jun jul aug sept sep oct nov dec km m cm mm kg g lb oz ft in
        yd per percent am pm bc ad st nd rd th kilometres metres centimetres millimetres
        miles feet inches yards degrees minutes seconds hours pounds shillings pence dollars
        kilograms grams litres gallons knots volts amps vols vol tome tomes pp p o a and to or by
        broad long wide high deep thick tall old""",
    "ru": """января февраля марта апреля мая июня июля августа сентября октября ноября
        декабря км м см мм кг г л руб р коп тыс млн млрд час часа часов мин минут сек
        градусов верст вёрст метров процентов года году гг в и до или""",
    "de": """januar februar märz april mai juni juli august september oktober november
        dezember km m cm mm kg g uhr prozent meter kilometer grad mark pfennig und bis
        oder""",
    "fr": """janvier février mars avril mai juin juillet août septembre octobre novembre
        décembre km m cm mm kg g h heures mètres kilomètres degrés francs et à ou""",
    "it": """gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre
        novembre dicembre km m cm mm kg g ore metri chilometri gradi lire e a o""",
    "es": """de enero febrero marzo abril mayo junio julio agosto septiembre octubre
        noviembre diciembre km m cm mm kg g horas metros kilómetros grados y a o""",
}
"""Words before which a figure is a date, a time, a measure, or one of several."""

NO_INITIALS = frozenset({
    "N.B.", "P.S.", "P.P.S.", "A.D.", "B.C.", "B.C.E.", "C.E.", "U.S.", "U.K.", "U.S.A.",
    "H.M.S.", "H.M.", "M.A.", "B.A.", "M.P.", "Q.E.D.", "R.I.P.", "N.E.", "N.W.", "S.E.",
    "S.W.", "R.N.", "O.S.", "P.M.", "A.M.", "Н.Б.", "С.П.", "Н.Э.",
})  # fmt: skip
"""Letters with full stops that are nobody's initials."""

_LIKE = """ck sz bp dt gj vw iy mn fv uv ie ae ei ou ao oa yu зс иы еи оа бп дт гк вф жш ая
    юу еэ"""
LIKE_LETTERS = frozenset(frozenset(pair) for pair in _LIKE.split())
"""Letters that are taken for one another by ear or eye."""

INFLECTED = frozenset({
    "ru", "uk", "be", "bg", "pl", "cs", "sk", "sl", "hr", "sr", "lt", "lv", "la", "de",
    "fi", "et", "hu", "is", "el", "grc", "ro", "tr", "eu", "hy", "ka",
})  # fmt: skip
"""Languages in which names change their endings."""

NOUNS_CAPITALISED = frozenset({"de", "lb", "gsw", "nds"})
"""Languages in which a capital makes no name."""

CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "mn", "cu", "ky", "tg"})
"""Languages written in Cyrillic letters."""

ACCENT_IS_HABIT = frozenset({"en", "nl", "de"})
"""Languages in which a common word with and without an accent is the same word."""


def words_of(table: Mapping[str, str], lang: str) -> frozenset[str]:
    """Give the words of a language in a table; none if the language is not there."""
    return frozenset(table.get(base(lang), "").split())


def base(lang: str) -> str:
    """Give the first part of a language tag."""
    return lang.lower().partition("-")[0]
