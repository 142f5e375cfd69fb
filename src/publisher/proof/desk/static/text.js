// The pane of the EPUB: one document of it in a frame without scripts. A second frame
// loads what comes next, so that nothing flashes.

import { READING, settled } from "/shared/asking.js";
import { plain, stretchOf } from "./letters.js";

const PAGE = '[role~="doc-pagebreak"], [*|type~="pagebreak"]';
const NOTE = '[role~="doc-footnote"], [role~="doc-endnote"]';
const AROUND = 60;
const BESIDE = 300; // characters

export class Text {
  // `moved` is told the id of the page's mark at the eye and how far the eye is between it
  // and the next; `selected` is told the words, what is around them, and where they are.
  constructor(pane, { moved, selected, entered, pressed }) {
    this.pane = pane;
    [this.frame, this.spare] = pane.querySelectorAll("iframe");
    this.document = "";
    this.told = { moved, selected, entered, pressed };
    this.turn = Promise.resolve();
    this.held = -1; // where we scrolled to: as long as it is there, no reader scrolled
    for (const frame of [this.frame, this.spare]) {
      frame.addEventListener("load", () => this.#loaded(frame));
    }
  }

  // Show the place where a page begins, or how far behind it (0 to 1) the next page does.
  show(mark, share = 0) {
    this.wanted = [mark, share];
    this.turn = this.turn.then(() => this.wanted && this.#show(...this.wanted));
    return this.turn;
  }

  async #show(mark, share) {
    this.wanted = null;
    if (!mark) return;
    const [name, id] = mark;
    if (name !== this.document) await this.#load(name);
    const window = this.frame.contentWindow;
    const [top, next] = this.#between(id);
    const eye = READING * window.innerHeight * Math.min(1, 4 * share);
    window.scrollTo(0, top + share * (next - top) - eye);
    this.held = window.scrollY;
  }

  async #load(name) {
    const { spare } = this;
    await new Promise((done) => {
      spare.addEventListener("load", done, { once: true });
      spare.src = `/text/${name.split("/").map(encodeURIComponent).join("/")}`;
    });
    await spare.contentDocument.fonts.ready;
    [this.frame, this.spare] = [spare, this.frame];
    for (const frame of [this.frame, this.spare]) {
      const shown = frame === this.frame;
      frame.classList.toggle("spare", !shown);
      frame.ariaHidden = shown ? null : "true";
      frame.tabIndex = shown ? 0 : -1;
    }
    this.document = name;
  }

  #loaded(frame) {
    const { contentDocument: document, contentWindow: window } = frame;
    const name = decodeURIComponent(window.location.pathname);
    if (!name.startsWith("/text/")) return;
    if (frame === this.frame) this.document = name.slice(6);
    const rest = settled(() => this.#rested(), 80);
    document.addEventListener("scroll", rest, { passive: true });
    for (const event of ["pointermove", "wheel", "keydown", "touchstart"]) {
      document.addEventListener(event, this.told.entered, { passive: true });
    }
    document.addEventListener("keydown", this.told.pressed);
    for (const event of ["pointerup", "keyup"]) {
      document.addEventListener(event, () => this.#chosen());
    }
  }

  // ------------------------------------------------------------------------ pages in it

  #marks() {
    return [...this.frame.contentDocument.querySelectorAll(PAGE)].filter((mark) => mark.id);
  }

