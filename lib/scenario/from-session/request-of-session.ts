/** How a session was asked for, as the head of a scenario. */
import type { SessionScript } from '../../codegen/script.ts';
import { parseFaults } from '../../faults/plan.ts';
import type { RequestAsk } from '../scenario.ts';

/** Headers of the upgrade that are the key, or a matter of the client alone. */
const silent = /^(?:authorization|host|user-agent)$/i;

/** `notes`: what the request cannot say, one sentence each. */
export function requestOfSession({ dialect, base, path, headers, faults }: SessionScript): {
  request: RequestAsk;
  notes: string[];
} {
  const notes: string[] = [];
  const known = dialect.paths.includes(path);
  if (!known) notes.push(`The path was ${path}, which this protocol does not name.`);
  if (base.endsWith('/')) notes.push('The base address ended in a slash, so the path began with two.');
  const options: Record<string, string> = {};
  for (const { name, value } of headers) {
    const plain = value.every((piece) => typeof piece === 'string') ? value.join('') : null;
    const option = dialect.upgradeOptions.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (option !== undefined && plain !== null) options[option.name] = plain;
    else if (!silent.test(name))
      notes.push(`The header ${name} was sent, which no choice of this protocol stands for.`);
  }
  // An option that was not sent is a choice too.
  for (const { name } of dialect.upgradeOptions) options[name] ??= '';
  // A record may come from anywhere.
  const readable = faults !== undefined && !('code' in parseFaults(faults));
  if (faults !== undefined && !readable) notes.push('Faults were asked for that cannot be read here.');
  const request = { path: known ? path : null, options, switches: switchesOf(base), ...(readable ? { faults } : {}) };
  return { request, notes };
}

/** Switches travel in the sandbox's path segment: `/sandbox/fish~pace=1,seed=2`. */
function switchesOf(base: string): Record<string, string> {
  const list = /\/sandbox\/[^/~]+~([^/]*)/.exec(base)?.[1] ?? '';
  const pairs = list.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at), decoded(pair.slice(at + 1))] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
