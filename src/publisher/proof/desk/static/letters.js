// Words are found again by their letters: case, accents, hyphens and spaces do not count,
// for paper and screen set them differently.

const KEPT = /[\p{L}\p{N}]/gu;
const AROUND = 60; // letters that are compared before and behind

// Keep of a text what is compared.
export function plain(text) {
  return (text.normalize("NFKD").toLowerCase().match(KEPT) ?? []).join("");
}

// Join the letters of words; `owners` says of each letter whose it is.
export function joined(words, textOf = (word) => word[0]) {
  const owners = [];
  let letters = "";
  words.forEach((word, index) => {
    const kept = plain(textOf(word));
    letters += kept;
    for (const _ of kept) owners.push(index);
  });
  return { letters, owners };
}

// Find where letters stand, the place whose surroundings are most alike. Gives -1 for none.
export function placeOf(letters, wanted, before = "", behind = "") {
  let best = -1;
  let most = -1;
  if (!wanted) return best;
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) {
    const alike =
      common(reversed(letters.slice(Math.max(0, at - AROUND), at)), reversed(before)) +
      common(letters.slice(at + wanted.length, at + wanted.length + AROUND), behind);
    if (alike > most) [best, most] = [at, alike];
  }
  return best;
}

function common(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

function reversed(text) {
  return [...text].reverse().join("");
}

// The letters around a stretch of words, to know the stretch again elsewhere.
export function surroundings({ letters, owners }, first, last) {
  const begin = owners.findIndex((owner) => owner >= first);
  const end = owners.findLastIndex((owner) => owner <= last) + 1;
  return {
    wanted: letters.slice(begin, end),
    before: letters.slice(Math.max(0, begin - AROUND), begin),
    behind: letters.slice(end, end + AROUND),
  };
}

// Find a stretch that may have more or less inside it elsewhere: numbers of notes, of an
// older edition's pages, running heads. Gives [begin, end], or null.
export function stretchOf(letters, { wanted, before, behind }, slack = 60) {
  const whole = placeOf(letters, wanted, before, behind);
  if (whole >= 0) return [whole, whole + wanted.length];
  for (const size of [32, 16, 8]) {
    if (wanted.length < 2 * size) continue;
    const begin = placeOf(letters, wanted.slice(0, size), before, wanted.slice(size));
    if (begin < 0) continue;
    const rest = letters.slice(begin, begin + wanted.length + slack);
    const tail = placeOf(rest, wanted.slice(-size), wanted.slice(0, -size), behind);
    if (tail >= size) return [begin, begin + tail + size];
  }
  return null;
}
