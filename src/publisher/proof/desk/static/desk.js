// The proof desk in the browser: two panes that stay together, a list, and a slip to write on.

import { ask, settled } from "/shared/asking.js";
import { Book } from "./book.js";
import { keep, kept, toggle } from "./choices.js";
import { standing, wordsOn } from "./finding.js";
import { joined, plain, surroundings } from "./letters.js";
import { divide } from "./dividers.js";
import { Hand } from "./hand.js";
import { Ledger } from "./ledger.js";
import { Paper } from "./paper.js";
import { stretches } from "./selection.js";
import { Slip } from "./slip.js";
import { Text } from "./text.js";

const byId = (id) => document.getElementById(id);

let book = null;
let state = { run: "", build: 0, written: -1 };
let leader = "paper"; // the pane the reader moves; the other follows

// ---------------------------------------------------------------- two panes, one place

const paper = new Paper(byId("paper"), {
  moved: async (page, share) => {
    tellPage();
    hand.follow();
    if (leader !== "paper" || !beside()) return;
    await paper.ready(); // a chapter of the EPUB is much to lay out
    if (leader === "paper" && paper.at[0] === page) text.show(markOf(page), share);
  },
});

paper.drawn = settled(() => markAll(), 60);

const text = new Text(byId("text"), {
  entered: () => (leader = "text"),
  pressed: (event) => (event.key === "Escape" ? hand.leave() : letterPressed(event)),
  moved: (id, share) => {
    if (leader !== "text") return;
    const page = book.marks.findIndex((mark) => mark?.[0] === text.document && mark[1] === id) + 1;
    if (page) paper.goTo(page, share);
    tellPage();
  },
  selected: async ({ page, note, around, aside, box }) => {
    const found = await onPaper(page, note, around);
    if (found) hand.take(found, box);
    else hand.takeAside({ ...aside, page: pageOf(page) }, box);
  },
});

for (const event of ["pointermove", "wheel", "keydown", "focusin"]) {
  byId("paper").addEventListener(event, () => (leader = "paper"), { passive: true });
}

function beside() {
  return !byId("text").hidden;
}

// Where the text of a page begins in the EPUB; of a blank page, where that of its
// neighbour does, or else of the page before it.
function markOf(page) {
  const beside = paper.rowOf(page).pages.filter(Boolean).map((each) => book.marks[each - 1]);
  const before = book.marks.slice(0, page).findLast(Boolean);
  return book.marks[page - 1] ?? beside.find(Boolean) ?? before ?? book.marks.find(Boolean);
}

// The page whose mark stands in the text that is shown, or the first of its chapter; or 0.
function pageOf(id) {
  const named = book.marks.findIndex((mark) => mark?.[0] === text.document && mark[1] === id) + 1;
  return named || (book.pieces.find((each) => each.document === text.document)?.page ?? 0);
}

// Find words of the EPUB on the printed pages.
async function onPaper(id, note, around) {
  const [begin] = book.notes[note] ?? [pageOf(id)];
  return begin ? wordsOn(book, [begin, begin + 1].filter((page) => page <= book.count), around) : null;
}

// Show in the EPUB the words that are selected on paper.
async function inText(selection) {
  const [[page, words, first, last]] = await stretches(book, selection);
  const around = surroundings(joined(words), first, last);
  const note = Object.entries(book.notes).filter(([, pages]) => pages.includes(page));
  if (await text.mark(markOf(page), "", around)) return;
  for (const [key] of note) if (await text.mark(markOf(page), key, around)) return;
}

// ------------------------------------------------------------------- words in the hand

const hand = new Hand(paper, {
  book: () => book,
  chosen: (selection) => {
    leader = "paper";
    if (beside()) inText(selection);
  },
  left: () => text.clear(),
  write: ({ kind, quote, selection, place }) => {
    slip.open({ kind, quote, key: crypto.randomUUID(), place: { build: book.build, ...selection }, made: book.made });
  },
});

const slip = new Slip({
  write: async (told) => {
    const answer = await tell("/corrections", told);
    if (answer.fault) return answer.fault;
    tellReader();
    await corrections();
    hand.leave();
    ledger.list("corrections");
    ledger.choose(answer.id, { quiet: true });
    say("The correction is written down.");
    return "";
  },
  closed: () => byId("paper").focus({ preventScroll: true }),
});

const ledger = new Ledger(byId("ledger"), {
  chosen: async (row) => {
    if (!row.page) return;
    leader = "paper";
    hand.leave();
    const { page, boxes } = await standing(book, paper, row);
    if (ledger.now !== row.id) return;
    paper.reveal(page, boxes[0]?.[2] ?? 0);
    paper.draw([{ boxes, kind: row.severity ? "here" : "chosen" }], "chosen");
    tellPage();
    if (beside()) showInText(row, page);
  },
  act: (row, deed) => {
    if (deed === "declined") decline(row);
    else settle(row, deed, "");
  },
});

async function showInText(row, page) {
  const words = row.printed || (row.kind ? row.quote : ""); // some are in the EPUB alone
  const around = words && { wanted: plain(words), before: plain(row.before), behind: plain(row.after) };
  if (!around || !(await text.mark(markOf(page), row.note, around))) text.show(markOf(page));
}

