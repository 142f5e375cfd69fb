"""What a worker holds on to when a unit is done."""

import gc
import io
import weakref
from pathlib import PurePosixPath
from xml.etree.ElementTree import fromstring

from PIL import Image

from print_sample import ASSETS, PICTURE, fonts, noted, small_book, text, unit
from publisher.artifacts import Asset
from publisher.layout import typesetting
from publisher.layout import works as rooms
from publisher.layout.inside import savings
from publisher.layout.oneunit import set_once
from publisher.layout.setting import Entry, Job
from publisher.layout.works import open_works
from publisher.layout.workshop import open_workshop


def photograph():
    """Make a picture of points."""
    data = io.BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    return Asset(PurePosixPath("images/p.png"), "image/png", data.getvalue(), 4, 4)


def test_a_drawing_does_not_hold_on_to_the_pages_it_stands_on(monkeypatch):
    """WeasyPrint keeps drawings, and a drawing the document it was drawn for."""
    documents = []
    emit = rooms.emit

    def emitted(document, *others):
        documents.append(weakref.ref(document))
        return emit(document, *others)

    monkeypatch.setattr(rooms, "emit", emitted)
    name = next(each for each in fonts() if "EBGaramond-Regular" in each)
    photo = photograph()
    assets = {**ASSETS, photo.path: photo}
    works = open_works(small_book(), assets, {name: fonts()[name]})
    pictures = "".join(f'<p><img src="asset:{path}" alt=""/></p>' for path in assets)
    works.perform(Job(unit(text(3) + pictures), Entry("recto", 1)))
    gc.collect()

    assert [document() for document in documents] == [None]
    assert f"asset:{photo.path}" in works.shop.images
    assert f"asset:{PICTURE.path}" not in works.shop.images


def test_the_boxes_of_a_unit_go_when_it_is_drawn(monkeypatch):
    """The collector is not waited for: it would look at all of them several times."""
    boxes = []
    emit = rooms.emit

    def emitted(document, *others):
        boxes.extend(weakref.ref(page._page_box) for page in document.pages)
        boxes.extend(weakref.ref(area) for area in document.pages[0]._page_box.children)
        return emit(document, *others)

    monkeypatch.setattr(rooms, "emit", emitted)
    works = open_works(small_book(), ASSETS, fonts())
    html = text(3, extra=noted("a note")) + text(90)
    gc.disable()
    try:
        works.perform(Job(unit(html), Entry("recto", 1)))
        left = [box() for box in boxes]
    finally:
        gc.enable()

    assert len(boxes) > 1
    assert [None] * len(boxes) == left


def test_pages_that_are_set_again_go_at_once():
    """Those at least that no later setting takes over."""
    savings.install()
    shop = open_workshop(small_book(), ASSETS, fonts())
    one = unit(text(3, extra=noted("a note")) + text(90))
    gc.disable()
    try:
        made = set_once(one, fromstring(one.html), Entry("recto", 1), shop)
        first = weakref.ref(made.document.pages[0]._page_box)
        made.let_go()
        savings.forget()
        left = first()
    finally:
        gc.enable()

    assert left is None


def test_the_boxes_of_a_page_go_before_the_next_is_drawn(monkeypatch):
    """A unit of a hundred pages never has the boxes of all and all that is drawn."""
    left = []
    emit = rooms.emit

    def emitted(document, root, files, folio, done):
        lines = [weakref.ref(line_of(page)) for page in document.pages]

        def told(page, number, parts):
            done(page, number, parts)
            left.append([line() is not None for line in lines])

        return emit(document, root, files, folio, told)

    monkeypatch.setattr(rooms, "emit", emitted)
    works = open_works(small_book(), ASSETS, fonts())
    gc.disable()
    try:
        works.perform(Job(unit(text(30) * 3), Entry("recto", 1)))
    finally:
        gc.enable()

    assert len(left) > 3
    assert [
        [at > drawn for at in range(len(left))] for drawn in range(len(left))
    ] == left


def line_of(page):
    """Find the first line of a page."""
    boxes = page._page_box.descendants()
    return next(box for box in boxes if type(box).__name__ == "LineBox")


def test_a_galley_goes_before_its_unit_is_set(monkeypatch):
    """Of the long notes that were set by themselves only their lines are wanted."""
    galleys, left = [], []

    def rendered(root, *others):
        document = render(root, *others)
        galleys.extend(weakref.ref(line_of(page)) for page in document.pages)
        return document

    def set_again(*arguments):
        left.extend(line() for line in galleys)
        return set_once(*arguments)

    render = typesetting.render
    monkeypatch.setattr(typesetting, "render", rendered)
    monkeypatch.setattr(typesetting, "set_once", set_again)
    works = open_works(small_book(), ASSETS, fonts())
    gc.disable()
    try:
        html = text(3, extra=noted("a long note " * 60))
        works.perform(Job(unit(html), Entry("recto", 1)))
    finally:
        gc.enable()

    assert galleys
    assert left == [None] * len(galleys)
