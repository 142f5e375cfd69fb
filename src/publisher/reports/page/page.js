"use strict";
(() => {
  const form = document.querySelector("form");
  if (!form) return;
  const words = document.getElementById("words");
  const tally = document.getElementById("tally");
  const nothing = document.querySelector(".nothing");
  const articles = [...document.querySelectorAll("article")];
  const sections = [...document.querySelectorAll("section")];
  for (const each of document.querySelectorAll(".all, .script, #tally")) each.hidden = false;

  const count = () => {
    const sought = words.value.trim().toLocaleLowerCase();
    for (const each of articles) {
      each.toggleAttribute("data-out", sought !== "" && !each.textContent.toLocaleLowerCase().includes(sought));
    }
    for (const each of sections) each.removeAttribute("data-out");
    for (const each of sections) {
      const left = [...each.querySelectorAll("article")].some((one) => one.offsetParent !== null);
      each.toggleAttribute("data-out", !left);
    }
    const left = articles.filter((each) => each.offsetParent !== null).length;
    tally.textContent = `${left.toLocaleString("en")} of ${articles.length.toLocaleString("en")} findings shown`;
    nothing.style.display = left ? "" : "block";
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", count);
  form.addEventListener("reset", () => setTimeout(count));
  for (const button of document.querySelectorAll("[data-set]")) {
    button.addEventListener("click", () => {
      for (const box of document.querySelectorAll(`input[id^="${button.dataset.set}"]`)) {
        box.checked = "to" in button.dataset;
      }
      count();
    });
  }
  count();
})();