async function settle(row, deed, reason) {
  const reader = kept("reader", "");
  if (!reader) {
    await named();
    if (!kept("reader", "")) return "Say who you are first.";
  }
  const answer = await tell(`/corrections/${row.id}`, {
    state: deed, reason, reader: kept("reader", ""), seen: row.revision,
  });
  await corrections();
  if (answer.fault) byId("said").textContent = answer.fault;
  else say({ done: "Settled.", declined: "Declined.", open: "Open again." }[deed]);
  if (answer.fault) trouble(answer.fault);
  return answer.fault ?? "";
}

function decline(row) {
  const dialog = byId("refusal");
  byId("refusal-quote").textContent = row.quote;
  byId("reason").value = "";
  byId("refusal-fault").hidden = true;
  dialog.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    const reason = byId("reason").value.trim();
    const fault = reason ? await settle(row, "declined", reason) : "Say why: whoever wrote it will want to know.";
    byId("refusal-fault").textContent = fault;
    byId("refusal-fault").hidden = !fault;
    if (!fault) dialog.close();
  };
  dialog.showModal();
}

// ----------------------------------------------------------------------- who reads

function named() {
  const dialog = byId("naming");
  byId("name").value = kept("reader", "");
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", done, { once: true }));
}

byId("naming").querySelector("form").addEventListener("submit", () => {
  keep("reader", byId("name").value.trim());
  tellReader();
});

for (const button of document.querySelectorAll("dialog .leave")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}

byId("who").addEventListener("click", named);

function tellReader() {
  byId("who").textContent = kept("reader", "") || "Who reads?";
}

// ---------------------------------------------------------------------- the server

// Tell the server something. Gives its answer, or { fault } in words for a reader.
async function tell(address, value) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(value),
    });
    const told = await answer.json();
    return answer.ok ? told : { fault: told?.fault ?? "The desk did not take it." };
  } catch {
    return { fault: "The desk is not running; nothing is lost here. Start it again and write it down then." };
  }
}

async function open() {
  const told = await ask("/book.json");
  if (!told) return;
  book = new Book(told);
  document.title = `${book.title} · proof desk`;
  byId("title").textContent = book.title;
  byId("count").textContent = `of ${book.label(book.count)}`;
  byId("bleed").disabled = !hasBleed();
  byId("safe").title = safeTold();
  paper.show(book);
  ledger.show(book);
  paper.resize([Math.min(pageInAddress() || kept("page", 1), book.count), 0]);
  tellPage();
  const found = await ask(`/${book.build}/findings.json`);
  ledger.set("findings", found ?? []);
  await corrections();
  document.body.dataset.build = book.build; // for whoever waits for it
  if (beside()) text.show(markOf(paper.eye()[0]));
  slip.again(book);
}

// Answers may overtake each other: one that was asked for before what is shown is old.
const answers = { asked: 0, shown: 0, marked: 0 };

async function corrections() {
  const turn = (answers.asked += 1);
  const told = await ask("/corrections.json");
  if (!told || !book || turn < answers.shown) return;
  answers.shown = turn;
  ledger.set("corrections", told.rows);
  document.body.dataset.written = told.written;
  markAll();
}

// Marks are laid on the pages that are drawn; where they stand is looked for on them.
async function markAll() {
  const turn = (answers.marked += 1);
  const notes = ledger.findings
    .filter((row) => row.page)
    .map((row) => ({
      kind: `finding ${row.severity}`,
      boxes: row.boxes.slice(0, 1).map(([page, x, y, , height]) => [page, x - 7, y, 0, height]),
    }));
  paper.draw(notes, "findings");
  const near = ledger.corrections.filter((row) => row.pages.some((page) => paper.shows(page)));
  const ours = near.map(async (row) => {
    const { boxes } = await standing(book, paper, row);
    return { kind: `${row.kind} ${row.state}`, boxes, name: row.id };
  });
  const marks = await Promise.all(ours);
  if (turn === answers.marked) paper.draw(marks, "corrections");
}

// Only a tab that is seen listens: a browser keeps few lines open to one server.
let events = null;

function listen() {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (!events) {
    events = new EventSource("/events");
    events.onmessage = (message) => heard(JSON.parse(message.data));
    events.onerror = () => trouble("The proof desk is not running. What you write stays here until it is.");
  }
}

async function heard(news) {
  const before = state;
  state = news;
  if (before.run && before.run !== news.run) beginAnew();
  else if (before.build !== news.build) await open();
  else if (before.written !== news.written) await corrections();
  trouble(news.trouble ? `The newest files are not shown: ${news.trouble}` : staleTold());
}

// Another desk has taken the place of this one. What is on a slip comes along.
function beginAnew() {
  if (slip.dialog.open) slip.stay();
  const refusal = byId("refusal");
  if (refusal.open) refusal.addEventListener("close", () => setTimeout(() => location.reload(), 500));
  else location.reload();
}

function staleTold() {
  if (!state.stale?.length) return "";
  const [first, ...others] = state.stale;
  const more = others.length ? ` and ${others.length} more` : "";
  return `${first}${more} changed after these pages were made: ./inv build makes them anew.`;
}

