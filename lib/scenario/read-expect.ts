/** `$expect`: what a step may expect of the session so far. Several parts may stand together; all must hold. */
import type { Node } from 'jsonc-parser';
import { fromHex } from '../bytes/hex.ts';
import { dialects } from '../dialects/registry.ts';
import { containerRules } from '../lint/container/container-rules.ts';
import { timingRules } from '../lint/timing/timing-rules.ts';
import type { Expectation } from './expectation.ts';
import { Misfit } from './misfit.ts';
import { meantOr, namedValues, type Property, propertiesOf, thereAre } from './properties.ts';
import { countOf, eventTest, numberOf, rangeOf } from './read-event-test.ts';
import type { StepReading } from './read-step.ts';
import { timeOf } from './read-wait.ts';
import type { StepBody } from './step.ts';

/** Names that belong to another part of the same object, and stand nowhere without it. */
const parts: ReadonlyMap<string, string> = new Map([
  ['exactly', 'order'],
  ['dir', 'event'],
  ['count', 'event'],
  ['which', 'event'],
  ['where', 'event'],
]);

type Given = ReadonlyMap<string, Node>;

const readers: ReadonlyMap<string, (value: Node, given: Given) => Expectation> = new Map([
  ['order', orderOf],
  ['event', (value: Node, given: Given): Expectation => ({ what: 'event', test: eventTest(value, given) })],
  ['noErrors', noErrors],
  ['findings', findingsOf],
  ['turns', (value: Node): Expectation => ({ what: 'turns', count: rangeOf(value, countOf) })],
  ['firstAudioWithin', firstAudioWithin],
  ['figure', figureOf],
  ['duration', (value: Node): Expectation => ({ what: 'audio', seconds: rangeOf(value, secondsOf) })],
  ['audio', audioOf],
  ['soundsLike', soundsLike],
  ['close', closeOf],
  ['frame', frameOf],
]);

const expectationNames: readonly string[] = [...readers.keys()];

export function readExpect(node: Node, { place }: StepReading): StepBody {
  if (node.type !== 'object') throw new Misfit('bad_step', 'an object is expected, like {"noErrors": true}', node);
  const given = new Map<string, Property>();
  for (const property of propertiesOf(node)) {
    const { key, keyNode } = property;
    if (!readers.has(key) && !parts.has(key))
      throw new Misfit('bad_step', `"${key}" is not known here; ${meantOr(key, expectationNames)}`, keyNode);
    if (given.has(key)) throw new Misfit('bad_step', `"${key}" stands here twice`, keyNode);
    given.set(key, property);
  }
  for (const { key, keyNode } of given.values()) {
    const whole = parts.get(key);
    if (whole !== undefined && !given.has(whole))
      throw new Misfit('bad_step', `"${key}" belongs to "${whole}", which is not here`, keyNode);
  }
  const values: Given = new Map([...given].map(([key, { value }]) => [key, value]));
  const expectations = [...given.values()].flatMap(({ key, keyNode, value }) => {
    const read = readers.get(key);
    return read === undefined ? [] : [{ ...read(value, values), name: key, offset: keyNode.offset }];
  });
  if (expectations.length === 0)
    throw new Misfit('bad_step', `something to expect is missing; ${thereAre(expectationNames)}`, node);
  return { kind: 'expect', expectations, placeOf: place };
}

function orderOf(value: Node, given: Given): Expectation {
  const exactly = given.get('exactly');
  if (exactly !== undefined && exactly.type !== 'boolean')
    throw new Misfit('bad_step', 'true or false is expected', exactly);
  return { what: 'order', events: textsOf(value, 'names of events'), exactly: exactly?.value === true };
}

function noErrors(value: Node): Expectation {
  if (value.value !== true) throw new Misfit('bad_step', '"noErrors" is written {"noErrors": true}', value);
  return { what: 'findings', worst: 'warning' };
}

function findingsOf(value: Node): Expectation {
  const { worst, has, hasNot } = namedValues(value, ['worst', 'has', 'hasNot'], '{"has": ["A22"]}');
  const made: Expectation = { what: 'findings' };
  if (worst !== undefined) {
    const level = (['none', 'info', 'warning'] as const).find((each) => each === worst.value);
    if (level === undefined) throw new Misfit('bad_step', '"none", "info" or "warning" is expected', worst);
    made.worst = level;
  }
  if (has !== undefined) made.has = ruleIds(has);
  if (hasNot !== undefined) made.hasNot = ruleIds(hasNot);
  if (Object.keys(made).length === 1) throw new Misfit('bad_step', '"worst", "has" or "hasNot" is expected', value);
  return made;
}

/** A slip in a rule that must not have fired would never be noticed. */
const rules = new Set(
  [...dialects.flatMap((dialect) => dialect.rules.rules), ...containerRules, ...timingRules].map(({ id }) => id),
);

function ruleIds(node: Node): string[] {
  const ids = textsOf(node, 'ids of rules, like "A22"');
  const odd = (node.children ?? []).find((child) => !rules.has(String(child.value)));
  if (odd !== undefined)
    throw new Misfit(
      'bad_step',
      `the id of a rule is expected, like "A22"; there is no ${JSON.stringify(odd.value)}`,
      odd,
    );
  return ids;
}

