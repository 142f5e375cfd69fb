// The pane of the EPUB: one document of it in a frame without scripts. A second frame
// loads what comes next, so that nothing flashes.

import { READING, settled } from "./asking.js";

export class Text {
  // `moved` is told the place at the reader's eye, `chosen` the place that was clicked.
  constructor(pane, { moved, chosen, entered }) {
    [this.frame, this.spare] = pane.querySelectorAll("iframe");
    this.document = ""; // its name in the EPUB
    this.tag = ""; // what it looked like
    this.at = null; // the block at the reader's eye, and where its top is, in px
    this.told = { moved, chosen, entered };
    this.turn = Promise.resolve();
    for (const frame of [this.frame, this.spare]) {
      frame.addEventListener("load", () => this.#loaded(frame));
    }
  }

  // Show the block of a place: at the reader's eye, or where `at` had it.
  show(place, at = null) {
    this.turn = this.turn.then(() => this.#show(place, at));
    return this.turn;
  }

  // Mark a block lightly.
  mark(place) {
    const glow = [{ backgroundColor: "rgb(200 145 42 / 30%)" }, {}];
    this.#block(place)?.animate(glow, { duration: 1600 });
  }

  async #show(place, at) {
    if (!place?.document) return;
    const address = `/text/${place.document}`;
    const answer = await fetch(address, { cache: "no-cache" });
    if (!answer.ok) return;
    const tag = answer.headers.get("ETag");
    if (place.document !== this.document || tag !== this.tag) await this.#load(address);
    this.document = place.document;
    this.tag = tag;
    const window = this.frame.contentWindow;
    const block = this.#block(place);
    const top = block?.getBoundingClientRect().top ?? -window.scrollY;
    window.scrollBy(0, top - (at ? at.top : READING * window.innerHeight));
    if (block) this.#hold(block); // at once: lines were counted otherwise before
  }

  async #load(address) {
    const { spare } = this;
    await new Promise((done) => {
      spare.addEventListener("load", done, { once: true });
      spare.src = address;
    });
    await spare.contentDocument.fonts.ready;
    [this.frame, this.spare] = [spare, this.frame];
    this.frame.classList.remove("spare");
    this.spare.classList.add("spare");
  }

  #loaded(frame) {
    const { contentDocument: document, contentWindow: window } = frame;
    const name = decodeURIComponent(window.location.pathname);
    if (!name.startsWith("/text/")) return;
    if (frame === this.frame) [this.document, this.tag] = [name.slice(6), ""];
    const rest = settled(() => this.#rested());
    document.addEventListener("scroll", rest);
    document.addEventListener("pointermove", this.told.entered);
    document.addEventListener("wheel", this.told.entered, { passive: true });
    document.addEventListener("keydown", this.told.entered);
    document.addEventListener("click", (event) => {
      const block = event.target.closest("[data-at]");
      if (block && !event.target.closest("a")) this.told.chosen(placeOn(block));
    });
    rest();
  }

  #rested() {
    const eye = READING * this.frame.contentWindow.innerHeight;
    const blocks = [...this.frame.contentDocument.querySelectorAll("[data-at]")];
    const block = blocks.find((each) => each.getBoundingClientRect().bottom > eye);
    if (!block) return;
    this.#hold(block);
    this.told.moved(this.at);
  }

  // Keep a block as the reader's.
  #hold(block) {
    this.at = { ...placeOn(block), top: block.getBoundingClientRect().top };
  }

  // Find the block that begins on a line, or else the last before it.
  #block({ path, line }) {
    let nearest = null;
    for (const block of this.frame.contentDocument.querySelectorAll("[data-at]")) {
      const place = placeOn(block);
      const near = place.path === path && place.line <= line;
      if (near && (!nearest || place.line > placeOn(nearest).line)) nearest = block;
    }
    return nearest;
  }
}

function placeOn(block) {
  const [, path, line] = block.dataset.at.match(/^(.*):(\d+)$/);
  return { path, line: Number(line) };
}
