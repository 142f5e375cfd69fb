// The reader's hand on the pages: it takes words, by pointer or by keyboard, and offers
// what can be done with them.

import { ask } from "/shared/asking.js";
import { lines, ordered, quoted, stretches, wordAt, wordBeside } from "./selection.js";

const ASKED = 2000; // characters whose place is asked for
const KEYS = { c: "comment", r: "replace", x: "strike", i: "insert" };

export class Hand {
  constructor(paper, { book, chosen, left, write }) {
    this.paper = paper;
    this.book = book;
    this.told = { chosen, left, write };
    this.chip = document.getElementById("chip");
    this.link = document.getElementById("place");
    this.selection = null; // { from, to }, each { page, word }; or { aside }, in the EPUB alone
    this.anchor = this.focus = null; // where a selection began, and where it is now
    this.walking = false; // the keyboard goes from word to word
    this.box = null; // where the words are, if not on the pages
    paper.pane.addEventListener("pointerdown", (event) => this.#down(event));
    paper.pane.addEventListener("pointermove", (event) => this.#move(event));
    paper.pane.addEventListener("pointerup", (event) => this.#up(event));
    this.chip.querySelectorAll("[data-kind]").forEach((button) => {
      button.addEventListener("click", () => this.write(button.dataset.kind));
    });
    this.chip.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave();
    });
  }

  // Take words that were found, and offer what can be done with them at a place.
  take(selection, box = null) {
    this.selection = selection;
    [this.anchor, this.focus] = [selection.from, selection.to];
    this.box = box;
    this.#draw();
    return this.#offer();
  }

  // Take words of the EPUB that are on no page: { before, words, after, page }.
  takeAside(aside, box) {
    this.leave();
    this.selection = { aside };
    this.box = box;
    return this.#offer();
  }

  leave() {
    this.selection = this.anchor = this.focus = this.box = null;
    this.walking = false;
    this.chip.hidden = true;
    this.paper.draw([], "hand");
    this.told.left();
  }

  // The chip stays with its words when the pages move.
  follow() {
    if (!this.chip.hidden && this.selection && !this.box) this.#offer({ again: true });
  }

  async write(kind) {
    if (!this.selection) return;
    const { selection } = this;
    const quote = selection.aside?.words ?? (await quoted(this.book(), selection));
    this.chip.hidden = true;
    this.told.write({ kind, quote, selection });
  }

  // ----------------------------------------------------------------------- the pointer

  async #word(event, reach) {
    const at = this.paper.under(event.clientX, event.clientY);
    if (!at) return null;
    const words = await this.book().words(at.page);
    const word = wordAt(words, at.x, at.y, reach);
    return word < 0 ? null : { page: at.page, word };
  }

