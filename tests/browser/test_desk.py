"""The proof desk in a real browser: words are selected, corrected, settled, and kept."""

import shutil

import pytest
from playwright.sync_api import expect

from desk_sample import BLEED, WIDTH, FinishedBook, on_the_desk
from publisher import tools

pytestmark = pytest.mark.tools

SIZES = ({"width": 1440, "height": 900}, {"width": 1024, "height": 768})


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """A book, and the desk it lies on, for all tests of this file."""
    book = FinishedBook(tmp_path_factory.mktemp("book"))
    with on_the_desk(book) as visitor:
        yield book, visitor


@pytest.fixture
def desk(laid):
    """A desk where nobody has written anything."""
    book, visitor = laid
    yield visitor
    shutil.rmtree(book.journal.parent, ignore_errors=True)


@pytest.fixture
def tab(desk, open_tab):
    return opened(desk, open_tab)


def opened(desk, open_tab, page=1):
    """Open the desk at a page, all of it drawn."""
    tab = open_tab(f"{desk.address}#page-{page}")
    tab.wait_for_selector("body[data-build]")
    tab.wait_for_selector(f"#page-{page}[data-drawn]")
    return tab


def corner(desk, tab, page, word):
    """Give the middle of a word of a page as a mouse finds it."""
    words = desk.json(f"/1/{page}.json")
    _, x, y, width, height = next(each for each in words if each[0] == word)
    box = tab.locator(f"#page-{page}").bounding_box()
    scale = box["width"] / WIDTH
    return box["x"] + (x + width / 2) * scale, box["y"] + (y + height / 2) * scale


def select(desk, tab, page, first, last):
    """Drag from one word to another."""
    tab.mouse.move(*corner(desk, tab, page, first))
    tab.mouse.down()
    tab.mouse.move(*corner(desk, tab, page, last), steps=4)
    tab.mouse.up()
    expect(chip(tab)).to_be_visible()


def chip(tab):
    return tab.get_by_role("toolbar", name="The selected words")


def text_of(tab):
    return tab.frame_locator("iframe:not(.spare)")


def rows(tab):
    return tab.locator("#rows > li[data-id]")


def write(tab, remark, reader="Anna"):
    """Fill in the slip that is open, and have it written down."""
    tab.get_by_label("Comment", exact=True).fill(remark)
    if tab.get_by_label("Your name", exact=True).is_visible():
        tab.get_by_label("Your name", exact=True).fill(reader)
    tab.get_by_role("button", name="Write it down").click()
    expect(tab.locator("#slip")).to_be_hidden()


# ----------------------------------------------------------------- from words to rows


def test_select_comment_settle_reload(desk, tab, open_tab):
    """A word is corrected on paper, another tab has it, it is settled, and stays so."""
    other = opened(desk, open_tab)
    select(desk, tab, 1, "lamp", "stands")
    expect(chip(tab).get_by_role("link")).to_have_text("one.md:3:5")
    expect(chip(tab).get_by_role("link")).to_have_attribute(
        "href", f"vscode://file{desk.book.home}/one.md:3:5"
    )
    chip(tab).get_by_role("button", name="Comment").click()
    write(tab, "Did it stand there <b>then</b>?")

    expect(rows(tab)).to_contain_text("Did it stand there <b>then</b>?")
    expect(tab.locator("#page-1 .mark.comment.open")).to_have_count(1)
    other.bring_to_front()
    expect(rows(other)).to_contain_text("lamp stands")
    rows(other).get_by_role("button", name="Settle").click()
    expect(rows(other)).to_contain_text("settled")
    tab.bring_to_front()
    expect(rows(tab)).to_contain_text("Anna · settled")

    tab.reload()
    expect(rows(tab)).to_contain_text("Anna · settled")
    rows(tab).get_by_role("button", name="Reopen").click()
    expect(tab.get_by_role("button", name="Corrections 1 open")).to_be_visible()


