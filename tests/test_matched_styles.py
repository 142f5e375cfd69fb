"""What elements declare themselves is what WeasyPrint reads in their attributes."""

from math import inf
from xml.etree.ElementTree import SubElement

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.layout.inside.savings.insides import css
from publisher.layout.inside.savings.matched_styles import _add, _declared
from publisher.layout.weasy import HTML

words = st.text(st.sampled_from("ab9-_.:é \\\"'\n;}"), max_size=6)
elements = st.tuples(
    st.sampled_from(["p", "a", "{http://www.w3.org/2000/svg}svg"]),
    st.fixed_dictionaries(
        {},
        optional={
            "id": words,
            "name": words,
            "lang": st.sampled_from(["de", "", 'x"y']),
            "style": st.sampled_from(["color: red", "margin: 0 !important", "}"]),
            "width": st.sampled_from(["3px", "x"]),
            "data-at": words,
        },
    ),
)


@given(st.lists(elements, max_size=9), st.booleans())
@settings(max_examples=100, deadline=None)
def test_attributes_declare_what_weasyprint_says(described, hints):
    """Ids of plain letters are not read as styles, and say the same."""
    html = HTML(string="<body></body>")
    body = html.etree_element.find("body")
    for tag, attributes in described:
        SubElement(body, tag, attributes)
    expected = {}
    for specificity, element, said, url in css.find_style_attributes(
        html.etree_element, hints, html.base_url
    ):
        known = expected.setdefault(element, {})
        _add(known, css.preprocess_declarations(url, said), "author", inf, specificity)

    declared, inline = _declared(html, hints)

    assert {e: repr(said) for e, said in inline.items()} == {
        e: repr(said) for e, said in expected.items()
    }
    assert declared.keys() == expected.keys()
    assert len({*declared.values()}) == len(declared)
