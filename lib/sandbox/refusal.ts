/** Who may come in. */
export { fishRefusal, fishspeechRefusal, type Refusal } from '../faults/refusal.ts';

/** Keys that stand for a refusal, so that each can be met on purpose. */
const refusingKey = /^sandbox-(401|402|403|429)$/;

/** Null lets the visitor in: any key does, except none and those that ask to be refused. */
export function refusedStatus(key: string): number | null {
  if (key === '') return 401;
  const asked = refusingKey.exec(key);
  return asked === null ? null : Number(asked[1]);
}

/** The key of an `Authorization: Bearer` header; empty for another scheme or none. */
export function bearerKey(header: string | undefined): string {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '';
}
