"""The preview in a real browser: a save is on the screen, where the reader was."""

import pytest
from playwright.sync_api import expect

from preview_sample import running

pytestmark = pytest.mark.tools


def rest(tab, impression):
    """Wait until an impression is on the screen, and all of it is drawn."""
    both = f'[data-impression="{impression}"][data-text="{impression}"]'
    tab.wait_for_selector(f"body{both}")
    tab.wait_for_function(DRAWN)


DRAWN = """() => {
  const pane = document.getElementById("pages").getBoundingClientRect();
  const seen = [...document.querySelectorAll("li")].filter((page) => {
    const place = page.getBoundingClientRect();
    return place.bottom > pane.top && place.top < pane.bottom;
  });
  return seen.length > 0 && seen.every((page) => page.querySelector("img").complete
    && page.querySelector("img").naturalWidth > 0);
}"""


def turn_to(tab, page):
    """Bring a page to the top of the pane, as a reader scrolls."""
    tab.locator("#pages").hover()
    tab.locator(f"#page-{page}").evaluate("page => page.scrollIntoView()")
    tab.wait_for_timeout(300)  # the scroll has come to rest, and the text has followed
    tab.wait_for_function(DRAWN)


def place(preview, impression, path, line):
    """Ask where a line is: page, and the top of its box in pt."""
    found = preview.json(f"/{impression}/place.json?path={path}&line={line}")
    page, _, top, _, _ = found["boxes"][0]
    return page, top


def height_of(tab, page, top):
    """Say how far below the top of the window a place on a page is, in px."""
    box = tab.locator(f"#page-{page}").bounding_box()
    return box["y"] + top * box["width"] / SHEET


def on_screen(tab, page, top):
    """Give the middle of a line of a page as a mouse finds it."""
    box = tab.locator(f"#page-{page}").bounding_box()
    return box["x"] + box["width"] / 2, height_of(tab, page, top)


SHEET = 432  # pt, the width of the page


def text_of(tab):
    """Give the frame of the EPUB that is shown."""
    return tab.frame_locator("iframe:not(.spare)")


def pictures(tab):
    """Give what hangs on each page: the address of its picture."""
    images = "images => images.map((image) => image.src)"
    return tab.locator("#pages img").evaluate_all(images)


def scrolled(tab):
    return tab.locator("#pages").evaluate("pane => pane.scrollTop")


# ---------------------------------------------------------------------------- an edit


def test_an_edited_word_is_on_the_screen_where_it_was(book, preview, open_tab):
    """New words in the page and in the EPUB; nothing else moves or is drawn again."""
    tab = open_tab(preview.address)
    rest(tab, 1)
    page, _ = place(preview, 1, "two.md", book.line("two.md", "two 12."))
    turn_to(tab, page)
    tab.wait_for_selector(f"#page-{page - 1} img[src]")
    was, hung = scrolled(tab), pictures(tab)
    looked = tab.locator(f"#page-{page} img").screenshot()

    book.edit("two.md", "two 12. The lamp", "two 12. The bright new lamp")
    rest(tab, 2)

    expect(text_of(tab).get_by_text("two 12. The bright new lamp")).to_be_in_viewport()
    assert looked != tab.locator(f"#page-{page} img").screenshot()
    assert abs(was - scrolled(tab)) <= 2
    now = pictures(tab)
    assert hung[page - 1] != now[page - 1]
    assert hung[page - 2] == now[page - 2], "the page before has not changed"
    expect(tab.locator(f"#page-{page} .edited")).to_have_count(1)


def test_the_reader_stays_at_the_same_words_when_pages_come_before(
    book, preview, open_tab
):
    """Two pages more before the reader's place: the place is where it was on the screen."""
    stays_at_the_same_words(book, preview, open_tab(preview.address))


def test_the_text_stays_also_when_its_epub_comes_before_it_has_come_to_rest(
    book, preview, open_tab
):
    """The pages are new, the text is told so, and is new itself at once."""
    tab = open_tab(preview.address)
    tab.route("**/shared/asking.js", slow_to_rest)
    tab.reload()
    stays_at_the_same_words(book, preview, tab)