function firstAudioWithin(value: Node): Expectation {
  return { what: 'figure', figure: 'first-byte', range: { max: timeOf(value, 'like "500ms"') } };
}

function figureOf(value: Node): Expectation {
  const example = '{"id": "gap-p95", "max": 40}';
  const { id, turn, min, max } = namedValues(value, ['id', 'turn', 'min', 'max'], example);
  if (id?.type !== 'string')
    throw new Misfit('bad_step', '"id" is the name of a figure, like "first-byte"', id ?? value);
  if (min === undefined && max === undefined) throw new Misfit('bad_step', '"min" or "max" is expected', value);
  const range = { ...(min && { min: numberOf(min) }), ...(max && { max: numberOf(max) }) };
  if (turn === undefined) return { what: 'figure', figure: id.value as string, range };
  if (countOf(turn) < 1) throw new Misfit('bad_step', 'turns count from 1', turn);
  return { what: 'figure', figure: id.value as string, turn: countOf(turn), range };
}

function audioOf(value: Node): Expectation {
  const { decodes, sha256, format } = namedValues(value, ['decodes', 'sha256', 'format'], '{"decodes": true}');
  const made: Expectation = { what: 'audio' };
  if (decodes !== undefined) {
    if (decodes.type !== 'boolean') throw new Misfit('bad_step', 'true or false is expected', decodes);
    made.decodes = decodes.value as boolean;
  }
  if (sha256 !== undefined) {
    if (!/^[0-9a-fA-F]{64}$/.test(String(sha256.value)))
      throw new Misfit('bad_step', '64 hexadecimal digits are expected', sha256);
    made.sha256 = String(sha256.value).toLowerCase();
  }
  if (format !== undefined) {
    if (!['mp3', 'opus', 'wav', 'pcm'].includes(String(format.value)))
      throw new Misfit('bad_step', '"mp3", "opus", "wav" or "pcm" is expected', format);
    made.format = String(format.value);
  }
  if (Object.keys(made).length === 1)
    throw new Misfit('bad_step', '"decodes", "sha256" or "format" is expected', value);
  return made;
}

function soundsLike(value: Node): Expectation {
  const { file, atLeast } = namedValues(value, ['file', 'atLeast'], '{"file": "fox.wav", "atLeast": 0.9}');
  if (file?.type !== 'string') throw new Misfit('bad_step', '"file" is the name of a file', file ?? value);
  const least = atLeast === undefined ? 0.9 : numberOf(atLeast);
  if (least < 0 || least > 1) throw new Misfit('bad_step', 'a number from 0 to 1 is expected', atLeast ?? value);
  return { what: 'sounds-like', file: file.value as string, atLeast: least };
}

function closeOf(value: Node): Expectation {
  if (value.type !== 'object') return { what: 'close', code: codeOf(value) };
  const { code, by } = namedValues(value, ['code', 'by'], '{"code": 1000, "by": "peer"}');
  if (code === undefined) throw new Misfit('bad_step', '"code" is a close code, or null', value);
  if (by === undefined) return { what: 'close', code: codeOf(code) };
  const who = (['us', 'peer', 'network'] as const).find((each) => each === by.value);
  if (who === undefined) throw new Misfit('bad_step', '"us", "peer" or "network" is expected', by);
  return { what: 'close', code: codeOf(code), by: who };
}

/** Codes that never stand in a close frame are legal here: 1005 and 1006 are what a record says of a missing one. */
function codeOf(node: Node): number | null {
  if (node.type === 'null') return null;
  const code = node.value;
  if (typeof code === 'number' && Number.isInteger(code) && code >= 1000 && code <= 4999) return code;
  throw new Misfit(
    'bad_step',
    'a close code from 1000 to 4999 is expected, or null while the connection is open',
    node,
  );
}

function frameOf(value: Node): Expectation {
  const { dir, nth, hex } = namedValues(value, ['dir', 'nth', 'hex'], '{"dir": "sent", "nth": 1, "hex": "81 a5"}');
  const bytes = hex?.type === 'string' ? fromHex(hex.value as string) : null;
  if (bytes === null) throw new Misfit('bad_step', '"hex" holds pairs of hexadecimal digits', hex ?? value);
  const which = nth === undefined ? 1 : countOf(nth);
  if (which < 1) throw new Misfit('bad_step', 'frames count from 1', nth ?? value);
  if (dir?.value !== 'sent' && dir?.value !== 'received')
    throw new Misfit('bad_step', '"dir" is "sent" or "received"', dir ?? value);
  return { what: 'frame', dir: dir.value, nth: which, bytes };
}

function textsOf(node: Node, what: string): string[] {
  const items = node.type === 'array' ? (node.children ?? []) : [];
  if (items.length === 0) throw new Misfit('bad_step', `a list is expected: ${what}`, node);
  const odd = items.find((item) => item.type !== 'string');
  if (odd !== undefined) throw new Misfit('bad_step', `texts are expected: ${what}`, odd);
  return items.map((item) => item.value as string);
}

function secondsOf(node: Node): number {
  return timeOf(node, 'like "1.5s"') / 1000;
}
