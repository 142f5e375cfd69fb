// The preview in the browser: told of every impression, it shows the newest in place.

import { ask, placeOf, settled } from "./asking.js";
import { Pages } from "./pages.js";
import { Text } from "./text.js";

const byId = (id) => document.getElementById(id);
const main = document.querySelector("main");
const list = document.querySelector("ol");

let state = { run: "", impression: 0, text: 0 };
let shown = 0; // number of the impression on the screen
let read = 0; // number of the impression whose EPUB is on the screen
let showing = false;
let leader = "pages"; // the pane the reader moves; the other follows

// ---------------------------------------------------------------- two panes, one place

const pages = new Pages(byId("pages"), {
  moved: (block) => {
    if (leader === "pages" && beside()) text.show(block);
  },
  chosen: async (block) => {
    if (!beside() || !block.path) return;
    await text.show(block);
    text.mark(block);
  },
});

const text = new Text(byId("text"), {
  entered: () => (leader = "text"),
  moved: async (place) => {
    if (leader !== "text") return;
    const found = await placeOf(shown, place, shown);
    if (found && leader === "text") pages.goTo(found);
  },
  chosen: async (place) => {
    const found = await placeOf(shown, place, shown);
    if (!found) return;
    pages.goTo(found);
    pages.mark(found, "here");
  },
});

for (const event of ["pointermove", "wheel", "keydown", "focusin"]) {
  byId("pages").addEventListener(event, () => (leader = "pages"), { passive: true });
}

function beside() {
  return !byId("text").hidden;
}

// ------------------------------------------------------------------------ impressions

async function show() {
  if (showing) return;
  showing = true;
  try {
    while (shown !== state.impression && (await shift(state.impression, state.text)));
    while (shown === state.impression && read !== state.text) await reread(state.text);
  } finally {
    showing = false;
  }
  tell();
}

// Put another impression on the screen; tell whether it was still there to be shown.
async function shift(number, newText) {
  const book = await ask(`/${number}/book.json`);
  if (!book) return false; // a newer one is on its way here
  const { at } = text;
  const place = at && (await placeOf(number, at, shown));
  await pages.show(number, book);
  if (beside() && place) await text.show(place, at);
  shown = number;
  read = newText;
  tellEdited(book.edited);
  byId("title").textContent = book.title;
  Object.assign(document.body.dataset, { impression: shown, text: read }); // who waits
  return true;
}

// The EPUB has followed its pages: read anew what is shown of it, at the same place.
async function reread(newText) {
  const { at } = text;
  const place = at && (await placeOf(shown, at, shown));
  read = newText;
  await pages.reread();
  if (beside() && place) await text.show(place, at);
  document.body.dataset.text = read;
}

function tellEdited(edited) {
  const button = byId("edited");
  edited.forEach((place) => pages.mark(place, "edited"));
  button.hidden = !edited.length || edited.some((place) => pages.sees(place));
  button.onclick = () => {
    pages.goTo(edited[0]);
    button.hidden = true;
  };
}

// -------------------------------------------------------------------------- the state

function tell() {
  const { working, failed, summary, findings } = state;
  const told = byId("told");
  const title = byId("title").textContent;
  document.title = `${working ? "… " : failed ? "✗ " : ""}${title}`;
  document.body.classList.toggle("failed", failed);
  byId("status").textContent = words();
  told.textContent = summary;
  told.hidden = !findings || failed;
  byId("findings").querySelector("pre").textContent = findings;
  openFindings(failed || (findings && told.ariaExpanded === "true"));
}

const BEHIND = {
  pages: "; the pages are those of the last good build",
  text: "; the pages are new, the EPUB is that of the last good build",
};

function words() {
  const { working, failed, impression, older, summary } = state;
  const news = impression && older !== "pages" ? "new pages; " : "";
  if (working) return `${news}${working} …`;
  if (failed) return summary + ((impression && BEHIND[older]) || "");
  return impression ? "up to date" : "waiting";
}

function openFindings(open) {
  byId("findings").hidden = !open;
  byId("told").ariaExpanded = String(Boolean(open && !state.failed));
}

// Only a tab that is seen listens: a browser keeps few lines open to one server.
let events = null;

function listen() {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (!events) {
    events = new EventSource("/events");
    events.onmessage = heard;
    events.onerror = () => {
      byId("status").textContent = "the preview is not running; what is shown may be old";
    };
  }
}

function heard(message) {
  const news = JSON.parse(message.data);
  if (state.run && news.run !== state.run) location.reload();
  state = news;
  tell();
  show();
}

document.addEventListener("visibilitychange", listen);
listen();

// ------------------------------------------------------------------ buttons and keys

const choices = { spreads: true, beside: true };

function choose(name, chosen) {
  choices[name] = chosen;
  localStorage.setItem(name, chosen);
  byId(name).ariaPressed = String(chosen);
  arrange();
}

function arrange() {
  byId("text").hidden = !choices.beside;
  main.classList.toggle("alone", !choices.beside);
  list.classList.toggle("single", !choices.spreads);
  pages.stay();
}

for (const name of Object.keys(choices)) {
  byId(name).addEventListener("click", () => choose(name, !choices[name]));
  choose(name, localStorage.getItem(name) !== "false");
}

byId("told").addEventListener("click", () => openFindings(byId("findings").hidden));

byId("pages").addEventListener("keydown", (event) => {
  const forward = list.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    pages.turn(event.key === forward ? 1 : -1);
    event.preventDefault();
  }
});

new ResizeObserver(settled(() => pages.stay())).observe(byId("pages"));
byId("pages").focus();
