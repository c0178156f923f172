/** What one event shows by itself, whoever asks: the lint of a frame and the editor before it is sent. */
import { fieldOf } from '../../../bytes/node-field.ts';
import type { NodeTable, TreeNode } from '../../../bytes/node-table.ts';
import type { Span } from '../../../bytes/span.ts';
import { listed, shortened } from '../../phrase.ts';
import type { Severity } from '../../rule.ts';
import { clientEvents, serverEvents, speechEvents } from '../events.ts';

/** One thing found in one event. `span` in bytes of the frame, null for what is not there at all. */
export type Found = { rule: string; severity: Severity; says: string; field: string; span: Span | null };

/** Keys and unknown events named in full; the rest is counted. */
const mostNamed = 20;

const documented = [
  ['format', ['mp3', 'wav']],
  ['latency', ['normal', 'balanced']],
  ['version', ['v1', 'v2', 's1']],
] as const;

const found = (rule: string, severity: Severity, field: string, node: TreeNode | null, says: string): Found => {
  return { rule, severity, says, field, span: node === null ? null : { start: node.start, end: node.end } };
};

/** Shape (B15), then what a client should not say (B02 without comparison, B06, B07). `table` is the frame read as JSON. */
export function clientEventFound(table: NodeTable): Found[] {
  const name = nameOf(table);
  if (typeof name !== 'string') return [name];
  const event = fieldOf(table, 'event') as TreeNode;
  if (name === 'flush') return [found('B06', 'error', 'event', event, 'flush is no event of this protocol.')];
  const wrong = shapeFound(table, name, 'client');
  return name === 'start' ? [...wrong, ...startFound(table)] : wrong;
}

/** Shape (B15), unknown events and keys (B14). */
export function serverEventFound(table: NodeTable): Found[] {
  const name = nameOf(table);
  if (typeof name !== 'string') return [name];
  const event = speechEvents.get(name);
  const wrong = shapeFound(table, name, 'server');
  const node = fieldOf(table, 'event') as TreeNode;
  if (event === undefined) {
    return [found('B14', 'info', 'event', node, `The server sent "${shortened(name, 40)}", an event not known here.`)];
  }
  return event.from === 'server' ? [...wrong, ...strangeKeys(table, name)] : wrong;
}

/** The event's name, or why there is none. */
function nameOf(table: NodeTable): string | Found {
  const root = table.nodes[0] ?? null;
  const broken = table.problems.find((one) => one.code === 'E_JSON' || one.code === 'E_EMPTY');
  if (broken !== undefined) {
    const byte = broken.at?.byte ?? 0;
    const says = `The frame is no JSON: ${broken.detail}.`;
    return { rule: 'B15', severity: 'error', says, field: '', span: { start: byte, end: byte } };
  }
  if (root?.type !== 'map') return found('B15', 'error', '', root, 'The JSON is no object.');
  const event = fieldOf(table, 'event');
  if (event === undefined) return found('B15', 'error', 'event', null, 'The object has no key "event".');
  if (typeof event.value !== 'string')
    return found('B15', 'error', 'event', event, 'The value of "event" is not a text.');
  return event.value;
}

/** Wrong side, missing fields, wrong types. Names of nobody are not judged. */
function shapeFound(table: NodeTable, name: string, side: 'client' | 'server'): Found[] {
  const event = speechEvents.get(name);
  if (event === undefined) return [];
  if (event.from !== side) {
    const node = fieldOf(table, 'event') as TreeNode;
    const names = (side === 'client' ? clientEvents : serverEvents).join(', ');
    return [found('B15', 'error', 'event', node, `The ${side} does not send "${name}"; it sends ${names}.`)];
  }
  return event.fields.flatMap((rule) => {
    const value = fieldOf(table, rule.name);
    if (value === undefined) {
      return rule.required ? [found('B15', 'error', rule.name, null, `${name} has no field ${rule.name}.`)] : [];
    }
    const must = rule.is === 'str' ? 'a text' : 'an object';
    return value.type === rule.is ? [] : [found('B15', 'error', rule.name, value, `${rule.name} must be ${must}.`)];
  });
}

function startFound(table: NodeTable): Found[] {
  const all: Found[] = [];
  const token = fieldOf(table, 'token');
  if (token === undefined) all.push(found('B02', 'warning', 'token', null, 'start carries no token.'));
  if (token?.value === '') all.push(found('B02', 'warning', 'token', token, 'The token of start is empty.'));
  const request = fieldOf(table, 'request');
  if (request?.type !== 'map') return all;
  const text = fieldOf(table, 'text', request.id);
  if (text !== undefined) {
    all.push(
      found('B06', 'error', 'request.text', text, 'request.text is no field of this protocol; send a text event.'),
    );
  }
  for (const [name, values] of documented) {
    const node = fieldOf(table, name, request.id);
    const value = node?.value;
    if (node === undefined || values.some((known) => known === value)) continue;
    const rest = name === 'version' && typeof value === 'string' && value.startsWith('v3-');
    const words = typeof value === 'string' ? `"${shortened(value, 40)}"` : `not a text`;
    const where = rest ? 'documented for REST only' : `not one of ${values.join(', ')}`;
    all.push(found('B07', rest ? 'warning' : 'error', `request.${name}`, node, `${name} is ${words}, ${where}.`));
  }
  return all;
}

function strangeKeys(table: NodeTable, name: string): Found[] {
  const known = speechEvents.get(name)?.fields.map((rule) => rule.name) ?? [];
  const keys = table.nodes.filter((node) => {
    return node.role === 'key' && node.parent === 0 && node.value !== 'event' && !known.includes(String(node.value));
  });
  const [first] = keys;
  if (first === undefined) return [];
  const names = keys.slice(0, mostNamed).map((node) => `"${shortened(String(node.value), 40)}"`);
  const more = keys.length > mostNamed && `and ${keys.length - mostNamed} more`;
  return [
    found(
      'B14',
      'info',
      shortened(String(first.value), 40),
      first,
      `${name} has unknown keys: ${listed([...names, more])}.`,
    ),
  ];
}
