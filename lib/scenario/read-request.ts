/** The part of a scenario that says how to connect. */
import type { Node } from 'jsonc-parser';
import { dialects } from '../dialects/registry.ts';
import { unfitFault } from '../faults/fit.ts';
import { parseFaults } from '../faults/plan.ts';
import { parseSwitches, switchForms } from '../sandbox/switches.ts';
import { Misfit } from './misfit.ts';
import { meantOr, propertiesOf } from './properties.ts';
import { type Filling, readValue } from './read-value.ts';
import { plainRequest, type RequestAsk } from './scenario.ts';

/** `dialect`: the id the text names, null for none; then any option is taken, and who connects knows whether it fits. */
export function readRequest(node: Node | undefined, dialect: string | null, filling: Filling): RequestAsk {
  if (node === undefined) return plainRequest;
  if (node.type !== 'object')
    throw new Misfit('bad_step', 'an object is expected, like {"path": "/v1/tts/live"}', node);
  const known = dialects.find(({ id }) => id === dialect);
  let path: string | null = null;
  let switches: Record<string, string> = {};
  let faults: string | null = null;
  const options: Record<string, string> = {};
  for (const { key, keyNode, value } of propertiesOf(node)) {
    if (key === 'path') path = pathOf(readValue(value, filling), known?.paths ?? null);
    else if (key === 'faults') faults = faultsOf(readValue(value, filling), dialect);
    else if (key === 'switches') switches = switchesOf(value, filling);
    else {
      const names = ['path', 'switches', 'faults', ...(known?.upgradeOptions.map(({ name }) => name) ?? [])];
      if (known !== undefined && !names.includes(key))
        throw new Misfit('bad_step', `"${key}" is not known here; ${meantOr(key, names)}`, keyNode);
      const option = readValue(value, filling);
      if (option.type !== 'string') throw new Misfit('bad_step', 'a text is expected', value);
      options[key] = option.value as string;
    }
  }
  return { path, options, switches, ...(faults === null ? {} : { faults }) };
}

/** `dialect` null: whether they fit is seen when the connection is asked for. */
function faultsOf(node: Node, dialect: string | null): string {
  const text = node.value;
  if (typeof text !== 'string') throw new Misfit('bad_step', 'a text is expected, like "drop@3"', node);
  const plan = parseFaults(text);
  const wrong = 'code' in plan ? plan : dialect === null ? null : unfitFault(plan, dialect, true);
  if (wrong !== null) throw new Misfit('bad_step', wrong.detail, node);
  return text;
}

function pathOf(node: Node, paths: readonly string[] | null): string {
  const path = node.value;
  if (typeof path === 'string' && path.startsWith('/') && (paths?.includes(path) ?? true)) return path;
  const expected = paths === null ? 'a path, beginning with /' : paths.map((each) => `"${each}"`).join(' or ');
  throw new Misfit('bad_step', `a path is expected: ${expected}`, node);
}

function switchesOf(node: Node, filling: Filling): Record<string, string> {
  if (node.type !== 'object') throw new Misfit('bad_step', 'an object is expected, like {"pace": 0}', node);
  const made: Record<string, string> = {};
  for (const { key, keyNode, value } of propertiesOf(node)) {
    const known = switchForms.find(({ name }) => name === key);
    if (known === undefined)
      throw new Misfit(
        'bad_step',
        `"${key}" is no switch; ${meantOr(
          key,
          switchForms.map(({ name }) => name),
        )}`,
        keyNode,
      );
    const text = switchText(readValue(value, filling).value);
    // A Problem has a code, switches have none.
    if (text === null || 'code' in parseSwitches([[key, text]]))
      throw new Misfit('bad_step', `${known.form} is expected`, value);
    made[key] = text;
  }
  return made;
}

function switchText(plain: unknown): string | null {
  if (typeof plain === 'boolean') return plain ? 'on' : 'off';
  return typeof plain === 'string' || typeof plain === 'number' ? String(plain) : null;
}
