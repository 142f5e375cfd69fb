"""Drawings said in plainer words where they are read, and what print will not draw of them."""

from pathlib import PurePosixPath

import pytest

from publisher.load import css, svg
from publisher.load.prepared import Prepared

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'


def prepared(inside):
    made = svg.prepared(PurePosixPath("m.svg"), SVG.format(inside).encode())
    assert isinstance(made, Prepared)
    return made


def kept(inside):
    """Give what is left of the inside of a drawing."""
    written = prepared(inside).asset.data.decode()
    return written.partition('height="10">')[2].rpartition("</svg>")[0]


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("font: 12px serif", {"font-size": "12px", "font-family": "serif"}),
        (
            'fill: red; font: italic small-caps 700 1.5em/1.2 "A B", serif',
            {
                "fill": " red",
                "font-style": "italic",
                "font-variant": "small-caps",
                "font-weight": "700",
                "font-size": "1.5em",
                "font-family": '"A B", serif',
            },
        ),
        ("font: bold medium serif", {"font-weight": "bold", "font-size": "16px"}),
        ("font: 12px/ 14px serif", {"font-size": "12px", "font-family": "serif"}),
    ],
)
def test_the_shorthand_of_fonts_is_spelt_out(said, plain):
    """The print engine takes it for a size and a family, and loses the words."""
    pairs = (each.partition(":") for each in css.without_shorthand(said).split(";"))
    written = {name.strip(): value for name, _, value in pairs}

    assert plain == {name: written.get(name) for name in plain}


@pytest.mark.parametrize(
    "said", ["font: caption", "font-size: 9px", "font: 12px", "fill:red"]
)
def test_what_is_no_shorthand_stays_as_it_was(said):
    """Nothing is said of it that it does not say."""
    assert said == css.without_shorthand(said).rstrip(";")


def test_rules_of_a_drawing_are_spelt_out_too():
    """In its sheet, and what stands beside them stays."""
    made = kept("<style>.a{fill:red} text{font:9px serif;fill:blue}</style>")

    assert ".a{fill:red}" in made
    assert "font-size:9px" in made
    assert "fill:blue" in made
    assert "font:9px" not in made


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        ('<g id="a"/><g id="b"/>', '<g id="a"/>'),
        ('<g systemLanguage="de" id="a"/><g id="b"/>', '<g id="b"/>'),
        ('<g systemLanguage="de" id="a"/>', '<g systemLanguage="de" id="a"/>'),
        ('<g requiredExtensions="x" id="a"/><g id="b"/>', '<g id="b"/>'),
        (
            '<g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/>'
            "<text>Text is not SVG - cannot display</text>",
            '<g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/>',
        ),
    ],
)
def test_of_a_choice_one_thing_is_kept(choice, chosen):
    """All of it was printed, one over the other."""
    assert f"<g>{chosen}</g>" == kept(f"<switch>{choice}</switch>")


@pytest.mark.parametrize(
    ("inside", "missed"),
    [
        (
            '<filter id="f"><feGaussianBlur/></filter><rect filter="url(#f)"/>',
            "a filter",
        ),
        ('<filter id="f"><feGaussianBlur/></filter><rect/>', ""),
        ('<filter id="f"><feOffset dx="1"/></filter><rect filter="url(#f)"/>', ""),
        ('<rect style="mix-blend-mode:multiply"/>', "blending"),
        ('<rect style="mix-blend-mode: normal"/>', ""),
        ("<style>rect{fill:var(--c)}</style><rect/>", "variables"),
    ],
)
def test_what_print_does_not_draw_is_said(inside, missed):
    """What stands unused in a drawing is not."""
    said = [each.message for each in prepared(inside).remarks]

    assert bool(missed) == bool(said)
    assert missed in " ".join(said)
