/** Who may come in, and the bodies of the answers that say no (protocol notes A1, A7). */
export type Refusal = { status: number; body: Record<string, string | number> };

/** Keys that stand for a refusal, so that each can be met on purpose. */
const refusingKey = /^sandbox-(401|402|403|429)$/;

const fishMessages: Record<number, string> = {
  400: 'Bad Request',
  401: 'Invalid Token',
  402: 'Insufficient API credit. Add credit to the account and try again.',
  403: 'Forbidden',
  404: 'no_route',
  413: 'Payload Too Large',
  426: 'Upgrade Required',
  429: 'Too many concurrent requests',
};

/** Dialect B documents the shape; its sentences and codes are unknown. */
const fishspeechMessages: Record<number, { error: string; details: string; code: string }> = {
  401: { error: 'Unauthorized', details: 'Invalid API token', code: 'invalid_token' },
  402: { error: 'Payment Required', details: 'Insufficient credits', code: 'insufficient_credits' },
  403: { error: 'Forbidden', details: 'Access forbidden', code: 'forbidden' },
  404: { error: 'Not Found', details: 'No such path', code: 'no_route' },
  426: { error: 'Upgrade Required', details: 'This path is a WebSocket', code: 'upgrade_required' },
  429: { error: 'Too Many Requests', details: 'Rate limit exceeded or insufficient credits', code: 'rate_limited' },
};

export function fishRefusal(status: number, message = fishMessages[status] ?? 'Error'): Refusal {
  return { status, body: { message, status } };
}

export function fishspeechRefusal(status: number): Refusal {
  return { status, body: fishspeechMessages[status] ?? { error: 'Error' } };
}

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
