// Questions to the server, and small things every module needs.

export const READING = 0.25; // of a pane's height: where a reader's eye is taken to be

// Give the answer to a question, or null if what was asked about is gone.
export async function ask(address, values = {}) {
  const answer = await fetch(`${address}?${new URLSearchParams(values)}`);
  return answer.ok ? answer.json() : null;
}

// Call a function once after a burst of events is over.
export function settled(act, milliseconds = 120) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, milliseconds);
  };
}
