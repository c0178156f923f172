const place = 'wiretone-recent';
const most = 5;

/** Ids of the commands used last, latest first. A browser that refuses storage remembers none. */
export function recentCommands(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Only names of our own are written down: an id with a part after `/` may hold text from a server. */
export function rememberCommand(id: string): void {
  if (id.includes('/') && !/^(theme|drawer|rule|upstream)\//.test(id)) return;
  try {
    const next = [id, ...recentCommands().filter((each) => each !== id)];
    localStorage.setItem(place, JSON.stringify(next.slice(0, most)));
  } catch {
    // Nothing is lost but an order.
  }
}