def slow_to_rest(route):
    """Let all that waits until nothing moves wait for three seconds."""
    answer = route.fetch()
    assert "milliseconds = 120" in answer.text()
    slow = answer.text().replace("milliseconds = 120", "milliseconds = 3000")
    route.fulfill(response=answer, body=slow)


def stays_at_the_same_words(book, preview, tab):
    rest(tab, 1)
    page, top = place(preview, 1, "three.md", book.line("three.md", "three 10."))
    turn_to(tab, page)
    tab.mouse.click(*on_screen(tab, page, top + 5))
    was = height_of(tab, page, top)

    new = "\n\n".join(["New words. " * 60] * 6)
    book.edit("three.md", "three 1.", f"{new}\n\nthree 1.")
    rest(tab, 2)

    moved, new_top = place(preview, 2, "three.md", book.line("three.md", "three 10."))
    assert moved > page
    assert abs(was - height_of(tab, moved, new_top)) <= 2
    expect(text_of(tab).get_by_text("three 10.")).to_be_in_viewport()


def test_an_edit_out_of_sight_can_be_gone_to(book, preview, open_tab):
    """The reader stays; a button leads to the change."""
    tab = open_tab(preview.address)
    rest(tab, 1)
    was = scrolled(tab)

    book.edit("three.md", "three 20. The lamp", "three 20. The far lamp")
    rest(tab, 2)
    page, _ = place(preview, 2, "three.md", book.line("three.md", "three 20."))
    expect(tab.locator(f"#page-{page}")).not_to_be_in_viewport()
    assert was == scrolled(tab)

    tab.get_by_role("button", name="Show the change").click()
    expect(tab.locator(f"#page-{page} .edited")).to_be_in_viewport()
    expect(text_of(tab).get_by_text("three 20. The far lamp")).to_be_in_viewport()


def test_a_style_sheet_is_watched_too(book, preview, open_tab):
    """A rule of the book's own style changes the page."""
    book.write("styles/print.css", "")
    tab = open_tab(preview.address)
    page, _ = place(preview, 1, "one.md", book.line("one.md", "one 2."))
    rest(tab, 2)
    turn_to(tab, page)
    hung = pictures(tab)[page - 1]

    book.write("styles/print.css", "p { text-decoration: underline }")
    rest(tab, 3)

    assert hung != pictures(tab)[page - 1]


# ---------------------------------------------------------------------------- a fault


def test_a_fault_is_shown_before_the_last_good_pages(book, preview, open_tab):
    """The diagnostic with file and line, the pages behind it; mended, it is gone."""
    tab = open_tab(preview.address)
    rest(tab, 1)
    page, _ = place(preview, 1, "two.md", book.line("two.md", "two 12."))
    turn_to(tab, page)
    was, hung = scrolled(tab), pictures(tab)[page - 1]
    findings = tab.get_by_role("region", name="What is wrong with the manuscript")

    book.edit("two.md", "two 12. The lamp", "two 12. See @fig-nowhere. The lamp")
    line = book.line("two.md", "two 12.")
    expect(findings).to_be_visible()
    expect(findings).to_contain_text(f"two.md:{line}:13: error[R001]")
    expect(findings).to_contain_text("two 12. See @fig-nowhere. The lamp")
    expect(tab.get_by_role("status")).to_contain_text("last good build")
    expect(tab.locator(f"#page-{page} img")).to_be_in_viewport()
    assert (was, hung) == (scrolled(tab), pictures(tab)[page - 1])

    book.edit("two.md", "See @fig-nowhere.", "Seen.")
    rest(tab, 2)
    expect(findings).to_be_hidden()
    expect(text_of(tab).get_by_text("two 12. Seen.")).to_be_in_viewport()


def test_a_book_that_is_wrong_from_the_beginning(book, press, open_tab):
    """There is no page yet, and what is wrong can be read."""
    book.edit("one.md", "one 3.", "See @fig-nowhere.")
    with running(press, book.home) as visitor:
        tab = open_tab(visitor.address)

        expect(tab.locator("#findings")).to_contain_text("error[R001]")
        book.edit("one.md", "See @fig-nowhere.", "one 3.")
        rest(tab, 1)
        expect(tab.locator("#findings")).to_be_hidden()
        tab.close()


# -------------------------------------------------------------------- two panes, two tabs


