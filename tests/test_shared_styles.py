"""Styles that are shared say what WeasyPrint works out for each of them alone."""

import re

import pytest

from publisher.layout.inside import savings
from publisher.layout.inside.private import boxes
from publisher.layout.inside.savings import shared_styles, used_values
from publisher.layout.inside.savings.insides import properties
from publisher.layout.weasy import CSS, HTML, FontConfiguration

BODY = """
<section id="s"><h1 id="h">Title</h1>
<p id="a">Words<sup id="c">1</sup> and <em>more</em><b>bold</b></p>
<p id="b" lang="de">Wörter <i class="out">and <em>in</em> it</i></p>
<div class="float"><p>Floating</p></div><div class="run">Running</div>
<ul><li id="l">one<li>two</ul>
<table><tr><td>cell<td class="set">cell</table>
<p>One<span class="note" id="n1">A note.</span> two<span class="note" id="n2">A note with
<em>more</em> in it.</span> three<b class="note other">Another</b></p>
<div class="grid"><p>x <span class="flow">y</span></p></div></section>
"""
RULES = """
@page { size: 200pt 300pt; @top-left { content: element(head) } }
section { page: chapter; string-set: title "a"; --wide: 3em }
h1 { bookmark-label: "b" attr(id); string-set: title content(); float: none }
sup { position: relative; top: -1pt; float: initial; content: contents }
em { white-space: nowrap; background-image: linear-gradient(red, 1em, blue) }
b { display: inline-block; background-image: none; margin: var(--wide) }
i.out { position: absolute; float: left }
.float { float: left; border-image-source: none } .run { position: running(head) }
.note { float: footnote; margin-left: 2ex; letter-spacing: 0.1em; background: #eee }
.other { font-size: 8px; display: inline-block; footnote-display: inline; page: notes }
td.set { string-set: none; bookmark-label: "" } .flow { display: flow-root }
.grid { display: grid } li::marker { color: red } p::before { content: "-" }
"""
NAMES = [
    name
    for name in sorted(properties.INITIAL_VALUES)
    if not {"block", "inline"} & set(name.split("_")[:-1])  # asked for by other names
]


def styles_of(document):
    """Tell all that every box of a document says of itself, and of what it was told."""
    found = []
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            style = box.style
            told = {name: style[name] for name in NAMES}
            specified = dict(getattr(style, "specified", {}))
            kept = {k: specified.get(k) for k in ("position", "float", "display")}
            found.append((box.element_tag, type(box).__name__, _words(told), kept))
    return found


def _words(told):
    return re.sub(" object at 0x[0-9a-f]+", "", repr(told))


def laid_out(body=BODY, rules=RULES):
    """Lay a document out."""
    fonts = FontConfiguration()
    sheet = CSS(string=rules, font_config=fonts)
    return HTML(string=body).render(stylesheets=[sheet], font_config=fonts)


@pytest.mark.parametrize("names", [("shared styles",), ()])
def test_every_property_is_what_weasyprint_works_out(names):
    """Named by a rule or not, inherited or not, floating, placed, or generated."""
    savings.install()
    with savings.removed(*names):
        alone = styles_of(laid_out())

    assert alone == styles_of(laid_out())
    assert len(alone) > 30


def test_sizes_of_boxes_alike_are_worked_out_once(monkeypatch):
    """Of any number of paragraphs, each with an id, and the words in them."""
    savings.install()
    asked, sizes = [], used_values._sizes
    monkeypatch.setattr(
        used_values, "_sizes", lambda style: asked.append(style) or sizes(style)
    )

    def count(paragraphs):
        asked.clear()
        laid_out("".join(f'<p id="p{n}">Some words' for n in range(paragraphs)), "")
        return len(asked)

    assert count(30) == count(3)


def test_what_notes_say_of_themselves_is_worked_out_once(monkeypatch):
    """Of any number of notes, each copied from its element to float no more."""
    savings.install()
    asked, work_out = [], shared_styles._missing
    monkeypatch.setattr(
        shared_styles,
        "_missing",
        lambda style, key: asked.append((style, key)) or work_out(style, key),
    )

    def count(notes):
        asked.clear()
        note = '<span class="note" id="n{}">A note.</span>'
        laid_out(f"<p>Words{''.join(map(note.format, range(notes)))}", RULES)
        return sum(key not in shared_styles._OWN for _, key in asked)

    assert count(12) < count(2) + 12  # less than one for each


def test_a_style_that_is_changed_has_sizes_of_its_own():
    """A copy is made to be changed: its box is as large as the copy says."""
    savings.install()
    box = next(
        each
        for each in laid_out("<p>Words", "p { margin-left: 7px }")
        .pages[0]
        ._page_box.descendants()
        if isinstance(each, boxes.BlockBox) and each.element_tag == "p"
    )
    changed = box.copy()
    changed.style = box.style.copy()
    changed.style["margin_left"] = changed.style["margin_left"]._replace(value=9)
    used_values.resolve_percentages(changed, box)

    assert (box.margin_left, changed.margin_left) == (7, 9)