def test_a_replacement_is_shown_as_a_proofreader_writes_it(desk, tab):
    """The old words struck out, the new ones beside them; on paper, too."""
    select(desk, tab, 1, "turns", "dusk.")
    tab.keyboard.press("r")
    tab.get_by_label("New words").fill("bends at nightfall.")
    tab.get_by_label("Your name", exact=True).fill("Ben")
    tab.keyboard.press("Control+Enter")

    expect(rows(tab).locator("del")).to_have_text("turns at dusk.")
    expect(rows(tab).locator("ins")).to_have_text("bends at nightfall.")
    expect(tab.locator("#page-1 .mark.replace.open")).to_have_count(1)


def test_words_of_the_epub_are_corrected_where_they_are_printed(desk, tab):
    """A selection in the text is the same words on paper."""
    tab.locator("#page").fill("3")
    tab.keyboard.press("Enter")
    expect(text_of(tab).get_by_text("The town is older than")).to_be_in_viewport()
    tab.mouse.dblclick(*at_rest(tab, "older"))
    expect(chip(tab).get_by_role("link")).to_have_text("two.md:3:13")
    chip(tab).get_by_role("button", name="Strike out").click()
    write_strike(tab)

    [row] = desk.rows
    assert (3, "older", "strike") == (row["page"], row["printed"], row["kind"])


def test_words_that_are_in_the_epub_alone_are_corrected_there(desk, tab):
    """They have no place on paper; they have one in the manuscript."""
    tab.locator("#page").fill("2")
    tab.keyboard.press("Enter")
    expect(text_of(tab).get_by_text("On a screen")).to_be_in_viewport()
    tab.mouse.dblclick(*at_rest(tab, "screen"))
    expect(chip(tab).get_by_role("link")).to_have_text("one.md:10:6")
    tab.keyboard.press("c")
    expect(tab.locator("#slip-quote")).to_have_text("screen")
    write(tab, "Or display?")

    expect(rows(tab)).to_contain_text("Or display?")
    [row] = desk.rows
    assert ("screen", [], 2) == (row["quote"], row["boxes"], row["page"])


MIDDLE = """(words) => {
  const frame = document.querySelector("iframe:not(.spare)");
  const walk = frame.contentDocument.createTreeWalker(frame.contentDocument.body, 4);
  while (walk.nextNode() && !walk.currentNode.data.includes(words));
  const range = frame.contentDocument.createRange();
  const at = walk.currentNode.data.indexOf(words);
  range.setStart(walk.currentNode, at);
  range.setEnd(walk.currentNode, at + words.length);
  const [pane, box] = [frame.getBoundingClientRect(), range.getBoundingClientRect()];
  return [pane.x + box.left + box.width / 2, pane.y + box.top + box.height / 2];
}"""


def at_rest(tab, words):
    """Say where words stand, once the text has followed the page and does not move."""
    before, place = None, tab.evaluate(MIDDLE, words)
    while place != before:
        tab.wait_for_timeout(300)
        before, place = place, tab.evaluate(MIDDLE, words)
    return place


def write_strike(tab):
    tab.get_by_label("Your name", exact=True).fill("Anna")
    tab.get_by_role("button", name="Write it down").click()
    expect(tab.locator("#slip")).to_be_hidden()


def test_words_on_paper_are_shown_in_the_epub(desk, tab):
    """And the text comes to where they are."""
    select(desk, tab, 1, "lamp", "lamp")

    tab.wait_for_function(HIGHLIGHTED)


HIGHLIGHTED = """() => {
  const frame = document.querySelector("iframe:not(.spare)");
  const [range] = [...(frame.contentWindow.CSS.highlights.get("desk") ?? [])];
  return range?.toString() === "lamp"
    && range.startContainer.data.startsWith("The lamp stands");
}"""


# ------------------------------------------------------------------------- by keyboard


