/** A connection in memory with rules at work on it: what its record and its peers got, as lines of text. */
import { toHex } from '../../bytes/hex.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { EventValue } from '../../dialects/dialect.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { openLine } from '../../faults/line.ts';
import type { OpenStage } from '../../faults/stage.ts';
import type { Leg, Opcode } from '../../session/entry.ts';
import { Masker } from '../../session/mask.ts';
import { createRuleBoard } from '../tap/hold-board.ts';
import type { HoldLimits } from '../tap/hold-stage.ts';
import type { BoardNotice, TapRule } from '../tap/rules.ts';

export const event = (name: string, more: Record<string, EventValue> = {}) =>
  fish.encode({ event: name, ...more }).bytes;
export const say = (text: string) => event('text', { text: `${text} ` });
export const audio = (...bytes: number[]) => event('audio', { audio: Uint8Array.from(bytes) });

/** A rule with everything but what the test is about. */
export const ruleOf = (more: Partial<TapRule>): TapRule => ({
  id: 'r',
  on: true,
  upstream: 'any',
  dir: 'both',
  act: 'hold',
  ...more,
});

export function holdBench(rules: TapRule[], limits: Partial<HoldLimits> = {}, others: OpenStage[] = []) {
  const clock = fakeClock();
  const masker = new Masker();
  const board = createRuleBoard({ masker, limits });
  const notices: BoardNotice[] = [];
  board.watch((notice) => notices.push(notice));
  const problem = board.set(rules);
  const log: string[] = [];
  const got: Record<Leg, string[]> = { client: [], upstream: [] };
  const full: string[] = [];
  const bytes = new Map<string, string>();
  const nameOf = (data: Uint8Array) => bytes.get(toHex(data)) ?? toHex(data);
  let seq = 0;
  const add = (words: string) => log.push(`${++seq} ${words}`) && seq;
  const stage = board.stage({
    session: 's',
    upstream: 'fish',
    name: '',
    dialect: fish,
    mayFill: (key) => key !== 'key#7',
    full: (from, isFull) => full.push(`${from} ${isFull}`),
  });
  const line = openLine({
    clock,
    stages: [stage.open, ...others],
    record: {
      crossed: (from, frame) => add(`${from}> ${nameOf(frame.bytes)}`),
      came: (from, frame, passed) => add(`${from}| ${nameOf(frame.bytes)}${passed === undefined ? '' : ` ${passed}`}`),
      went: (to, frame, how, of) => void add(`>${to} ${nameOf(frame.bytes)} ${how}${of === null ? '' : ` of ${of}`}`),
      mark: (by, says, about) => void add(`${by}: ${says}${about === undefined ? '' : ` about ${about}`}`),
    },
    deliver: {
      frame: (to, opcode, data) => got[to].push(opcode === 'ping' || opcode === 'pong' ? opcode : nameOf(data)),
      close: (to, code) => got[to].push(`close ${code}`),
      cut: (to, how) => got[to].push(how),
    },
  });
  const send =
    (from: Leg) =>
    (name: string, data: Uint8Array, opcode: Opcode = 'binary') => {
      bytes.set(toHex(data), name);
      line.frame(from, opcode, data);
    };
  return {
    clock,
    masker,
    board,
    notices,
    problem,
    log,
    got,
    full,
    line,
    stage,
    sent: send('client'),
    received: send('upstream'),
    /** Shown under this name from now on. */
    named(name: string, data: Uint8Array) {
      bytes.set(toHex(data), name);
      return data;
    },
    /** Until the held frames have been told of. */
    told: () => Promise.resolve(),
    closing: (from: Leg, code: number) => line.closing(from, code, encodeUtf8('')),
  };
}
