/** What is said where a session's start is not known: of some imported files no line tells it. */
export const noStart = 'start not known';

/** Null where it is not known (0), or is no day of the calendar: a file may hold any number. */
export function startOf(startedAt: number): Date | null {
  const date = new Date(startedAt);
  return startedAt > 0 && !Number.isNaN(date.getTime()) ? date : null;
}

/** `12:04:05`, as the reader's own clock shows it. */
export function startTimeText(startedAt: number): string {
  return startOf(startedAt)?.toLocaleTimeString() ?? noStart;
}

/** The same with the day. */
export function startText(startedAt: number): string {
  return startOf(startedAt)?.toLocaleString() ?? noStart;
}
