/** Asks the browser once, when the first session is kept, not to clear what is kept when it needs space. */

const asked = 'wiretone.asked-to-keep';

/** `answered`: it was asked now, and has answered. Nothing happens in a browser that was asked before. */
export function askToKeep(answered: () => void): void {
  try {
    if (localStorage.getItem(asked) !== null) return;
    localStorage.setItem(asked, 'yes');
  } catch {
    // Without this memory it would ask with every visit.
    return;
  }
  navigator.storage?.persist?.().then(answered, () => {});
}
