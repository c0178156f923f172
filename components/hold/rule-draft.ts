/** A rule while it is written in its form: texts as they stand in the fields. */
import { toBase64 } from '@/lib/bytes/base64.ts';
import type { Encoded } from '@/lib/dialects/dialect.ts';
import type { RuleAct, TapRule } from '@/lib/relay/tap/rules.ts';
import type { Direction } from '@/lib/session/entry.ts';

export type RuleDraft = {
  act: RuleAct;
  dir: Direction | 'both';
  kind: string;
  upstream: string;
  name: string;
  path: string;
  value: string;
  part: boolean;
  nth: string;
  delayMs: string;
  overtake: boolean;
};

export const freshDraft: RuleDraft = {
  act: 'hold',
  dir: 'received',
  kind: '',
  upstream: 'any',
  name: '',
  path: '',
  value: '',
  part: false,
  nth: '',
  delayMs: '500',
  overtake: false,
};

export function draftOf({ act, dir, kind, upstream, name, field, nth, delayMs, overtake }: TapRule): RuleDraft {
  return {
    act,
    dir,
    upstream,
    kind: kind ?? '',
    name: name ?? '',
    path: field?.path ?? '',
    value: field?.is ?? '',
    part: field?.part ?? false,
    nth: nth === undefined ? '' : String(nth),
    delayMs: delayMs === undefined ? freshDraft.delayMs : String(delayMs),
    overtake: overtake ?? false,
  };
}

/** The rule, armed. What is left empty does not narrow it. Numbers that are none become NaN: who takes the rule says so. */
export function ruleOf(draft: RuleDraft, id: string, instead: Encoded | null): TapRule {
  const { act, dir, kind, upstream, name, path, value, part, nth, delayMs, overtake } = draft;
  const waits = act === 'hold' || act === 'delay';
  return {
    id,
    on: true,
    upstream,
    dir,
    act,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(kind.trim() === '' ? {} : { kind: kind.trim() }),
    ...(path.trim() === '' ? {} : { field: { path: path.trim(), is: value, ...(part ? { part } : {}) } }),
    ...(nth.trim() === '' ? {} : { nth: Number(nth) }),
    ...(act === 'delay' ? { delayMs: Number(delayMs.trim() || Number.NaN) } : {}),
    ...(waits && overtake ? { overtake } : {}),
    ...(act === 'replace' && instead !== null
      ? {
          replacement: {
            opcode: instead.opcode,
            bytes: toBase64(instead.bytes),
            ...(instead.holes.length === 0 ? {} : { holes: instead.holes }),
          },
        }
      : {}),
  };
}
