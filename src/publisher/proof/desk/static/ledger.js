// The list below the pages: what readers wrote, and what the check found.

const AT_ONCE = 120; // rows that are laid out before more are asked for
const LONG = 30; // characters beside a quotation that are probably not all there were
const KINDS = { comment: "Comment", replace: "Replace", strike: "Strike out", insert: "Insert" };
const STATES = { open: "open", done: "settled", declined: "declined" };

export class Ledger {
  // `chosen` is told the row that was chosen, `act` what to do with a correction.
  constructor(pane, { chosen, act }) {
    this.rows = pane.querySelector("#rows");
    this.told = { chosen, act };
    this.shown = "corrections";
    this.corrections = [];
    this.findings = [];
    this.most = AT_ONCE;
    this.now = ""; // id of the chosen row
    for (const name of ["corrections", "findings"]) {
      field(`list-${name}`).addEventListener("click", () => this.list(name));
    }
    for (const name of ["piece", "kind", "state", "reader"]) {
      field(`by-${name}`).addEventListener("change", () => this.#again());
    }
    field("more").addEventListener("click", () => {
      this.most += 4 * AT_ONCE;
      this.draw();
    });
  }

  show(book) {
    this.book = book;
    options(field("by-piece"), "all chapters", book.pieces.map((piece) => [piece.unit, piece.title]));
    this.#filters();
    this.draw();
  }

  list(name) {
    this.shown = name;
    for (const each of ["corrections", "findings"]) {
      field(`list-${each}`).ariaPressed = String(each === name);
    }
    this.#filters();
    this.#again();
  }

  set(name, rows) {
    this[name] = rows;
    this.#filters();
    this.draw();
  }

  // The rows that pass the filters, in the order of the book.
  get passing() {
    const by = (name) => field(`by-${name}`).value;
    return this[this.shown].filter(
      (row) =>
        (!by("piece") || row.unit === by("piece")) &&
        (!by("kind") || kindOf(row) === by("kind")) &&
        (!by("state") || row.state === by("state")) &&
        (!by("reader") || row.reader === by("reader")),
    );
  }

  find(id) {
    return [...this.corrections, ...this.findings].find((row) => row.id === id);
  }

  // Go to the next open correction, or with -1 to the one before.
  step(by) {
    if (this.shown !== "corrections") this.list("corrections");
    const rows = this.passing.filter((row) => row.state === "open" || row.id === this.now);
    if (!rows.some((row) => row.state === "open")) return null;
    const at = rows.findIndex((row) => row.id === this.now);
    let next = at < 0 && by < 0 ? 0 : at;
    do next = (next + by + rows.length) % rows.length;
    while (rows[next].state !== "open");
    this.choose(rows[next].id);
    return rows[next];
  }

  choose(id, { quiet = false } = {}) {
    this.now = id;
    const row = this.find(id);
    const index = this.passing.indexOf(row);
    if (index >= this.most) this.most = index + AT_ONCE;
    this.draw();
    const item = [...this.rows.children].find((each) => each.dataset.id === id);
    item?.scrollIntoView({ block: "nearest" });
    if (!quiet) item?.querySelector(".at").focus({ preventScroll: true });
    if (row) this.told.chosen(row);
  }

  draw() {
    if (!this.book) return;
    const held = this.rows.contains(document.activeElement) && focusIn(this.rows);
    const rows = this.passing;
    const items = rows.slice(0, this.most).map((row) => this.#row(row));
    this.rows.replaceChildren(...(items.length ? items : [this.#empty()]));
    const left = rows.length - items.length;
    field("more").hidden = left <= 0;
    field("more").textContent = `Show more (${left})`;
    const open = this.corrections.filter((row) => row.state === "open").length;
    many("corrections", this.corrections.length ? `${open} open` : "0");
    many("findings", `${this.findings.length}`);
    const all = this[this.shown].length;
    field("listed").textContent = rows.length === all ? "" : `${rows.length} of ${all}`;
    if (held) held();
  }

  // ------------------------------------------------------------------------------ rows

  #row(row) {
    const item = made("li", row.state && row.state !== "open" ? "settled" : "");
    item.dataset.id = row.id;
    if (row.id === this.now) {
      item.classList.add("now");
      item.ariaCurrent = "true";
    }
    const at = made("button", "at", row.page ? this.book.label(row.page) : "–");
    at.type = "button";
    at.ariaLabel = row.page ? `Go to page ${this.book.label(row.page)}` : "On no page";
    at.addEventListener("click", () => this.choose(row.id));
    const sort = row.severity
      ? made("span", `sort ${row.severity}`, row.code)
      : made("span", "sort", KINDS[row.kind] ?? row.kind);
    item.append(at, sort, row.severity ? found(row) : written(row), from(row), this.#deeds(row));
    return item;
  }

  #deeds(row) {
    const deeds = made("span", "deeds");
    if (row.severity) return deeds;
    const deed = (name, words) => {
      const button = made("button", "", words);
      button.type = "button";
      button.dataset.deed = name;
      button.addEventListener("click", () => this.told.act(row, name));
      return button;
    };
    if (row.state === "open") deeds.append(deed("done", "Settle"), deed("declined", "Decline"));
    else deeds.append(deed("open", "Reopen"));
    return deeds;
  }

  #empty() {
    const none = this[this.shown].length === 0;
    const words = {
      corrections: "No corrections yet. Select words on a page or in the text, and say what is wrong with them.",
      findings: this.book.checked ? "The check found nothing." : "There is no report.json beside the book: ./inv build writes one.",
    };
    return made("li", "empty", none ? words[this.shown] : "Nothing passes these filters.");
  }

  // --------------------------------------------------------------------------- filters

  #again() {
    this.most = AT_ONCE;
    this.draw();
  }

  #filters() {
    const rows = this[this.shown];
    const ours = this.shown === "corrections";
    const kinds = [...new Set(rows.map(kindOf))].sort();
    options(field("by-kind"), "all kinds", kinds.map((kind) => [kind, KINDS[kind] ?? kind]));
    options(field("by-state"), "all states", Object.entries(STATES));
    options(field("by-reader"), "all readers", [...new Set(rows.map((row) => row.reader))].filter(Boolean).sort().map((name) => [name, name]));
    for (const name of ["state", "reader"]) {
      field(`by-${name}`).disabled = !ours;
      if (!ours) field(`by-${name}`).value = "";
    }
  }
}

function kindOf(row) {
  return row.severity ? `${row.code} (${row.severity})` : row.kind;
}

function found(row) {
  const words = made("p", "words", row.message);
  if (row.hint) words.append(made("span", "said from", row.hint));
  return words;
}

// A correction as a proofreader reads it: the words in their line, struck, new or marked.
function written(row) {
  const words = made("p", "words");
  const line = made("q", "");
  line.append(made("span", "context", cut(row.before, /^\S*\s/, "… ", "")));
  const struck = row.kind === "replace" || row.kind === "strike";
  if (row.quote) line.append(made(struck ? "del" : row.kind === "insert" ? "span" : "mark", "", row.quote));
  const [left, right] = row.quote ? [" ", ""] : spaces(row);
  const bare = row.replacement.trim() || row.replacement;
  if (row.replacement) line.append(left, made("ins", "", bare), right);
  line.append(made("span", "context", cut(row.after, /\s\S*$/, "", " …")));
  words.append(line);
  if (row.words) words.append(made("span", "said", row.words));
  if (!row.sure) words.append(made("span", "said from", unsure(row)));
  if (row.state === "declined") words.append(made("span", "said from", `Declined: ${row.reason}`));
  return words;
}

// Why nobody can be sure where the words of a correction stand.
function unsure({ path, doubt }) {
  const said = path ? "The place is not certain" : "It has no place in the manuscript";
  return doubt ? `${said}: ${doubt}.` : `${said}.`;
}

// The spaces that words need which are put in at a point, as `proof.collect --apply` sets them.
function spaces({ before, replacement: words, after }) {
  const bare = words.trim();
  const [behind, ahead] = [/[\p{L}\p{N}]$/u.test(before), /^[\p{L}\p{N}]/u.test(after)];
  const apart = bare && !(behind && (ahead || bare.length < 3));
  const opens = /^[\p{L}\p{N}(“«„]/u.test(bare) && (behind || /[.,;:!?…)\]}»”’]$/.test(before));
  const [led, trailed] = [/^ .*\S/.test(words), /\S.* $/.test(words)];
  const left = (apart && opens) || (led && /\S$/.test(before));
  const right = (apart && ahead) || (trailed && /^[^\s.,;:!?…)\]}»”’]/.test(after));
  return [left ? " " : "", right ? " " : ""];
}

