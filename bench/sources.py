"""The bench book in the languages of Typst and LaTeX: the same words, notes and references.

What these tools set is like our print edition in page, type and apparatus, but not line
for line: they break lines, place notes and count in their own ways.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import fromstring

TYPST = """#set document(title: "The Decline and Fall")
#set page(width: 152.4mm, height: 228.6mm, numbering: "1", margin: (top: 20mm,
  outside: 15mm, bottom: 20mm, inside: 20mm), header: context counter(page).display())
#set text(font: "EB Garamond", size: 11pt, lang: "en", region: "GB", hyphenate: true)
#set par(justify: true, first-line-indent: 14pt, leading: 5pt, spacing: 5pt)
#set smartquote(enabled: false)
#show footnote.entry: set text(size: 9pt)
#show heading.where(level: 1): it => { pagebreak(to: "odd", weak: true); it }
#let pg(place) = context counter(page).at(place).first()
#outline(depth: 3)
#outline(title: [Plates], target: figure)
"""
LATEX = r"""\documentclass[11pt,twoside,openright]{book}
\usepackage[paperwidth=152.4mm,paperheight=228.6mm,top=20mm,bottom=20mm,outer=15mm,
  inner=20mm,headheight=14pt]{geometry}
\usepackage{fontspec,graphicx,hyperref}
\setmainfont{EBGaramond}[Path=fonts/,Extension=.ttf,UprightFont=*-Regular,
  ItalicFont=*-Italic,BoldFont=*-Bold,BoldItalicFont=*-BoldItalic]
\setcounter{secnumdepth}{-2}\setcounter{tocdepth}{1}\sloppy
\begin{document}
\tableofcontents\listoffigures
"""


SKIPPED = {"note", "mark", "number", "label", "blank"}  # classes: notes stand at calls
MADE = {"title-page", "contents", "list"}  # roles of units that the tool makes itself


@dataclass(frozen=True, slots=True)
class Language:
    """How the parts of a book are written in the language of a tool."""

    head: str
    foot: str
    special: re.Pattern  # signs that mean something else than themselves
    signs: dict  # how some of them are written; the others behind a backslash
    frames: dict  # element → what stands around its words; <> stands for its label
    unit: str  # at the beginning of each unit
    label: str  # of what has no frame with a <>; {0}: id
    link: str  # {0}: id, {1}: words
    page: str  # {0}: id
    note: str  # {0}: words

    def text(self, words):
        """Write words so that they are taken for nothing else."""
        return self.special.sub(
            lambda sign: self.signs.get(sign[0], "\\" + sign[0]), words or ""
        )


typst = Language(
    head=TYPST,
    foot="",
    special=re.compile(r"[\\#$*_`<>@\[\]~/=+.\-\"'(){}:;]|\n"),
    signs={"\n": " "},
    frames={
        "h1": ("\n= ", " <>\n\n"),
        "h2": ("\n== ", " <>\n\n"),
        "em": ("#emph[", "]"),
        "strong": ("#strong[", "]"),
        "sup": ("#super[", "]"),
        "figure": ("\n#figure(rect(width: 60%, height: 4cm), caption: [", "]) <>\n\n"),
        "blockquote": ("\n#quote(block: true)[", "]\n"),
        "p": ("", "\n\n"),
        "td": ("", " "),
        "br": ("", " \\\n"),
    },
    unit="\n#counter(footnote).update(0)\n",
    label="#metadata(none)<{0}>",
    link="#link(<{0}>)[{1}]",
    page="#pg(<{0}>)",
    note="#footnote[{0}]",
)
latex = Language(
    head=LATEX,
    foot="\\end{document}\n",
    special=re.compile("[\\\\#$%&_{}~^\\[\\]\u00a0\u00ad\u2060]"),
    signs={
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        "[": "{[}",
        "]": "{]}",
        "\u00a0": "~",
        "\u00ad": "\\-",
        "\u2060": "",
    },
    frames={
        "h1": ("\n\\chapter{", "}\\label{<>}\n\n"),
        "h2": ("\n\\section{", "}\\label{<>}\n\n"),
        "em": ("\\emph{", "}"),
        "strong": ("\\textbf{", "}"),
        "sup": ("\\textsuperscript{", "}"),
        "figure": (
            "\n\\begin{figure}[h]\\centering\\rule{6cm}{4cm}\\caption{",
            "}\\label{<>}\\end{figure}\n\n",
        ),
        "blockquote": ("\n\\begin{quote}", "\\end{quote}\n"),
        "p": ("", "\n\n"),
        "td": ("", " "),
        "br": ("", "\\newline\n"),
    },
    unit="\n\\setcounter{footnote}{0}\n",
    label="\\leavevmode\\label{{{0}}}",
    link="\\hyperref[{0}]{{{1}}}",
    page="\\pageref{{{0}}}",
    note="\\footnote{{{0}}}",
)


def source(markup, language):
    """Write the whole book in a language."""
    units = (
        language.unit + _Writer(language, fromstring(unit.html)).book()
        for unit in markup.units
        if unit.role.value not in MADE
    )
    return language.head + "".join(units) + language.foot


class _Writer:
    """Writes one unit of the book."""

    def __init__(self, language, root):
        self.language, self.root = language, root
        self.notes = {note.get("id"): note for note in root.iter() if _is(note, "note")}

    def book(self):
        """Write the unit."""
        return self._inside(self.root)

    def _inside(self, element):
        parts = [self.language.text(element.text)]
        for child in element:
            parts += [self._written(child), self.language.text(child.tail)]
        return "".join(parts)

    def _written(self, element):
        language, anchor = self.language, element.get("id", "")
        if _is(element, "call"):
            note = self.notes[element[0].get("href").removeprefix("#")]
            return language.note.format(self._inside(note).strip())
        if _is(element, "pg"):
            return language.page.format(element.get("data-page-of"))
        if SKIPPED & set(element.get("class", "").split()):
            return ""
        words = self._inside(element)
        if _is(element, "ref"):
            return language.link.format(element.get("href").removeprefix("#"), words)
        before, after = language.frames.get(element.tag, ("", ""))
        if "<>" in after:
            empty = f"<{anchor}>" if language is typst else anchor
            return before + words.strip() + after.replace("<>", empty if anchor else "")
        return (
            before + (language.label.format(anchor) if anchor else "") + words + after
        )


def _is(element, name):
    return name in element.get("class", "").split()