  // Where a page begins and ends in the document, in px from its top.
  #between(id) {
    const { contentDocument: document, contentWindow: window } = this.frame;
    const { scrollY } = window;
    const marks = this.#marks();
    const at = marks.findIndex((mark) => mark.id === id);
    const height = (mark) => mark.getBoundingClientRect().top + scrollY;
    const notes = document.querySelector('[*|type~="footnotes"], [role~="doc-endnotes"]');
    const end = notes ? height(notes) : document.documentElement.scrollHeight;
    const top = at > 0 ? height(marks[at]) : 0;
    return [top, at + 1 < marks.length ? height(marks[at + 1]) : Math.max(top, end)];
  }

  #rested() {
    const window = this.frame.contentWindow;
    if (Math.abs(window.scrollY - this.held) < 2) return;
    this.held = -1;
    const marks = this.#marks();
    if (!marks.length) return;
    const begins = marks.map((mark) => mark.getBoundingClientRect().top);
    // what is at the top of the pane at the top of a page, a little below it further on
    const now = begins.findLastIndex((top) => top <= READING * window.innerHeight);
    const { id } = marks[Math.max(0, now)];
    const [top, next] = this.#between(id);
    const eye = window.scrollY + READING * window.innerHeight;
    this.told.moved(id, Math.min(0.999, Math.max(0, (eye - top) / Math.max(1, next - top))));
  }

  // ------------------------------------------------------------------------ words in it

  // Mark the words of a page where they stand in the text; tell whether they were found.
  async mark(mark, note, wanted) {
    await this.turn;
    this.clear();
    if (!mark) return false;
    if (mark[0] !== this.document) await this.show(mark);
    const range = this.#find(mark[1], note, wanted);
    if (!range) return false;
    const window = this.frame.contentWindow;
    if (window.CSS.highlights) {
      this.#style(window);
      window.CSS.highlights.set("desk", new window.Highlight(range));
    }
    const box = range.getBoundingClientRect();
    if (box.top < 20 || box.bottom > window.innerHeight - 20) {
      window.scrollBy(0, box.top - READING * window.innerHeight);
      this.held = window.scrollY;
    }
    return true;
  }

  clear() {
    this.frame.contentWindow?.CSS?.highlights?.clear();
  }

  #style(window) {
    if (window.document.adoptedStyleSheets.length) return;
    const sheet = new window.CSSStyleSheet();
    sheet.replaceSync("::highlight(desk) { background-color: #ffe08a; color: #1d1a16 }");
    window.document.adoptedStyleSheets = [sheet];
  }

  #find(id, note, wanted) {
    const { contentDocument: document } = this.frame;
    const inside = note && document.getElementById(note);
    const marks = this.#marks();
    const at = marks.findIndex((mark) => mark.id === id);
    const range = document.createRange();
    if (inside) range.selectNodeContents(inside);
    else {
      range.selectNodeContents(document.body);
      if (at >= 0) range.setStartAfter(marks[at]);
      if (marks[at + 1]) range.setEndBefore(marks[at + 1]);
    }
    const { letters, places } = lettersIn(range);
    const found = stretchOf(letters, wanted);
    if (!found) return null;
    const [begin, end] = [places[found[0]], places[found[1] - 1]];
    const stretch = document.createRange();
    stretch.setStart(...begin);
    stretch.setEnd(end[0], end[1] + 1);
    return stretch;
  }

  #chosen() {
    const { contentDocument: document } = this.frame;
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const wanted = plain(selection.toString());
    if (!wanted) return;
    const start = range.startContainer;
    const note = (start.nodeType === 1 ? start : start.parentElement).closest(NOTE);
    const place = document.createRange();
    place.setStart(start, range.startOffset);
    const page = this.#marks().findLast((mark) => place.comparePoint(mark, 0) < 0);
    const around = document.createRange();
    around.selectNodeContents(note ?? document.body);
    if (page && !note) around.setStartAfter(page);
    around.setEnd(start, range.startOffset);
    const before = lettersIn(around).letters.slice(-AROUND);
    around.selectNodeContents(note ?? document.body);
    around.setStart(range.endContainer, range.endOffset);
    const behind = lettersIn(around, AROUND).letters.slice(0, AROUND);
    const corner = this.frame.getBoundingClientRect();
    const box = range.getBoundingClientRect();
    this.told.selected({
      page: page?.id ?? "",
      note: note?.id ?? "",
      around: { wanted, before, behind },
      aside: this.#beside(note ?? document.body, range),
      box: new DOMRect(corner.x + box.x, corner.y + box.y, box.width, box.height),
    });
  }

  // The words of a range and a little of what is around them, as they are written.
  #beside(whole, range) {
    const around = range.cloneRange();
    around.selectNodeContents(whole);
    around.setEnd(range.startContainer, range.startOffset);
    const before = around.toString().slice(-BESIDE);
    around.selectNodeContents(whole);
    around.setStart(range.endContainer, range.endOffset);
    return { before, words: range.toString(), after: around.toString().slice(0, BESIDE) };
  }
}

// The letters of a range, and the node and offset of each.
function lettersIn(range, most = Infinity) {
  const root = range.commonAncestorContainer;
  const document = root.ownerDocument;
  const nodes = root.nodeType === 3 ? [root] : [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (!nodes.includes(root) && walk.nextNode()) nodes.push(walk.currentNode);
  const places = [];
  let letters = "";
  for (const node of nodes) {
    if (!range.intersectsNode(node)) continue;
    const begin = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    for (let at = begin; at < end && letters.length < most; at += 1) {
      const kept = plain(node.data[at]);
      letters += kept;
      for (const _ of kept) places.push([node, at]);
    }
  }
  return { letters, places };
}
