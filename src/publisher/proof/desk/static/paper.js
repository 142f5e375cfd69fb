// The pane of printed pages: spreads as they lie in the bound book.

import { settled } from "/shared/asking.js";
import { lines } from "./selection.js";

const KEPT = 24; // pages with a picture, those last seen
const TRUE = 96 / 72; // px to a pt at true size
const GAP = 42; // px above and below a spread, its folios among them

export class Paper {
  // `moved` is told the page at the reader's eye and how far down on it the eye is (0 to 1).
  constructor(pane, { moved }) {
    this.pane = pane;
    this.list = pane.querySelector("ol");
    this.leaves = new Map(); // page → { page, item, image, marks, words, near, drawn }
    this.groups = new Map(); // name → the marks of that name
    this.seen = [];
    this.zoom = "whole";
    this.single = false;
    this.pt = 1; // px to a pt
    this.drawing = 0;
    this.drawn = () => {}; // called when a page was drawn
    this.observer = new IntersectionObserver((entries) => this.#near(entries), {
      root: pane,
      rootMargin: "100% 0px",
    });
    const rest = settled(() => moved(...this.eye()), 60);
    pane.addEventListener("scroll", rest, { passive: true });
    new ResizeObserver(settled(() => this.resize(), 60)).observe(pane);
  }

  // Lay another book, or the same one anew, on the desk.
  show(book) {
    this.book = book;
    for (const [name, value] of Object.entries(measures(book))) {
      this.pane.style.setProperty(`--${name}`, value);
    }
    this.#lay();
  }

  // Say how the pages lie: spreads or single pages, and how large.
  arrange({ single = this.single, zoom = this.zoom }) {
    const at = this.book && this.eye();
    const anew = single !== this.single;
    this.single = single;
    this.zoom = zoom;
    this.pane.classList.toggle("whole", zoom === "whole");
    this.pane.classList.toggle("single", single);
    if (!this.book) return;
    if (anew) this.#lay();
    this.resize(at);
  }

  resize(at = this.at ?? [1, 0]) {
    if (!this.book) return;
    const { width, height } = this.#room();
    const scales = { whole: Math.min(width, height), width };
    this.pt = Math.max(0.2, scales[this.zoom] ?? TRUE * Number(this.zoom));
    this.pane.style.setProperty("--pt", `${this.pt}px`);
    this.pane.style.setProperty("--pane", `${this.pane.clientHeight}px`);
    this.goTo(...at);
    this.refresh();
  }

  // ------------------------------------------------------------------ the reader's eye

  // The page at the reader's eye, and how far down on it the eye is.
  eye() {
    const top = this.pane.scrollTop + 2;
    const rows = [...this.list.children];
    const row = rows.findLast((each) => each.offsetTop <= top) ?? rows[0];
    const share = Math.min(0.999, Math.max(0, (top - 2 - row.offsetTop) / row.offsetHeight));
    const pages = row.pages.filter(Boolean);
    const part = share * pages.length;
    const stays = this.zoom === "whole" && this.at && row.pages.includes(this.at[0]);
    if (!stays) this.at = [pages[Math.floor(part)], part % 1];
    return this.at;
  }

  // The pages that lie at the reader's eye.
  get open() {
    return this.rowOf((this.at ?? [1])[0]).pages.filter(Boolean);
  }

  goTo(page, share = 0) {
    const row = this.rowOf(page);
    const pages = row.pages.filter(Boolean);
    const part = this.zoom === "whole" ? 0 : (pages.indexOf(page) + share) / pages.length;
    this.at = [page, share];
    this.pane.scrollTop = row.offsetTop + part * row.offsetHeight;
  }

  // Bring a place of a page, in pt from its top, into view, if it is not.
  reveal(page, y = 0) {
    const row = this.rowOf(page);
    const pane = this.pane.getBoundingClientRect();
    const top = this.leaves.get(page).item.getBoundingClientRect().top + y * this.pt;
    if (this.zoom === "whole") {
      if (row !== this.rowOf(this.eye()[0])) this.goTo(page);
    } else if (top < pane.top + 10 || top > pane.bottom - 60) {
      this.pane.scrollTop += top - pane.top - 0.3 * pane.height;
    }
    if (this.zoom === "whole") this.at = [page, 0];
    else this.eye();
  }

  turn(step) {
    const rows = [...this.list.children];
    const now = rows.indexOf(this.rowOf(this.eye()[0])) + step;
    const row = rows[Math.max(0, Math.min(now, rows.length - 1))];
    this.goTo(row.pages.find(Boolean));
  }

  // Give the page under a point of the window, and the point on it in pt.
  under(x, y) {
    const item = document.elementFromPoint(x, y)?.closest?.(".leaf:not(.none)");
    if (!item || !this.pane.contains(item)) return null;
    const corner = item.getBoundingClientRect();
    return { page: item.page, x: (x - corner.left) / this.pt, y: (y - corner.top) / this.pt };
  }

  // Give the box of a place on a page in the window.
  window([page, x, y, width, height]) {
    const corner = this.leaves.get(page).item.getBoundingClientRect();
    const box = [corner.left + x * this.pt, corner.top + y * this.pt];
    return new DOMRect(...box, width * this.pt, height * this.pt);
  }

  // ----------------------------------------------------------------------- the pictures

  refresh() {
    for (; this.drawing < 3; this.drawing += 1) {
      const leaf = this.#next();
      if (!leaf) return;
      this.#draw(leaf).finally(() => {
        this.drawing -= 1;
        this.refresh();
      });
    }
  }

  async #draw(leaf) {
    leaf.drawn = this.#key();
    const picture = new Image();
    picture.src = `/${this.book.build}/${leaf.page}.png?width=${this.#width()}`;
    try {
      await picture.decode();
    } catch {
      return; // the build is gone: another one is on its way
    }
    leaf.image.src = picture.src;
    leaf.item.dataset.drawn = leaf.drawn;
    this.seen = [...this.seen.filter((each) => each !== leaf), leaf];
    while (this.seen.length > KEPT) {
      const old = this.seen.shift();
      if (old.near) continue;
      old.image.removeAttribute("src");
      old.drawn = "";
    }
    this.drawn();
    leaf.words.textContent = (await this.book.words(leaf.page)).map((word) => word[0]).join(" ");
  }

  // Wait until the pages at the reader's eye are drawn, or it takes too long.
  async ready() {
    const until = performance.now() + 600;
    while (this.open.some((page) => !this.leaves.get(page).item.dataset.drawn)) {
      if (performance.now() > until) return;
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  // Tell whether a page is drawn.
  shows(page) {
    return Boolean(this.leaves.get(page)?.drawn);
  }

  #next() {
    const stale = [...this.leaves.values()].filter((leaf) => leaf.near && leaf.drawn !== this.#key());
    const open = this.open;
    const far = (leaf) => Math.min(...open.map((page) => Math.abs(page - leaf.page)));
    return stale.sort((one, other) => far(one) - far(other))[0];
  }

  #near(entries) {
    for (const { target, isIntersecting } of entries) {
      target.pages.filter(Boolean).forEach((page) => {
        const leaf = this.leaves.get(page);
        leaf.near = isIntersecting;
        if (isIntersecting) this.#fill(leaf);
      });
    }
    this.refresh();
  }

  // px of this screen, in steps, so that a small change of the window asks for nothing
  #width() {
    return Math.min(2400, 100 * Math.ceil((this.book.sheet[2] * this.pt * devicePixelRatio) / 100));
  }

  #key() {
    return `${this.book.build} ${this.#width()}`;
  }

  // -------------------------------------------------------------------------- the marks

  // Lay marks over the pages: { boxes: [[page, x, y, width, height]], kind, name }.
  draw(marks, group) {
    this.groups.set(group, marks);
    for (const leaf of this.leaves.values()) {
      if (!leaf.marks) continue;
      leaf.marks.querySelectorAll(`[data-group="${group}"]`).forEach((mark) => mark.remove());
      this.#put(leaf, group, marks);
    }
  }

  #put(leaf, group, marks) {
    for (const mark of marks) {
      mark.boxes.forEach((box, index) => {
        if (box[0] !== leaf.page) return;
        const drawn = made("div", `mark ${mark.kind}${index === mark.boxes.length - 1 ? " last" : ""}`);
        drawn.dataset.group = group;
        if (mark.name) drawn.dataset.name = mark.name;
        place(drawn, box);
        leaf.marks.append(drawn);
      });
    }
  }

  // Give the boxes of words, line by line.
  boxes(stretch) {
    return stretch.flatMap(([page, words, first, last]) =>
      lines(words, first, last).map((box) => [page, ...box]),
    );
  }

  // ------------------------------------------------------------------------- the leaves

  #lay() {
    this.observer.disconnect();
    this.leaves.clear();
    this.groups.clear();
    this.seen = [];
    const rows = this.book.spreads(this.single).map((pages) => {
      const row = document.createElement("li");
      row.className = "spread";
      row.pages = pages;
      row.append(...pages.map((page) => this.#leaf(page)));
      return row;
    });
    this.list.replaceChildren(...rows);
    this.list.dir = this.book.dir;
    rows.forEach((row) => this.observer.observe(row));
  }

  #leaf(page) {
    const item = made("div", page ? `leaf ${this.book.side(page)}` : "leaf none");
    if (!page) return item;
    item.page = page;
    item.id = `page-${page}`;
    this.leaves.set(page, { page, item, image: null, marks: null, words: null, near: false, drawn: "" });
    return item;
  }

  // Put on a leaf what belongs there; most leaves of a long book are never looked at.
  #fill(leaf) {
    if (leaf.image) return;
    const { page, item } = leaf;
    leaf.image = made("img", "");
    leaf.image.alt = `Page ${this.book.label(page)}${this.book.blank(page) ? ", blank" : ""}`;
    leaf.image.draggable = false;
    leaf.words = made("p", "unseen");
    leaf.words.lang = this.book.lang;
    leaf.marks = made("div", "marks");
    const bleed = made("div", "guide bleed");
    place(bleed, [0, ...this.book.bleed]);
    const guides = [made("div", "guide trim"), made("div", "guide safe"), bleed];
    item.append(made("div", "sheet", leaf.image), ...guides, leaf.marks, leaf.words);
    item.append(made("span", "folio", this.book.label(page)));
    for (const [group, marks] of this.groups) this.#put(leaf, group, marks);
  }

  rowOf(page) {
    return this.leaves.get(page)?.item.parentElement ?? this.list.firstElementChild;
  }

  // px to a pt with which a spread fills the pane, across and down
  #room() {
    const [left, top, width, height] = this.book.sheet;
    const bleeding = document.body.classList.contains("bleed");
    const beyond = bleeding ? 2 * Math.max(-left, width + left - this.book.width) : 0;
    const below = bleeding ? height - this.book.height : 0;
    const across = (this.single ? 1 : 2) * (this.book.width + beyond);
    return {
      width: (this.pane.clientWidth - 36) / across,
      height: (this.pane.clientHeight - GAP) / (this.book.height + below),
    };
  }
}

function measures({ width, height, sheet, safe }) {
  return {
    width,
    height,
    "sheet-left": sheet[0],
    "sheet-top": sheet[1],
    "sheet-width": sheet[2],
    "sheet-height": sheet[3],
    beyond: Math.max(-sheet[0], sheet[2] + sheet[0] - width),
    below: sheet[3] + sheet[1] - height,
    edge: safe.edge,
    inside: safe.inside,
  };
}

function made(tag, kind, ...inside) {
  const element = document.createElement(tag);
  element.className = kind;
  element.append(...inside);
  return element;
}

function place(element, [, x, y, width, height]) {
  const px = (length) => `calc(${length} * var(--pt))`;
  element.style.left = px(x);
  element.style.top = px(y);
  element.style.width = px(width);
  element.style.height = px(height);
}
