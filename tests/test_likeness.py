"""What fits elements that are alike is what cssselect2 says fits each of them."""

from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.layout.inside.savings.likeness import Likeness
from publisher.layout.weasy import CSS, HTML

PLAIN = [
    "p", ".a", ".a.b", "#one", "p#two", "*", ":root", "div p", "div > p", ".a .b > i",
    "[id]", "[data-x]", '[data-x="1"]', '[data-x~="1"]', '[data-x^="2"]', '[data-x$="2"]',
    '[data-x*="3" i]', '[class|="a"]', ":not(.a)", ":is(.b, i)", ":where(#one) p",
    "a:link", "i[title]", ":not([data-x])", "p::before", ".a::marker", "[LANG] p",
]  # fmt: skip
PECULIAR = [
    "p + p", "i ~ p", ".a + * i", ":first-child", "p:last-child", ":nth-child(2n)",
    "p:nth-of-type(2)", ":only-child", ":empty", ":has(i)", ":lang(de)", ":lang(de) p",
    ":nth-child(1 of .a)", "p:first-of-type b", "input:disabled", 'a[href="x"]:local-link',
    "#two:last-of-type", "p + #two", "#one:has(i)", ".b:nth-child(2)", '[title="t"]:first-child',
    ":first-child > p", ".a > p + p b", "div.a :last-child i", '[data-x="22"] + p b',
    ":lang(de) > p:first-child", ".a :only-child", "p:nth-child(2) > *",
]  # fmt: skip
VALUES = {
    "class": ["a", "b", "a b", "", "a-x"],
    "id": ["one", "two", "three"],
    "data-x": ["1", "2", "22", "1 2", "x3X"],
    "href": ["x", "http://a.b/c"],
    "lang": ["de", "en", "de-AT"],
    "title": ["t", "u"],
}

attributes = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)
elements = st.tuples(
    st.sampled_from(["p", "div", "i", "a", "b", "input"]),
    attributes,
    st.integers(0, 6),  # how far above the last element it is put
    st.sampled_from(["", "words"]),
)
selectors = st.lists(st.sampled_from(PLAIN + PECULIAR), min_size=1, max_size=8)


def grown(described):
    """Make a document of elements, each told by where it is put."""
    html = HTML(string="<body></body>")
    body = html.etree_element.find("body")
    path: list[Element] = [body]
    for tag, attributes, above, words in described:
        del path[max(1, len(path) - above) :]
        path.append(SubElement(path[-1], tag, attributes))
        path[-1].text = words
    return html


def sheets_of(*lists):
    """Read style sheets, a rule for each selector."""
    return [
        (
            CSS(string="".join(f"{each} {{ color: red }}\n" for each in some)),
            "author",
            None,
        )
        for some in lists
    ]


def differing(html, sheets):
    """List the elements of which Likeness says something else than cssselect2."""
    likeness = Likeness(sheets)
    names = {}
    for wrapper in html.wrapper_element.iter_subtree():
        name, found = likeness.fitting(wrapper)
        expected = [
            (place, selector)
            for place, (sheet, _, _) in enumerate(sheets)
            for selector in sheet.matcher.match(wrapper)
        ]
        if found != expected or names.setdefault(name, expected) != expected:
            yield wrapper.etree_element.tag, found, expected


@given(st.lists(elements, max_size=25), selectors, selectors)
@settings(max_examples=150, deadline=None)
def test_what_fits_is_what_cssselect2_says(described, first, second):
    """Of any tree and any selectors of two sheets."""
    assert [] == list(differing(grown(described), sheets_of(first, second)))


@pytest.mark.parametrize("selector", PLAIN + PECULIAR)
def test_each_selector_fits_where_it_should(selector):
    """One after the other, in a tree in which each fits something."""
    html = grown(
        [
            ("div", {"class": "a", "lang": "de", "id": "one"}, 0, ""),
            ("p", {"data-x": "1"}, 0, "words"),
            ("p", {"data-x": "22", "class": "a"}, 1, ""),
            ("p", {"data-x": "x3X", "class": "a b", "id": "two"}, 1, "words"),
            ("i", {"title": "t", "class": "b"}, 0, "words"),
            ("b", {"class": "b"}, 1, ""),
            ("i", {"class": "a"}, 0, ""),
            ("p", {}, 4, "words"),
            ("b", {}, 0, "words"),
            ("a", {"href": "x"}, 2, "words"),
            ("i", {"class": "b"}, 1, "words"),
            ("p", {"class": "a-x"}, 1, "words"),
            ("input", {"disabled": ""}, 1, ""),
        ]
    )
    sheets = sheets_of([selector])
    fit = [
        w for w in html.wrapper_element.iter_subtree() if sheets[0][0].matcher.match(w)
    ]

    assert fit
    assert [] == list(differing(html, sheets))


@pytest.mark.parametrize("selector", ["#two:nth-child(2)", "p + #two", "#two:empty"])
def test_an_id_is_told_apart_if_its_place_is_asked_for_too(selector):
    """The first paragraph is like the second but for the id, which nothing else names."""
    html = grown([("p", {}, 0, ""), ("p", {"id": "two"}, 1, ""), ("p", {}, 1, "")])

    assert [] == list(differing(html, sheets_of([selector])))


def test_elements_that_no_selector_tells_apart_are_asked_once():
    """An id or an attribute nobody names, a place nobody asks for: all alike."""
    notes = [
        ("p", {"id": f"n{n}", "data-at": str(n), "href": str(n)}, 1, "")
        for n in range(9)
    ]
    html = grown([("div", {}, 0, ""), ("p", {}, 0, ""), *notes])
    sheets = sheets_of(["p", ":link", "#none", "div > p", "[id]"])
    likeness = Likeness(sheets)
    for wrapper in html.wrapper_element.iter_subtree():
        likeness.fitting(wrapper)

    assert len(likeness._known) == len(
        ["html", "head", "body", "div", "p", "p with id"]
    )


def test_what_hangs_on_siblings_is_asked_where_it_comes_to_that():
    """Not of a paragraph for the sake of what is in italics; and no element its language."""
    html = grown(
        [*[("p", {}, 9, "")] * 5, ("i", {"lang": "de"}, 0, ""), ("i", {}, 1, "")]
    )
    likeness = Likeness(sheets_of(["b:first-child > *", ":lang(de)", "i + i"]))
    asked = {}
    for wrapper in html.wrapper_element.iter_subtree():
        likeness.fitting(wrapper)
        peculiar = likeness._of[wrapper.etree_element].peculiar
        asked.setdefault(wrapper.local_name, []).append(len(peculiar))

    assert {*asked.pop("i")} == {1}
    assert {n for each in asked.values() for n in each} == {0}
