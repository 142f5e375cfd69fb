// The pane of printed pages: what is in view, which block stands there, going elsewhere.

import { READING, ask, placeOf, settled } from "./asking.js";
import { hang, picture, takeDown } from "./pictures.js";

const KEPT = 60; // pictures, of the pages last seen

export class Pages {
  // `moved` is told the block at the reader's eye, `chosen` the block that was clicked.
  constructor(pane, { moved, chosen }) {
    this.pane = pane;
    this.list = pane.querySelector("ol");
    this.pages = []; // { index, item, image, tag, fresh, blocks, near }
    this.seen = []; // pages with a picture, the last seen last
    this.number = 0;
    this.book = null;
    this.at = null; // the reader's block, and how far below its top the eye is, in pt
    this.held = null; // where the pane is scrolled to as long as no reader scrolls it
    this.moved = moved;
    this.observer = new IntersectionObserver((seen) => this.#near(seen), {
      root: pane,
      rootMargin: "60% 0px",
    });
    const rest = settled(() => this.#rested());
    pane.addEventListener("scroll", rest);
    pane.addEventListener("click", async (event) => {
      const page = event.target.closest("li")?.page;
      if (!page) return;
      this.#hold(await this.#on(page, event.clientY));
      chosen(this.at);
    });
  }

  // Show another impression, the block at the reader's eye where it was.
  async show(number, book) {
    const place = this.at && (await placeOf(number, this.at, this.number));
    const shift = place ? box(place, this.at.part)[0] - this.at.page : 0;
    const arriving = await this.#arriving(number, book, shift);
    this.number = number;
    this.book = book;
    this.#arrange();
    for (const [page, found] of arriving) {
      page.fresh = this.#key();
      if (found) hang(page, found);
    }
    if (place) this.goTo(place, this.at);
    this.refresh();
    await this.#rested();
  }

  // Learn anew in which documents of the EPUB the blocks are; the reader stays.
  async reread() {
    for (const page of this.pages) page.blocks = null;
    this.held = null;
    await this.#rested();
  }

  // Bring a place to the reader's eye; `offset` is what stands there, in pt below its top.
  goTo(place, { part = 0, offset = 0 } = {}) {
    const [page, , y] = box(place, part);
    this.#scrollTo({ ...place, part, page, y, offset });
  }

  // Bring the block at the reader's eye back there after the pages changed their size.
  stay() {
    if (this.at) this.#scrollTo(this.at);
    this.refresh();
  }

  // Turn to the next spread, or with -1 to the one before.
  turn(step) {
    const tops = [...new Set(this.pages.map((page) => page.item.offsetTop))];
    const now = this.pane.scrollTop + 2 * tops[0];
    const row = tops.findLastIndex((top) => top <= now) + step;
    this.pane.scrollTop = tops[Math.max(0, Math.min(row, tops.length - 1))] - tops[0];
  }

  // Lay a mark over every page a block touches; it stays as long as the impression.
  mark(place, kind) {
    for (const [index, , y, , height] of place.boxes) {
      const mark = document.createElement("div");
      const share = (length) => `${(100 * length) / this.book.height}%`;
      mark.className = kind;
      mark.style.top = share(y);
      mark.style.height = share(height);
      mark.style.left = mark.style.right = "6%";
      this.pages[index - 1]?.item.append(mark);
      if (kind === "here") setTimeout(() => mark.remove(), 1600);
    }
  }

  // Tell whether some of a place can be seen.
  sees(place) {
    const pane = this.pane.getBoundingClientRect();
    return place.boxes.some(([index, , y, , height]) => {
      const page = this.pages[index - 1].item.getBoundingClientRect();
      const top = page.top + y * this.#scale();
      return top < pane.bottom && top + height * this.#scale() > pane.top;
    });
  }

