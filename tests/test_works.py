"""What a worker holds on to when a unit is done."""

import gc
import io
import weakref
from pathlib import PurePosixPath
from xml.etree.ElementTree import fromstring

from PIL import Image

from print_sample import ASSETS, PICTURE, fonts, noted, small_book, text, unit
from publisher.artifacts import Asset
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
