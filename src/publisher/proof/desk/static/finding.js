// Words are looked for on the printed pages, whatever pages these are now.

import { joined, plain, stretchOf } from "./letters.js";
import { stretches } from "./selection.js";

const ACROSS = 4000; // letters of notes, folios and heads between two pages' words

// Find words on pages that follow one another. Gives { from, to }, or null.
export async function wordsOn(book, pages, around) {
  const words = [];
  for (const page of pages) {
    (await book.words(page)).forEach((word, index) => words.push([word[0], page, index]));
  }
  const { letters, owners } = joined(words);
  const found = stretchOf(letters, around, pages.length > 1 ? ACROSS : undefined);
  if (!found) return null;
  const [from, to] = [found[0], found[1] - 1].map((at) => {
    const [, page, word] = words[owners[at]];
    return { page, word };
  });
  return { from, to };
}

// Where a row of the list stands on the pages: { page, boxes }. A correction is looked for
// by its words: the pages may have been made anew since it was written.
export async function standing(book, paper, row) {
  if (row.severity || !row.printed) return { page: row.page, boxes: row.boxes };
  const around = { wanted: plain(row.printed), before: plain(row.before), behind: plain(row.after) };
  const pages = row.pages.flatMap((page) => [[page], [page, page + 1]]);
  for (const each of pages.filter((each) => each.at(-1) <= book.count)) {
    const found = await wordsOn(book, each, around);
    if (found) return { page: found.from.page, boxes: paper.boxes(await stretches(book, found)) };
  }
  const kept = row.boxes.filter(([page]) => page === row.page);
  return { page: row.page, boxes: kept };
}
