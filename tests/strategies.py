"""How to invent texts: Markdown's own characters and our syntax, in any order."""

from hypothesis import strategies as st

COMMONMARK = [
    "*", "**", "_", "__", "`", "``", "[", "]", "(", ")", "](", "](/u)", "\\", "<", ">", "!",
    "a", "b", "x y", ".", "«", " ", "  \n", "\n", "\n\n", "- ", "1. ", "3) ", "> ", "# ", "    ",
    "---\n", "===\n", "```\n", "&amp;",
]  # fmt: skip

OURS = [
    "[^a]", "[^b]: ", "[^a]:\n", "^[", "^", "~", "~~", "[^a b]", "    c", "![", "](a.png)",
    "](#x)", "](c.md#y)", "{#fig-x}", "{.smallcaps}", "{lang=la}", "{.remark by=tr}", "{.pb n=1}",
    "{.index}", "{.page}", '{alt="d', '"}', "{", "}", "{-}", "@a", "@Map-x", "[-@b]", "[see @a; @b]",
    "; ", "::: {.verse}\n", "::: ", ":::\n", "::: {#fig-x}\n", "::: remark\n", "::: {.content-visible when-format=epub}\n",
    "{{< meta title >}}", "{{< pagebreak >}}\n", "{{< include b.md >}}\n", "{{<", ">}}", "\\newpage\n",
    "| ", "|---|---|\n", "|\n", ": ", "Table: ", "| e\n", "<!-- ", " -->", "<b>", "</b>", "<br>",
    "<script>", "</script>", "<https://e.org>", "\\index{f}", "&eacute;", "\\ ", "\t", "\u2003", "\u2028",
    "é", "ש", "🗺", "\x00", "\r", "[g]: /h\n", "[g]", "~~~ {=tex}\n", "Term\n: ",
]  # fmt: skip


def texts(pieces=None, most=30):
    """Give texts of a few of these pieces, by default of all."""
    return st.lists(st.sampled_from(pieces or COMMONMARK + OURS), max_size=most).map(
        "".join
    )


def worded_texts(most=20):
    """Give texts in which every word is another: a sign, a word, a sign, a word."""
    signs = [
        piece
        for piece in COMMONMARK + OURS
        if not set(piece) & set("`{}<>~&@") and ": " not in piece
    ]
    return st.lists(st.sampled_from([*signs, "w"]), max_size=most).map(_numbered)


def _numbered(pieces):
    return "".join(
        f" word{place}y " if piece == "w" else piece
        for place, piece in enumerate(pieces)
    )


# ---------------------------------------------------------------- whole books

_WORDS = st.sampled_from(
    [
        "the",
        "river",
        "a",
        "lamp",
        "on",
        "of",
        "bridge",
        "keeper",
        "--",
        "and,",
        "then:",
        "water?",
        "“Why”",
        "said",
        "ice!",
        "No.",
        "1871",
    ]
)
_WRAPS = ["*{}*", "**{}**", "[{}]{{lang=la}}", "[{}]{{.smallcaps}}", "[{}](https://e.org)", "`{}`",
          "[{}]{{.index}}", "^{}^", "~~{}~~", "[{}]{{.content-visible when-format=epub}}",
          "[{}](#sec-1)", "[{}](two.md)", "[{}]{{.remark by=tr}}", "([{}](#map-m))"]  # fmt: skip
_ALONE = ["[^1]", "[^tr-1]", "@map-m", "[see @sec-1; @tbl-t]", "[](#sec-2){.page}", '[]{.pb n="7"}',
          "^[Inline *note*.]", "{{< meta title >}}", "![](m.svg){width=1em alt=\"\"}", "\\\n"]  # fmt: skip
_BLOCKS = ["> {0}\n>\n> {1}", "- {0}\n- {1}\n\n  {0}", "1. {0}\n2. {1}", "| {0}\n|    {1}",
           "::: {{.verse}}\n{0}\\\n{1}\n:::", "::: {{.remark by=tr}}\n{0}\n\n{1}\n:::", "## {0}", "### {1}",
           "| A | B |\n|---|--:|\n| x | y |\n| {2} | z |", "```\ncode  x\n```", "* * *", "{{{{< pagebreak >}}}}",
           "{2}\n: {0}\n\n    {1}", "::: {{.content-visible unless-format=epub}}\n{0}\n:::",
           "<!-- {2} -->", "{0}\n\n{1}", "![{2}](m.svg){{alt=\"d\" width=40%}}",
           "[]{{.pb n=\"8\"}}\n\n{0}"]  # fmt: skip
_END = (
    "![A map](m.svg){#map-m alt=d}\n\n| A |\n|---|\n| b |\n\n: T {#tbl-t}\n\n"
    "Last [^1] and [^tr-1], @map-m, @tbl-t.\n\n[^1]: A note.\n\n    > Quoted in it.\n\n[^tr-1]: Of T.\n"
)
_OTHER_END = "Last[^1] and [^tr-1].\n\n[^1]: N.\n\n[^tr-1]: Of T.\n"


def _sentences():
    plain = st.lists(_WORDS, min_size=1, max_size=8).map(" ".join)
    wrapped = st.builds(str.format, st.sampled_from(_WRAPS), plain)
    parts = st.lists(
        st.one_of(plain, plain, wrapped, st.sampled_from(_ALONE)),
        min_size=1,
        max_size=6,
    )
    return parts.map(lambda each: "So " + " ".join(each) + " end.")


def books():
    """Give whole books: two chapters of everything the language has, in any order."""
    words = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
    block = st.builds(
        lambda form, one, two, few: form.format(one, two, few),
        st.sampled_from(_BLOCKS), _sentences(), _sentences(), words,
    )  # fmt: skip
    text = st.lists(block, max_size=8).map("\n\n".join)
    return st.tuples(
        text.map(lambda each: f"# One {{#sec-1}}\n\nBegun.\n\n{each}\n\n{_END}"),
        text.map(lambda each: f"# Two {{#sec-2}}\n\nBegun.\n\n{each}\n\n{_OTHER_END}"),
    )
