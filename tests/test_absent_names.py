"""Elements that a document does not have are not looked for among all."""

from xml.etree.ElementTree import fromstring

import pytest

from publisher.layout.inside import savings
from publisher.layout.inside.savings import absent_names
from publisher.layout.inside.savings.insides import css

TREES = [
    "<html><body><p>Words.</p></body></html>",
    "<html><head><title>A book</title></head><body/></html>",
    "<html><body><svg xmlns='http://www.w3.org/2000/svg'><title>A map</title></svg></body></html>",
    "<html><body><LINK rel='stylesheet'/><!-- title --><p id='title' class='meta'/></body></html>",
]
ASKED = [
    ("title", "meta", "link"),
    ("style", "link"),
    ("p",),
    ("#title", ".meta"),
    ("*",),
    (),
]


@pytest.fixture(autouse=True)
def in_place(savings_as_before):
    """Have the saving in place, whoever ran before."""
    savings_as_before.install(absent_names.SAVING.name)


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_the_same_elements_are_found(tree, asked):
    """By their names, in any namespace, and by whatever else may be asked."""
    root = css.cssselect2.ElementWrapper.from_html_root(fromstring(tree))
    found = [each.etree_element for each in root.query_all(*asked)]

    with savings.removed(absent_names.SAVING.name):
        assert found == [each.etree_element for each in root.query_all(*asked)]


def test_no_element_is_wrapped_where_none_has_the_name(monkeypatch):
    """Their names are enough."""
    root = css.cssselect2.ElementWrapper.from_html_root(fromstring(TREES[0]))
    monkeypatch.setattr(type(root), "iter_subtree", None)

    assert list(root.query_all("title", "meta")) == []
