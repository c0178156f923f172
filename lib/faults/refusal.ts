/** The bodies of the answers that say no, in place of an upgrade (protocol notes A1, A7). */
export type Refusal = { status: number; body: Record<string, string | number> };

const fishMessages: Record<number, string> = {
  400: 'Bad Request',
  401: 'Invalid Token',
  402: 'Insufficient API credit. Add credit to the account and try again.',
  403: 'Forbidden',
  404: 'no_route',
  413: 'Payload Too Large',
  426: 'Upgrade Required',
  429: 'Too many concurrent requests',
  500: 'Internal Server Error',
};

/** Dialect B documents the shape; its sentences and codes are unknown. */
const fishspeechMessages: Record<number, { error: string; details: string; code: string }> = {
  401: { error: 'Unauthorized', details: 'Invalid API token', code: 'invalid_token' },
  402: { error: 'Payment Required', details: 'Insufficient credits', code: 'insufficient_credits' },
  403: { error: 'Forbidden', details: 'Access forbidden', code: 'forbidden' },
  404: { error: 'Not Found', details: 'No such path', code: 'no_route' },
  426: { error: 'Upgrade Required', details: 'This path is a WebSocket', code: 'upgrade_required' },
  429: { error: 'Too Many Requests', details: 'Rate limit exceeded or insufficient credits', code: 'rate_limited' },
  500: { error: 'Internal Server Error', details: 'The service failed', code: 'internal' },
};

export function fishRefusal(status: number, message = fishMessages[status] ?? 'Error'): Refusal {
  return { status, body: { message, status } };
}

export function fishspeechRefusal(status: number): Refusal {
  return { status, body: fishspeechMessages[status] ?? { error: 'Error' } };
}
