/** The recorded answer to an upgrade as it may be given again: a server's headers are data, and most never become ours. */
import type { Shown } from '../../session/entry.ts';

/** What a client reads of a refusal. No cookies, no redirects, no policies. */
const safeName = /^(?:content-type|retry-after|x-request-id|(?:x-)?ratelimit-[a-z-]{1,60}|x-fish[a-z-]{1,60})$/i;
const safeValue = /^[\x20-\x7e]{0,1024}$/;
const mostHeaders = 32;

export function safeHeaders(headers: readonly Shown[]): { name: string; value: string }[] {
  return headers
    .filter(({ name, value }) => safeName.test(name) && safeValue.test(value))
    .slice(0, mostHeaders)
    .map(({ name, value }) => ({ name, value }));
}

/** A status that ends an upgrade. Anything else recorded (an answer that was no handshake) is 502. */
export function safeStatus(status: number): number {
  return status >= 200 && status <= 599 ? status : 502;
}

/** The recorded words, or the usual ones. */
export function safeStatusText(text: string, usual: string): string {
  return text !== '' && /^[\x20-\x7e]{1,100}$/.test(text) ? text : usual;
}