  async #down(event) {
    if (event.button || !this.book()) return;
    this.pressed = true;
    this.walking = false;
    this.box = null;
    const extending = event.shiftKey && this.anchor;
    const found = await this.#word(event, 6);
    if (!found) {
      this.leave();
      return;
    }
    if (!extending) this.anchor = found;
    this.focus = found;
    this.selection = ordered(this.anchor, found);
    this.chip.hidden = true;
    this.#draw();
    if (!this.pressed) this.#chosen();
  }

  async #move(event) {
    if (!this.pressed || !this.anchor) return;
    const found = await this.#word(event, 40);
    if (!found || !this.pressed || !this.anchor) return;
    if (found.page === this.focus.page && found.word === this.focus.word) return;
    this.focus = found;
    this.selection = ordered(this.anchor, found);
    this.#draw();
  }

  async #up() {
    const pressed = this.pressed;
    this.pressed = false;
    if (pressed && this.selection) this.#chosen();
  }

  #chosen() {
    this.told.chosen(this.selection);
    this.#offer();
  }

  // ---------------------------------------------------------------------- the keyboard

  // A letter with words in the hand; tells whether it was one.
  letter(key) {
    if (!this.selection || !(key in KEYS)) return false;
    this.write(KEYS[key]);
    return true;
  }

  // A key in the pane of the pages; tells whether it was taken.
  key(event) {
    if (event.key === "Escape" && this.selection) {
      this.leave();
      return true;
    }
    if (!this.walking) {
      if (event.key !== "Enter" || event.target !== this.paper.pane) return false;
      if (this.selection) this.write("comment");
      else this.#begin();
      return true;
    }
    if (event.key === "Enter") {
      this.write("comment");
      return true;
    }
    const steps = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];
    if (!steps.includes(event.key)) return false;
    this.#walk(event.key, event.shiftKey);
    return true;
  }

  async #begin() {
    for (const page of this.paper.open) {
      const words = await this.book().words(page);
      if (!words.length) continue;
      this.walking = true;
      this.anchor = this.focus = { page, word: 0 };
      this.#stood();
      return;
    }
    document.getElementById("said").textContent = "There are no words on these pages.";
  }

  async #walk(key, extending) {
    const { page, word } = this.focus;
    const words = await this.book().words(page);
    let next = word;
    if (key === "ArrowUp" || key === "ArrowDown") next = wordBeside(words, word, key === "ArrowUp" ? -1 : 1);
    else if (key === "Home") next = 0;
    else if (key === "End") next = words.length - 1;
    else next = word + (key === "ArrowLeft" ? -1 : 1);
    this.focus = await this.#over(page, next, words.length);
    if (!extending) this.anchor = this.focus;
    this.#stood();
  }

  // A step beyond the last word of a page is on the next page that has words.
  async #over(page, word, count) {
    const step = word < 0 ? -1 : word >= count ? 1 : 0;
    if (!step) return { page, word };
    for (let other = page + step; other > 0 && other <= this.book().count; other += step) {
      const { length } = await this.book().words(other);
      if (length) return { page: other, word: step > 0 ? 0 : length - 1 };
    }
    return { page, word: Math.max(0, Math.min(word, count - 1)) };
  }

  async #stood() {
    this.selection = ordered(this.anchor, this.focus);
    const words = await this.book().words(this.focus.page);
    this.paper.reveal(this.focus.page, words[this.focus.word][2]);
    document.getElementById("said").textContent = await quoted(this.book(), this.selection);
    await this.#draw();
    this.#offer();
    this.told.chosen(this.selection);
  }

  // --------------------------------------------------------------------- what is shown

  async #draw() {
    const { selection } = this;
    const boxes = this.paper.boxes(await stretches(this.book(), selection));
    if (selection !== this.selection) return;
    const marks = [{ boxes, kind: "chosen" }];
    if (this.walking) {
      const words = await this.book().words(this.focus.page);
      const [, ...box] = words[this.focus.word];
      marks.push({ boxes: [[this.focus.page, ...box]], kind: "word" });
    }
    this.paper.draw([], "chosen");
    this.paper.draw(marks, "hand");
  }

  async #offer({ again = false } = {}) {
    const { selection } = this;
    const book = this.book();
    const box = this.box ?? (await this.#last(book, selection));
    if (again) {
      this.#put(box);
      return;
    }
    const { from, to, aside } = selection;
    const asked = aside
      ? { before: aside.before, words: aside.words.slice(0, ASKED), after: aside.after }
      : { from: `${from.page}.${from.word}`, to: `${to.page}.${to.word}` };
    const place = await ask(`/${book.build}/place.json`, asked);
    if (selection !== this.selection) return;
    this.#tell(place);
    this.#put(box);
  }

  async #last(book, selection) {
    const [page, words, first, last] = (await stretches(book, selection)).at(-1);
    return this.paper.window([page, ...lines(words, first, last).at(-1)]);
  }

  #tell(place) {
    if (place?.path) {
      this.link.textContent = `${place.path}:${place.line}:${place.column}`;
      this.link.href = place.link;
    } else {
      this.link.textContent = "written nowhere";
      this.link.removeAttribute("href");
    }
  }

  #put(box) {
    this.chip.hidden = false;
    const { offsetWidth, offsetHeight } = this.chip;
    const left = Math.min(box.left, innerWidth - offsetWidth - 8);
    const below = box.bottom + 6;
    const fits = below + offsetHeight < innerHeight - 8;
    this.chip.style.left = `${Math.max(8, left)}px`;
    this.chip.style.top = `${Math.max(8, fits ? below : box.top - offsetHeight - 6)}px`;
  }
}
