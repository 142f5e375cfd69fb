// The book as the desk was told of it: pages, spreads, pieces, and the words of its pages.

import { ask } from "/shared/asking.js";

export class Book {
  constructor(told) {
    Object.assign(this, told);
    this.count = this.pages.length;
    this.known = new Map(); // page → promise of its words
    this.unitOf = new Map(this.pieces.map((piece) => [piece.unit, piece]));
  }

  label(page) {
    return this.pages[page - 1]?.[0] || `#${page}`;
  }

  side(page) {
    return this.pages[page - 1][1];
  }

  blank(page) {
    return this.pages[page - 1][2];
  }

  // Pages that lie side by side, as [verso, recto]; null where there is none.
  spreads(single) {
    const spreads = [];
    for (let page = 1; page <= this.count; page += 1) {
      if (single) spreads.push([page]);
      else if (this.side(page) === "verso") spreads.push([page, null]);
      else if (spreads.length && spreads.at(-1)[0] && !spreads.at(-1)[1]) spreads.at(-1)[1] = page;
      else spreads.push([null, page]);
    }
    return spreads;
  }

  // Find a page by what is typed: its label, or #130 for a sheet.
  find(words) {
    const asked = words.trim().toLowerCase();
    const sheet = asked.match(/^#(\d+)$/);
    if (sheet) return Number(sheet[1]) <= this.count ? Number(sheet[1]) : 0;
    return this.pages.findIndex(([label]) => label.toLowerCase() === asked) + 1;
  }

  // The last piece that begins on a page or before it.
  pieceOn(page) {
    return this.pieces.findLast((piece) => piece.page <= page);
  }

  // Words of a page: [text, x, y, width, height], in pt from the top left of the trim.
  words(page) {
    if (!this.known.has(page)) {
      const asked = ask(`/${this.build}/${page}.json`).then((words) => words ?? []);
      this.known.set(page, asked);
    }
    return this.known.get(page);
  }
}