function trouble(words) {
  byId("trouble").textContent = words;
  byId("trouble").hidden = !words;
}

function say(words) {
  byId("said").textContent = words;
}

// -------------------------------------------------------------------------- the bar

function tellPage() {
  if (!book) return;
  const open = paper.open;
  if (document.activeElement !== byId("page")) byId("page").value = open.map((page) => book.label(page)).join("–");
  keep("page", paper.eye()[0]);
  const address = `#page-${paper.eye()[0]}`;
  if (location.hash !== address) history.replaceState(null, "", address);
}

function pageInAddress() {
  return Number(location.hash.match(/^#page-(\d+)$/)?.[1] ?? 0);
}

function go(page) {
  leader = "paper";
  hand.leave();
  paper.goTo(page);
  tellPage();
}

byId("turning").addEventListener("submit", (event) => {
  event.preventDefault();
  const page = book.find(byId("page").value.split("–")[0]);
  if (page) go(page);
  else say(`No page is called ${byId("page").value}.`);
  byId("page").select();
});
byId("page").addEventListener("blur", tellPage);
byId("page").addEventListener("focus", () => byId("page").select());

function turn(step) {
  leader = "paper";
  hand.leave();
  paper.turn(step);
  tellPage();
}

byId("back").addEventListener("click", () => turn(-1));
byId("on").addEventListener("click", () => turn(1));
byId("before").addEventListener("click", () => ledger.step(-1) ?? say("No correction is open."));
byId("next").addEventListener("click", () => ledger.step(1) ?? say("No correction is open."));

for (const name of ["trim", "safe", "bleed"]) {
  toggle(byId(name), (on) => {
    document.body.classList.toggle(name, on);
    if (name === "bleed") paper.resize();
  }, false);
}
toggle(byId("marks"), (on) => byId("paper").classList.toggle("marked", on), true);
toggle(byId("spreads"), (on) => paper.arrange({ single: !on }), true);
toggle(byId("beside"), (on) => {
  byId("text").hidden = !on;
  document.querySelector("main").classList.toggle("alone", !on);
  if (on && book) text.show(markOf(paper.eye()[0]));
}, true);

const sizes = [...byId("zoom").options].map((option) => option.value);

function zoom(size) {
  byId("zoom").value = size;
  keep("zoom", size);
  paper.arrange({ zoom: size });
}

byId("zoom").addEventListener("change", () => zoom(byId("zoom").value));
zoom(sizes.includes(kept("zoom", "whole")) ? kept("zoom", "whole") : "whole");

function hasBleed() {
  const [left, top, width, height] = book.sheet;
  return left < 0 || top < 0 || width + left > book.width || height + top > book.height;
}

function safeTold() {
  const mm = (length) => `${Math.round((length * 254) / 72) / 10} mm`;
  const { edge, inside, asked, printer } = book.safe;
  const whose = asked ? `as ${printer} asks` : "as is usual; the printer names no distance";
  return `${mm(edge)} from the cut, ${mm(inside)} inside: ${whose}`;
}

// ------------------------------------------------------------------------- the keys

const letterKeys = byId("letters");
letterKeys.checked = kept("letters", true);
letterKeys.addEventListener("change", () => keep("letters", letterKeys.checked));
byId("keys").addEventListener("click", () => byId("help").showModal());

const acts = {
  j: () => byId("next").click(),
  k: () => byId("before").click(),
  s: () => onChosen("done"),
  d: () => onChosen("declined"),
  o: () => onChosen("open"),
  e: () => (byId("chip").hidden ? openChosen() : byId("place").click()),
  "?": () => byId("help").showModal(),
  "+": () => zoom(sizes[Math.min(sizes.indexOf(byId("zoom").value) + 1, sizes.length - 1)]),
  "-": () => zoom(sizes[Math.max(sizes.indexOf(byId("zoom").value) - 1, 0)]),
  0: () => zoom("whole"),
};

function onChosen(deed) {
  const row = ledger.find(ledger.now);
  if (!row || row.severity || (deed === "open") === (row.state === "open")) return;
  ledger.told.act(row, deed);
}

function openChosen() {
  const row = ledger.find(ledger.now);
  if (row?.link) location.href = row.link;
}

document.addEventListener("keydown", letterPressed);

// Also in the text, which is a document of its own.
function letterPressed(event) {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (typing || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || !letterKeys.checked) return;
  if (hand.letter(event.key) || acts[event.key]?.() !== undefined || event.key in acts) event.preventDefault();
}

byId("paper").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (hand.key(event)) {
    event.preventDefault();
    return;
  }
  const forward = book?.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 }[event.key];
  if (!step) return;
  turn(event.key.startsWith("Arrow") && forward === "ArrowLeft" ? -step : step);
  event.preventDefault();
});

document.addEventListener("visibilitychange", listen);
tellReader();
listen();
divide(byId("across"), "--left", { least: 25, most: 80, otherwise: 60 });
divide(byId("down"), "--foot", { least: 12, most: 70, otherwise: 27 });
byId("paper").focus();