// Words around a quotation are kept up to a length, which may part the last of them.
function cut(words, part, before, behind) {
  return words.length < LONG ? words : `${before}${words.replace(part, "")}${behind}`;
}

function from(row) {
  const cell = made("span", "from");
  if (row.path && row.link) {
    const place = made("a", "", `${row.path}:${row.line}`);
    place.href = row.link;
    place.title = "Open in the editor";
    cell.append(place);
  } else if (row.path) cell.append(`${row.path}:${row.line}`);
  const rest = [row.reader, row.state && row.state !== "open" && STATES[row.state]].filter(Boolean);
  if (rest.length) cell.append(` · ${rest.join(" · ")}`);
  return cell;
}

// Remember which button has the keyboard, and give it back to the same one.
function focusIn(rows) {
  const { activeElement } = document;
  const id = activeElement.closest("li")?.dataset.id;
  const deed = activeElement.dataset.deed;
  return () => {
    const item = [...rows.children].find((each) => each.dataset.id === id);
    const same = deed && (item?.querySelector(`[data-deed="${deed}"]`) ?? item?.querySelector(".deeds button"));
    (same || item?.querySelector(".at") || field("next")).focus({ preventScroll: true });
  };
}

function options(select, none, pairs) {
  const was = select.value;
  select.replaceChildren(new Option(none, ""), ...pairs.map(([value, words]) => new Option(words, value)));
  if (pairs.some(([value]) => value === was)) select.value = was;
}

function many(name, words) {
  field(`list-${name}`).querySelector(".many").textContent = words;
}

function made(tag, kind, ...inside) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...inside);
  return element;
}

function field(id) {
  return document.getElementById(id);
}
