// What a reader chose is kept by the browser, for this desk alone.

export function kept(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`desk ${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name, value) {
  localStorage.setItem(`desk ${name}`, JSON.stringify(value));
}

// Make a button one that is on or off, and remember which.
export function toggle(button, act, otherwise) {
  const set = (on) => {
    button.ariaPressed = String(on);
    act(on);
  };
  button.addEventListener("click", () => {
    const on = button.ariaPressed !== "true";
    keep(button.id, on);
    set(on);
  });
  set(kept(button.id, otherwise));
}