def test_a_click_on_paper_finds_the_words_in_the_epub_and_back(library, open_tab):
    """Whatever document they are in."""
    book, preview = library
    tab = open_tab(preview.address)
    rest(tab, 1)
    page, top = place(preview, 1, "three.md", book.line("three.md", "three 5."))
    turn_to(tab, page)
    tab.mouse.click(*on_screen(tab, page, top + 5))
    words = text_of(tab).get_by_text("three 5.")
    expect(words).to_be_in_viewport()

    text_of(tab).get_by_text("three 24.").click()

    page, _ = place(preview, 1, "three.md", book.line("three.md", "three 24."))
    expect(tab.locator(f"#page-{page} .here")).to_be_in_viewport()


def test_the_epub_follows_the_pages(library, open_tab):
    """Scrolling on paper brings the chapter."""
    book, preview = library
    tab = open_tab(preview.address)
    rest(tab, 1)

    page, _ = place(preview, 1, "two.md", book.line("two.md", "two 12."))
    turn_to(tab, page)

    expect(text_of(tab).get_by_role("heading", name="Chapter two")).to_have_count(1)


def test_two_tabs_stay_where_each_is(book, preview, open_tab):
    """Both show the new words, each at its own place."""
    tabs = [open_tab(preview.address), open_tab(preview.address)]
    for tab in tabs:
        rest(tab, 1)
    page, _ = place(preview, 1, "two.md", book.line("two.md", "two 12."))
    turn_to(tabs[1], page)
    was = [scrolled(tab) for tab in tabs]

    book.edit("two.md", "two 12. The lamp", "two 12. The other lamp")
    for tab in tabs:
        tab.bring_to_front()
        rest(tab, 2)

    assert was[0] != was[1]
    assert was == [scrolled(tab) for tab in tabs]
    expect(text_of(tabs[1]).get_by_text("The other lamp")).to_be_in_viewport()


def test_a_tab_that_comes_late_shows_the_text_at_once(library, open_tab):
    """Nothing has to be scrolled first; a tab that is loaded again is such a tab, too."""
    _, preview = library
    tab = open_tab(preview.address)
    rest(tab, 1)

    expect(text_of(tab).locator("body")).not_to_be_empty()


def test_a_narrow_window_has_the_state_and_the_pages_alone(library, open_tab):
    """What is wrong is said there, too; without the EPUB the pages have its room."""
    _, preview = library
    tab = open_tab(preview.address)
    tab.set_viewport_size({"width": 390, "height": 800})
    rest(tab, 1)

    assert tab.get_by_role("status").bounding_box()["width"] > 200
    tab.get_by_role("button", name="EPUB").click()
    assert tab.locator("#pages").bounding_box()["height"] > 600


# ------------------------------------------------------------------------ hands and ears


def test_arrow_keys_turn_spreads(library, open_tab):
    """There and back; the pane has the keyboard from the beginning."""
    _, preview = library
    tab = open_tab(preview.address)
    rest(tab, 1)

    tab.keyboard.press("ArrowRight")
    once = scrolled(tab)
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowLeft")

    assert once > 0
    assert once == scrolled(tab)


def test_everything_has_a_name(library, open_tab):
    """Panes, pages and buttons can be told apart without seeing them."""
    _, preview = library
    tab = open_tab(preview.address)
    rest(tab, 1)

    assert "A Small Book" == tab.title()
    expect(tab.get_by_role("region", name="Pages of the printed book")).to_be_visible()
    expect(tab.get_by_role("region", name="Text of the EPUB")).to_be_visible()
    expect(tab.get_by_role("img", name="Page 1", exact=True)).to_have_count(1)
    spreads = tab.get_by_role("button", name="Spreads", pressed=True)
    spreads.click()
    expect(tab.get_by_role("button", name="Spreads", pressed=False)).to_be_visible()
    assert 1 == tab.locator("ol.single").count()


def test_nothing_comes_from_the_network(library, open_tab):
    """Every request goes to the preview itself."""
    _, preview = library
    tab = open_tab("about:blank")
    asked = []
    tab.context.on("request", lambda request: asked.append(request.url))
    tab.goto(preview.address)
    rest(tab, 1)

    away = [url for url in asked if not url.startswith((preview.address, "blob:"))]
    assert asked
    assert [] == away
