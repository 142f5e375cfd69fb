// Words chosen on the pages: from one word to another, in the order they were set.

export function ordered(one, other) {
  const later = one.page - other.page || one.word - other.word;
  return later <= 0 ? { from: one, to: other } : { from: other, to: one };
}

// Give the words of a selection, page by page: [page, words, first, last].
export async function stretches(book, { from, to }) {
  const found = [];
  for (let page = from.page; page <= to.page; page += 1) {
    const words = await book.words(page);
    const first = page === from.page ? from.word : 0;
    const last = page === to.page ? to.word : words.length - 1;
    if (words.length) found.push([page, words, first, last]);
  }
  return found;
}

// Quote what was selected; a word that is divided at the end of a line is whole.
export async function quoted(book, selection) {
  const texts = [];
  for (const [, words, first, last] of await stretches(book, selection)) {
    texts.push(...words.slice(first, last + 1).map((word) => word[0]));
  }
  return texts.join(" ").replaceAll("\u2010 ", "");
}

// Boxes over the words of a page, one for each line: [x, y, width, height].
export function lines(words, first, last) {
  const boxes = [];
  for (const [, x, y, width, height] of words.slice(first, last + 1)) {
    const box = boxes.at(-1);
    const middle = y + height / 2;
    const goesOn = box && middle > box[1] && middle < box[1] + box[3] && x >= box[0];
    if (!goesOn) {
      boxes.push([x, y, width, height]);
      continue;
    }
    const top = Math.min(box[1], y);
    box[3] = Math.max(box[1] + box[3], y + height) - top;
    box[1] = top;
    box[2] = Math.max(box[0] + box[2], x + width) - box[0];
  }
  return boxes;
}

// Find the word at a point, or the nearest within some pt.
export function wordAt(words, x, y, reach = 6) {
  let best = -1;
  let least = reach;
  words.forEach(([, left, top, width, height], index) => {
    const across = Math.max(left - x, 0, x - left - width);
    const down = Math.max(top - y, 0, y - top - height);
    const inside = across + down === 0;
    const far = inside ? -1 / (height + 1) : across + 2 * down; // the smaller of two
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

// Find the word above (-1) or below (1) another one.
export function wordBeside(words, index, step) {
  const [, x, y, width, height] = words[index];
  const middle = x + width / 2;
  const beyond = words
    .map((word, number) => ({ number, word, gap: step * (word[2] + word[4] / 2 - y - height / 2) }))
    .filter(({ gap }) => gap > height / 2);
  const near = Math.min(...beyond.map(({ gap }) => gap));
  const row = beyond.filter(({ gap, word }) => gap < near + word[4] / 2);
  const far = ({ word }) => Math.abs(word[1] + word[3] / 2 - middle);
  return row.sort((one, other) => far(one) - far(other))[0]?.number ?? index;
}