  // Fetch what is missing or may be old among the pages near the view, one at a time.
  async refresh() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let page = this.#next(); page; page = this.#next()) {
        const key = this.#key();
        const found = await picture(this.#address(page.index, this.number), page.tag);
        page.fresh = key;
        if (found) hang(page, found);
        this.#remember(page);
      }
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem; // the server has gone
    } finally {
      this.busy = false;
    }
  }

  // ------------------------------------------------------------------- the arrangement

  #arrange() {
    const { width, height, dir, pages } = this.book;
    this.list.style.setProperty("--shape", `${width} / ${height}`);
    this.list.dir = dir;
    while (this.pages.length > pages.length) {
      const page = this.pages.pop();
      takeDown(page);
      this.observer.unobserve(page.item);
      page.item.remove();
    }
    pages.forEach(([label, side], index) => {
      const page = this.pages[index] ?? this.#added(index);
      page.item.className = side;
      page.image.alt = `Page ${label}`;
      page.folio.textContent = label;
      page.blocks = null;
      page.item.querySelectorAll(".edited, .here").forEach((mark) => mark.remove());
    });
  }

  #added(index) {
    const item = document.createElement("li");
    const image = document.createElement("img");
    const folio = document.createElement("span");
    folio.className = "folio";
    item.id = `page-${index + 1}`;
    item.append(image, folio);
    this.list.append(item);
    const page = { index, item, image, folio, tag: "", fresh: "", near: false };
    item.page = page;
    this.pages.push(page);
    this.observer.observe(item);
    return page;
  }

  // Fetch the pictures that will be in view, while the old ones still hang.
  async #arriving(number, book, shift) {
    const coming = this.pages
      .filter((page) => this.#inView(page))
      .map((page) => this.pages[page.index + shift])
      .filter((page) => page && page.index < book.pages.length);
    const found = (page) => picture(this.#address(page.index, number), page.tag);
    return Promise.all(coming.map(async (page) => [page, await found(page)]));
  }

  #near(seen) {
    for (const { target, isIntersecting } of seen) target.page.near = isIntersecting;
    this.refresh();
    if (!this.at) this.#rested(); // the first pages have come into view
  }

  #next() {
    const stale = this.pages.filter((page) => page.near && page.fresh !== this.#key());
    return stale.find((page) => this.#inView(page)) ?? stale[0];
  }

  #remember(page) {
    this.seen = [...this.seen.filter((each) => each !== page), page];
    while (this.seen.length > KEPT) {
      const last = this.seen.shift();
      if (!last.near) takeDown(last);
    }
  }

  // -------------------------------------------------------------------- the reader's eye

  #scrollTo(at) {
    this.pane.scrollTop += this.#below(at) + at.offset * this.#scale();
    this.at = at;
    this.held = this.pane.scrollTop;
  }

  // Keep a block as the reader's, wherever in the pane it is.
  #hold(block) {
    this.at = { ...block, offset: -this.#below(block) / this.#scale() };
    this.held = this.pane.scrollTop;
  }

  // How far below the reader's eye a block begins, in px
  #below({ page, y }) {
    const top = this.pages[page - 1].item.getBoundingClientRect().top;
    return top + y * this.#scale() - this.#eye();
  }

  async #rested() {
    if (this.pane.scrollTop !== this.held) {
      const block = await this.#atEye();
      if (!block) return;
      this.#hold(block);
    }
    this.moved(this.at);
  }

  async #atEye() {
    const eye = this.#eye();
    const below = this.pages.filter(
      (page) => page.near && page.item.getBoundingClientRect().bottom > eye,
    );
    let at = null;
    for (const page of below.slice(0, 2)) {
      at = await this.#on(page, eye);
      if (at?.path) return at;
    }
    return at;
  }

  // Find the block at a height of the window, on one page.
  async #on(page, height) {
    const known = await this.#blocks(page);
    const scale = this.#scale();
    const y = (height - page.item.getBoundingClientRect().top) / scale;
    const blocks = known.blocks.map((block) => ({ ...block, box: box(block, block.part) }));
    blocks.sort((one, other) => one.box[2] - other.box[2]);
    const block = blocks.findLast((each) => each.box[2] <= y) ?? blocks[0];
    const where = { page: page.index + 1, y: block ? block.box[2] : 0 };
    return { document: known.document, part: 0, ...block, ...where };
  }

  async #blocks(page) {
    page.blocks ??= await ask(`/${this.number}/${page.index + 1}.json`);
    return page.blocks ?? { document: "", blocks: [] };
  }

  #inView(page) {
    const pane = this.pane.getBoundingClientRect();
    const place = page.item.getBoundingClientRect();
    return place.bottom > pane.top && place.top < pane.bottom;
  }

  #eye() {
    const pane = this.pane.getBoundingClientRect();
    return pane.top + READING * pane.height;
  }

  // px to a pt
  #scale() {
    return this.pages[0].item.clientWidth / this.book.width;
  }

  // px of this screen, in steps, so that a small change of the window asks for nothing
  #width() {
    const width = (this.pages[0]?.item.clientWidth ?? 800) * devicePixelRatio;
    return 100 * Math.ceil(width / 100);
  }

  #key() {
    return `${this.number} ${this.#width()}`;
  }

  #address(index, number) {
    return `/${number}/${index + 1}.png?width=${this.#width()}`;
  }
}

function box(place, part) {
  return place.boxes[Math.min(part, place.boxes.length - 1)];
}
