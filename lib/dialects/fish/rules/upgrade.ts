/** A01 to A08: key, model and address of the upgrade. */
import type { DialEntry } from '../../../session/entry.ts';
import { row } from './rule-text.ts';
import { models, type Part } from './scene.ts';
import { cited, type Tally } from './tally.ts';

export const upgradeTexts = [
  row('A01', 'E', {
    title: 'The upgrade carries no usable Authorization header.',
    why: 'The server answers 401 and the socket never opens.',
    mend: 'Send "Authorization: Bearer " and the key. A browser cannot set it: go through a relay.',
    source: 'Fish Audio AsyncAPI document, 2026-08',
  }),
  row('A02', 'W', {
    title: 'The upgrade has no model header.',
    why: 'The server silently takes s2.1-pro, which is paid.',
    mend: 'Send the model header explicitly.',
    source: 'Fish Audio AsyncAPI document, 2026-08',
  }),
  row('A03', 'W', {
    title: 'The model header names no known model.',
    why: 'The server falls back to s2.1-pro without a word: another voice quality, another bill.',
    mend: `Use one of ${models.join(', ')}, from a constant.`,
    source: 'Fish Audio AsyncAPI document, 2026-08',
  }),
  row('A04', 'W', {
    title: 'The model header names a retired model.',
    why: 'It is deprecated or gone, and the server falls back to another one.',
    mend: 'Use s2.1-pro or s2.1-pro-free.',
    source: 'Fish Audio deprecations page',
  }),
  row('A05', 'E', {
    title: 'A drama model is asked for on the plain live path.',
    why: 'It exists on the path with timestamps only; here the server silently takes another model.',
    mend: 'Connect to /v1/tts/live/with-timestamp.',
    source: 'Fish Audio reference of the path with timestamps, 2026-09',
  }),
  row('A07', 'W', {
    title: 'A key stands in the address.',
    why: 'It is ignored there, and addresses end up in logs and histories.',
    mend: 'Send it in the Authorization header only.',
    source: 'Fish Audio AsyncAPI document, 2026-08',
  }),
  row('A08', 'I', {
    title: 'The path begins with two slashes.',
    why: 'The base address ended in a slash; some servers do not know such a path.',
    mend: 'Trim the slash at the end of the base address.',
    source: 'Seen with the npm clients of Fish Audio',
  }),
];

const retired = ['speech-1.5', 'speech-1.6', 'agent-x0', 's1-mini'];
const stampedModels = ['drama-3-preview'];
const stampedPath = /\/with-timestamp\/?$/;
const keyNames = /^(?:token|api_?key|key|access_token|authorization)$/i;

export function upgradePart(tally: Tally): Part {
  return {
    other(entry, scene) {
      if (entry.kind !== 'dial') return;
      const at = [{ seq: entry.seq }];
      const url = urlOf(entry);
      if (url?.pathname.startsWith('//')) {
        tally.met({ rule: 'A08', says: `The path is ${cited(url.pathname)}.`, proofs: at });
      }
      for (const name of url === null ? [] : new Set(url.searchParams.keys())) {
        if (keyNames.test(name)) {
          tally.met({ rule: 'A07', says: `The address has a parameter ${cited(name)}.`, proofs: at, subject: name });
        }
      }
      // A record without any header does not hold the request; it says nothing about what was sent.
      if (entry.headers.length === 0) return;
      const header = (name: string) => entry.headers.find((h) => h.name.toLowerCase() === name)?.value;
      const authorization = header('authorization');
      if (authorization === undefined) {
        // What a browser exports is without this header, unless it is asked for it: that it is missing proves nothing.
        if (entry.via !== 'import') tally.met({ rule: 'A01', says: 'There is no Authorization header.', proofs: at });
      } else if (!/^Bearer +\S/i.test(authorization)) {
        tally.met({ rule: 'A01', says: 'The Authorization header is not "Bearer " and a key.', proofs: at });
      }
      scene.model = header('model') ?? null;
      const met = modelMet(scene.model, stampedPath.test(url?.pathname ?? ''));
      if (met !== null) tally.met({ ...met, proofs: at });
    },
  };
}

/** The most specific rule only. */
function modelMet(model: string | null, stamped: boolean): { rule: string; says: string } | null {
  if (model === null) return { rule: 'A02', says: 'No model header was sent: the server takes s2.1-pro.' };
  if (models.includes(model) || (stamped && stampedModels.includes(model))) return null;
  if (retired.includes(model)) return { rule: 'A04', says: `The model ${cited(model)} is retired.` };
  if (model.startsWith('drama-') && !stamped) {
    return { rule: 'A05', says: `The model ${cited(model)} does not exist on this path.` };
  }
  return { rule: 'A03', says: `The model ${cited(model)} is not known: the server takes s2.1-pro.` };
}

function urlOf(entry: DialEntry): URL | null {
  try {
    return new URL(entry.url);
  } catch {
    return null;
  }
}
