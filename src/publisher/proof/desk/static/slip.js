// The slip on which a correction is written. What is on it is kept until it is written
// down, so that no word is lost when the browser or the desk goes away.

import { keep, kept } from "./choices.js";

const WORDS = { replace: "New words", insert: "Words to insert" };

export class Slip {
  // `write` takes what was written and gives "" or what went wrong; `closed` is told at the end.
  constructor({ write, closed }) {
    this.dialog = document.getElementById("slip");
    this.write = write;
    this.kind = "comment";
    this.dialog.querySelectorAll("[data-kind]").forEach((button) => {
      button.addEventListener("click", () => this.#choose(button.dataset.kind));
    });
    this.dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#done();
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#done();
    });
    this.dialog.addEventListener("input", () => this.#keep());
    this.dialog.addEventListener("close", closed);
    field("leave").addEventListener("click", () => {
      this.#forget();
      this.dialog.close();
    });
  }

  // Open it over a place; a slip that was begun there and never written is as it was.
  open({ kind, quote, key, place, made }) {
    const begun = kept("slip", null);
    const same = begun?.place === JSON.stringify(place) ? begun : {};
    this.place = place;
    this.quote = quote;
    this.key = same.key ?? key;
    this.made = made;
    field("slip-quote").textContent = quote;
    field("new-words").value = same.words ?? "";
    field("remark").value = same.remark ?? "";
    field("reader").value = kept("reader", "");
    field("slip-reader").hidden = Boolean(kept("reader", ""));
    this.#fault("");
    this.#choose(kind);
    this.dialog.showModal();
    const first = kind in WORDS ? field("new-words") : field("remark");
    if (kind === "replace" && !first.value) first.value = quote;
    first.focus();
    first.select();
  }

  // Keep what is on it, for the desk that will be there next.
  stay() {
    this.#keep();
    keep("slip again", true);
  }

  // Open it again as it was left, if the pages are still the same ones.
  again({ build, made }) {
    const begun = kept("slip", null);
    const left = kept("slip again", false);
    keep("slip again", false);
    if (!left || begun?.made !== made) return;
    const place = { ...JSON.parse(begun.place), build };
    keep("slip", { ...begun, place: JSON.stringify(place) });
    this.open({ ...begun, place, made });
  }

  #choose(kind) {
    this.kind = kind;
    for (const button of this.dialog.querySelectorAll("[data-kind]")) {
      button.ariaPressed = String(button.dataset.kind === kind);
    }
    field("slip-new-words").hidden = !(kind in WORDS);
    field("slip-new-words").querySelector("label").textContent = WORDS[kind] ?? "";
    field("remark-label").textContent = kind === "comment" ? "Comment" : "Why, if it needs saying";
    const quote = field("slip-quote");
    const struck = kind === "replace" || kind === "strike";
    const words = document.createElement(struck ? "del" : "mark");
    words.textContent = this.quote;
    quote.replaceChildren(words);
  }

  async #done() {
    if (this.busy) return;
    const reader = field("reader").value.trim();
    const words = field("new-words").value.trim();
    const remark = field("remark").value.trim();
    const lacking =
      (!reader && "Say who you are: several people may read this book.") ||
      (this.kind in WORDS && !words && "Write the words that are to stand there.") ||
      (this.kind === "replace" && words === this.quote && "These are the words that stand there.") ||
      (this.kind === "comment" && !remark && "Write what is to be said.");
    if (lacking) {
      this.#fault(lacking);
      return;
    }
    keep("reader", reader);
    this.busy = true;
    const given = this.kind in WORDS ? words : "";
    const told = { key: this.key, kind: this.kind, reader, words: given, remark, ...this.place };
    const fault = await this.write(told);
    this.busy = false;
    this.#fault(fault);
    if (fault) return;
    this.#forget();
    this.dialog.close();
  }

  #keep() {
    keep("slip", {
      key: this.key,
      kind: this.kind,
      quote: this.quote,
      made: this.made,
      place: JSON.stringify(this.place),
      words: field("new-words").value,
      remark: field("remark").value,
    });
  }

  #forget() {
    keep("slip", null);
  }

  #fault(words) {
    field("slip-fault").textContent = words;
    field("slip-fault").hidden = !words;
  }
}

function field(id) {
  return document.getElementById(id);
}
