"""What is asked of every box is answered as WeasyPrint answers it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.layout.inside import savings
from publisher.layout.inside.savings import normal_flow
from publisher.layout.inside.savings.insides import block, boxes
from publisher.layout.weasy import CSS, HTML

KINDS = ["", "page: one", "page: two", "page: auto"]
PLACES = [
    "",
    "float: left",
    "position: absolute",
    "float: footnote",
    "overflow: hidden",
]
TAGS = ["div", "p", "span", "table", "ul"]

elements = st.recursive(
    st.just("words"),
    lambda inner: st.builds(
        lambda tag, kind, place, held: (
            f'<{tag} style="{kind};{place}">{"".join(held)}</{tag}>'
        ),
        st.sampled_from(TAGS),
        st.sampled_from(KINDS),
        st.sampled_from(PLACES),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


def laid_out(body):
    """Give the boxes of a document's pages."""
    sheet = CSS(string="@page { size: 300px 200px } body { font-size: 9px }")
    for page in HTML(string=body).render(stylesheets=[sheet]).pages:
        yield from page._page_box.descendants()


@given(st.lists(elements, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_kinds_of_pages_are_those_that_weasyprint_finds(held):
    """Of blocks, lines, tables and floats, whatever is named within them."""
    savings.install("normal flow")
    found = list(laid_out(f"<html><body>{''.join(held)}"))
    parents = [each for each in found if isinstance(each, boxes.ParentBox)]
    pairs = [
        (one, other)
        for each in parents
        for one, other in zip(each.children, each.children[1:], strict=False)
        if isinstance(one, boxes.Box) and isinstance(other, boxes.Box)
    ]
    now = [each.page_values() for each in parents]
    between = [block.block_level_page_name(*each) for each in pairs]

    with savings.removed("normal flow"):
        assert now == [each.page_values() for each in parents]
        assert between == [normal_flow._page_name(*each) for each in pairs]


@given(st.lists(elements, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_boxes_stand_where_weasyprint_puts_them(held):
    """Those that are moved from where they would be, and those in them, however deep."""
    body = f"<html><body>{''.join(held)}"
    savings.install("normal flow")
    found = list(laid_out(body))
    asked = [each.establishes_formatting_context() for each in found]

    with savings.removed("normal flow"):
        assert [each.establishes_formatting_context() for each in found] == asked
        alone = list(laid_out(body))
    assert list(map(place, found)) == list(map(place, alone))


def place(box):
    """Tell of a box where it stands, and what it is."""
    return repr(box), box.position_x, box.position_y, box.width, box.height


def test_a_section_with_another_kind_of_page_begins_one():
    """However deep in the section it is named, if it stands first."""
    body = '<div>a</div><div><div style="page: one"><p>b</p></div></div>'

    def count():
        found = (each for each in laid_out(body) if isinstance(each, boxes.PageBox))
        return len(list(found))

    with savings.removed():
        alone = count()
    savings.install()

    assert (count(), alone) == (2, 2)


pytestmark = pytest.mark.usefixtures("savings_as_before")
