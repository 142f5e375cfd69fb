// Questions to the server of the preview.

import { ask } from "/shared/asking.js";

export { READING, ask, settled } from "/shared/asking.js";

// Find where a line of impression `since` is shown in impression `number`.
export function placeOf(number, { path, line }, since) {
  return path ? ask(`/${number}/place.json`, { path, line, since }) : null;
}
