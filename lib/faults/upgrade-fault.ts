/** Faults that strike in place of the 101. */
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { FaultPlan } from './plan.ts';
import { fishRefusal, fishspeechRefusal } from './refusal.ts';

export type UpgradeAnswer = {
  status: number;
  statusText: string;
  headers: readonly { name: string; value: string }[];
  body: Uint8Array;
};

const texts: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  302: 'Found',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** The answer to the upgrade that the first such fault asks for; null where none does. Bodies are those of the dialect (protocol notes A7). */
export function upgradeFault(plan: FaultPlan, dialectId = 'fish'): UpgradeAnswer | null {
  const ask = plan.faults.find(({ fault }) => fault.where === 'upgrade');
  if (ask === undefined) return null;
  const redirect = ask.fault.name === 'redirect';
  const status = Number(redirect ? ask.values[0] : ask.fault.name);
  const statusText = texts[status] ?? '';
  if (redirect) {
    const headers = [{ name: 'location', value: '/redirected-by-a-fault' }];
    return { status, statusText, headers, body: new Uint8Array(0) };
  }
  const refuse = dialectId === 'fishspeech' ? fishspeechRefusal : fishRefusal;
  const body = encodeUtf8(JSON.stringify(refuse(status).body));
  return { status, statusText, headers: [{ name: 'content-type', value: 'application/json' }], body };
}