def test_everything_can_be_done_by_keyboard(desk, tab):
    """To the words, a selection, a correction, the next one, declined with a reason."""
    press = tab.keyboard.press
    press("Enter")
    expect(tab.locator("#said")).to_have_text("The")
    press("ArrowDown")
    expect(tab.locator("#said")).not_to_have_text("The River")
    press("ArrowRight")
    press("Shift+ArrowRight")
    chosen = tab.locator("#said").text_content()
    press("Enter")
    tab.keyboard.type("By keyboard alone.")
    press("Tab")
    tab.keyboard.type("Kim")
    press("Enter")
    expect(rows(tab)).to_contain_text("By keyboard alone.")
    expect(tab.locator("#paper")).to_be_focused()

    press("j")
    expect(rows(tab).get_by_role("button", name="Go to page 1")).to_be_focused()
    press("d")
    tab.keyboard.type("It is meant so.")
    press("Tab")
    press("Enter")
    expect(rows(tab)).to_contain_text("Declined: It is meant so.")
    expect(tab.locator("#refusal")).to_be_hidden()
    press("o")
    expect(rows(tab).get_by_role("button", name="Settle")).to_be_visible()

    [row] = desk.rows
    assert (chosen, "Kim", "open") == (row["printed"], row["reader"], row["state"])


def test_single_letters_can_be_switched_off(desk, tab):
    """Who speaks to the machine does not want them to act (WCAG 2.1.4)."""
    tab.keyboard.press("?")
    tab.get_by_label("Single letters are keys").uncheck()
    tab.get_by_role("button", name="Close").click()
    tab.keyboard.press("?")

    expect(tab.locator("#help")).to_be_hidden()


# ----------------------------------------------------------------------- side by side


def test_the_panes_stay_together(tab):
    """A spread further on paper, its words in the text; the text scrolled, its page."""
    tab.keyboard.press("ArrowRight")
    words = text_of(tab).get_by_text("Whoever comes down sees")
    expect(words).to_be_in_viewport()
    expect(tab.locator("#page")).to_have_value("2–3")

    frame = tab.locator("iframe:not(.spare)")
    frame.hover()
    tab.mouse.wheel(0, -4000)
    expect(tab.locator("#page")).to_have_value("1")


def test_trim_safe_area_and_bleed_can_be_seen(tab):
    """The leaf grows by the bleed; guides are drawn where they belong."""
    leaf, sheet = tab.locator("#page-2"), tab.locator("#page-2 .sheet")
    was = leaf.bounding_box()
    assert pytest.approx(was, abs=1) == sheet.bounding_box()
    for name in ("Trim", "Safe area", "Bleed"):
        tab.get_by_role("button", name=name).click()
    expect(tab.locator("#page-2 .guide.trim")).to_be_visible()
    expect(tab.locator("#page-2 .guide.safe")).to_be_visible()

    cut, all_of_it = leaf.bounding_box(), sheet.bounding_box()
    scale = cut["width"] / WIDTH
    assert pytest.approx(BLEED * scale, abs=1) == cut["x"] - all_of_it["x"]
    assert pytest.approx(2 * BLEED * scale, abs=1) == all_of_it["width"] - cut["width"]
    assert cut["width"] < was["width"], "both pages and their bleed are still in view"


def test_findings_are_listed_and_lead_to_their_page(tab):
    """What they say is text, whatever it looks like."""
    tab.get_by_role("button", name="Findings 1").click()
    expect(rows(tab)).to_contain_text("<b>look</b> at this")
    rows(tab).get_by_role("button", name="Go to page 4").click()

    expect(tab.locator("#page")).to_have_value("4")
    tab.get_by_label("Chapter").select_option(label="The River")
    expect(tab.locator("#rows")).to_contain_text("Nothing passes these filters.")


# ---------------------------------------------------------------- nothing is ever lost


