"""Language tags: is it BCP 47 (RFC 5646), and what was meant if it is not.

Languages of two letters and regions are held against ISO 639-1 and ISO 3166-1;
languages of three letters, scripts and variants are judged by their form alone.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

_TAG = re.compile(
    r"""(?:(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})
        (?:-(?P<script>[a-z]{4}))?
        (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
        (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*
        (?:-x(?:-[a-z0-9]{1,8})+)?
      |x(?:-[a-z0-9]{1,8})+)""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_ISO_639_1 = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs
    cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv
    ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl
    km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru
    rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl
    tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_LANGUAGES = frozenset(_ISO_639_1.split())
_ISO_3166_1 = """
    AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL
    BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CU
    CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET EU EZ FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC
    ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB
    LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU
    MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN
    PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS
    ST SU SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN
    US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
_REGIONS = frozenset(_ISO_3166_1.split())
_SPELT_OUT = """
    afrikaans=af arabic=ar armenian=hy basque=eu belarusian=be bulgarian=bg catalan=ca
    chinese=zh croatian=hr czech=cs danish=da deutsch=de dutch=nl english=en
    español=es esperanto=eo estonian=et finnish=fi français=fr french=fr georgian=ka
    german=de greek=el hebrew=he hindi=hi hungarian=hu icelandic=is irish=ga
    italian=it italiano=it japanese=ja kazakh=kk korean=ko latin=la latvian=lv
    lithuanian=lt norwegian=no persian=fa polish=pl polski=pl portuguese=pt
    português=pt romanian=ro russian=ru serbian=sr slovak=sk slovenian=sl spanish=es
    swedish=sv turkish=tr ukrainian=uk vietnamese=vi welsh=cy yiddish=yi русский=ru
    українська=uk ara=ar ces=cs deu=de ell=el eng=en fra=fr fre=fr ger=de gre=el
    heb=he ita=it jpn=ja lat=la nld=nl nor=no pol=pl por=pt rus=ru spa=es swe=sv
    tur=tr ukr=uk zho=zh
"""
_NAMES = dict(pair.split("=") for pair in _SPELT_OUT.split())
_INSTEAD = {"UK": "GB", "EN": "GB"}
_BACKWARD = """
    ar arc ckb dv fa he ks ku nqo ps sd syr ug ur yi
"""
_RIGHT_TO_LEFT = frozenset(_BACKWARD.split())
_BACKWARD_SCRIPTS = """
    Adlm Arab Hebr Nkoo Rohg Samr Syrc Thaa
"""
_RIGHT_TO_LEFT_SCRIPTS = frozenset(_BACKWARD_SCRIPTS.split())


def fault(tag: str) -> str | None:
    """Say what to write instead of a language tag; None if it is right.

    The hint names the tag that was probably meant, where one can be told.
    """
    name = _NAMES.get(tag.casefold())
    if name:
        return f'write "{name}"'
    if _TAG.fullmatch(tag.replace("_", "-")) and "_" in tag:
        return f'write "{tag.replace("_", "-")}"'
    parts = _TAG.fullmatch(tag)
    if not parts:
        return _near(tag)
    return _unknown_language(parts["language"] or "") or _unknown_region(
        tag, parts["region"]
    )


def direction(tag: str) -> str:
    """Tell which way a language is written: "ltr" or "rtl"."""
    parts = _TAG.fullmatch(tag)
    if parts and parts["script"]:
        return "rtl" if parts["script"].title() in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if tag.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def _near(tag: str) -> str:
    near = get_close_matches(tag.casefold(), _NAMES, n=1, cutoff=0.8)
    if near:
        return f'write "{_NAMES[near[0]]}"'
    return "write a BCP 47 tag such as en, en-GB, ru or zh-Hant"


def _unknown_language(language: str) -> str | None:
    first = language.split("-")[0].lower()
    if len(first) == 2 and first not in _LANGUAGES:
        return f'there is no language "{first}"; write for example en, de, fr or ru'
    if len(first) > 3:
        return _near(first)
    return None


def _unknown_region(tag: str, region: str | None) -> str | None:
    if not region or region.isdigit() or region.upper() in _REGIONS:
        return None
    instead = _INSTEAD.get(region.upper())
    if instead:
        return f'write "{tag.replace(region, instead)}"'
    return f'there is no country "{region.upper()}"; write for example en-GB or pt-BR'
