// Lines between the panes: they can be dragged, or moved by the arrow keys.

import { keep, kept } from "./choices.js";

const STEP = 2; // per cent

export function divide(line, property, { least, most, otherwise }) {
  const across = line.ariaOrientation === "vertical";
  const room = line.parentElement;

  function set(share) {
    const value = Math.round(Math.min(most, Math.max(least, share)) * 10) / 10;
    room.style.setProperty(property, `${value}%`);
    line.ariaValueNow = String(value);
    keep(line.id, value);
  }

  line.ariaValueMin = String(least);
  line.ariaValueMax = String(most);
  line.addEventListener("pointerdown", (event) => {
    line.setPointerCapture(event.pointerId);
    event.preventDefault();
    line.focus();
  });
  line.addEventListener("pointermove", (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const box = room.getBoundingClientRect();
    set(across
      ? (100 * (event.clientX - box.left)) / box.width
      : (100 * (box.bottom - event.clientY)) / box.height);
  });
  line.addEventListener("dblclick", () => set(otherwise));
  line.addEventListener("keydown", (event) => {
    const steps = across ? { ArrowLeft: -STEP, ArrowRight: STEP } : { ArrowUp: STEP, ArrowDown: -STEP };
    if (!(event.key in steps)) return;
    set(Number(line.ariaValueNow) + steps[event.key]);
    event.preventDefault();
  });
  set(kept(line.id, otherwise));
}
