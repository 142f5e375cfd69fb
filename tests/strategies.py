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