def test_an_answer_that_comes_late_hides_nothing_that_came_before_it(desk, tab):
    """The list was asked for twice, and what was told first arrives last."""
    tab.evaluate(FIRST_IS_LATE)
    desk.tell("/corrections", desk.slip(1, "lamp", key="k1"))
    tab.wait_for_function("() => window.arrive")
    desk.tell("/corrections", desk.slip(1, "river", key="k2"))
    expect(rows(tab)).to_have_count(2)
    tab.evaluate("() => window.arrive()")
    tab.wait_for_timeout(300)

    assert 2 == rows(tab).count()


FIRST_IS_LATE = """() => {
  const ask = window.fetch;
  window.fetch = async (address, ...others) => {
    const answer = await ask(address, ...others);
    if (address.startsWith("/corrections.json") && !window.arrive) {
      await new Promise((arrive) => (window.arrive = arrive));
    }
    return answer;
  };
}"""


def test_words_on_an_unfinished_slip_are_kept(desk, tab):
    """The browser may go away while someone writes."""
    select(desk, tab, 1, "lamp", "lamp")
    tab.keyboard.press("c")
    tab.get_by_label("Comment", exact=True).fill("half a thou")
    tab.reload()
    tab.wait_for_selector("#page-1[data-drawn]")
    select(desk, tab, 1, "lamp", "lamp")
    tab.keyboard.press("c")

    expect(tab.get_by_label("Comment", exact=True)).to_have_value("half a thou")


def test_a_desk_that_is_gone_is_told_and_the_words_stay(tmp_path, chromium):
    """When it is there again the slip lies open as it was, and is written down."""
    page, book = chromium.new_page(), FinishedBook(tmp_path)
    with on_the_desk(book) as desk:
        tab = opened(desk, lambda address: page.goto(address) and page)
        select(desk, tab, 1, "lamp", "lamp")
        tab.keyboard.press("c")
    tab.get_by_label("Comment", exact=True).fill("so?")
    tab.get_by_label("Your name", exact=True).fill("Anna")
    tab.get_by_role("button", name="Write it down").click()

    expect(tab.locator("#slip-fault")).to_contain_text("The desk is not running")
    expect(tab.get_by_label("Comment", exact=True)).to_have_value("so?")

    with on_the_desk(
        book, port=int(desk.address.rstrip("/").rsplit(":", 1)[1])
    ) as desk:
        expect(tab.locator("#trouble")).to_be_hidden()
        tab.wait_for_selector("body[data-build]")
        expect(tab.locator("#slip-quote")).to_have_text("lamp")
        write(tab, "so?")
        expect(rows(tab)).to_contain_text("so?")
        tab.goto("about:blank")
    page.close()


# ---------------------------------------------------------------------------- for all


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desk, tab, scheme):
    """With rows of all states, words in the hand, a slip, and the help."""
    axe = (tools.scripts() / "@daisy" / "axe-core-for-ace" / "axe.min.js").read_text()
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for n, state in enumerate(("open", "done", "declined")):
        slip = desk.slip(1, "lamp", key=f"k{n}", kind="replace", words="light")
        name = desk.tell("/corrections", slip)[1]["id"]
        told = {"state": state, "reader": "Ed", "reason": "no"}
        desk.tell(f"/corrections/{name}", told)
    expect(rows(tab)).to_have_count(3)
    tab.evaluate(axe)

    def judged():
        found = tab.evaluate(
            "axe.run({ iframes: false }).then((all) => all.violations)"
        )
        return [(each["id"], each["nodes"][0]["html"]) for each in found]

    select(desk, tab, 1, "lamp", "stands")
    assert [] == judged()
    tab.keyboard.press("r")
    assert [] == judged()
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Keys").click()
    assert [] == judged()
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Findings").click()
    assert [] == judged()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']} px wide")
def test_nothing_is_cut_off(tab, size):
    """A whole spread, the text and the list are in view; the bar stays in the window."""
    tab.set_viewport_size(size)
    tab.keyboard.press("ArrowRight")
    for part in ("#page-2", "#page-3", "#text", "#rows", "#keys"):
        expect(tab.locator(part)).to_be_in_viewport(ratio=0.99)

    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
