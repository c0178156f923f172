/** How many sockets the account may have open at once, kept from one visit to the next under `wiretone-sockets`. */

const place = 'wiretone-sockets';
/** No account is known to have more. */
export const mostSockets = 1000;

/** Null where nothing was kept, or nothing that can be. */
export function keptSocketLimit(): number | null {
  try {
    const kept = Number(localStorage.getItem(place));
    return Number.isInteger(kept) && kept >= 1 && kept <= mostSockets ? kept : null;
  } catch {
    return null;
  }
}

export function keepSocketLimit(most: number | null): void {
  try {
    if (most === null) localStorage.removeItem(place);
    else localStorage.setItem(place, String(most));
  } catch {
    // Storage may be refused: then it holds until the page is left.
  }
}
