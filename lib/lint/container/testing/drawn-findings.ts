/** The container lint on streams drawn by tests: what it says, by the place in the stream, whatever the pieces. */
import type { AudioAsk } from '../../../dialects/dialect.ts';
import type { Proof, Reporter } from '../../../dialects/rule.ts';
import { containerRules } from '../container-rules.ts';
import { openContainerLint } from '../open-container-lint.ts';

/** Where each piece of the stream stands in its entry. */
const spanStart = 11;

export type Met = { rule: string; says: string; proofs: Proof[] };

/** The findings of a stream that comes in these pieces; entries count from 1. */
export function met(asked: AudioAsk, pieces: readonly Uint8Array[]): Met[] {
  const all: Met[] = [];
  const reporter: Reporter = {
    report(rule, says, proofs) {
      if (!containerRules.some(({ id }) => id === rule)) throw new Error(`there is no rule ${rule}`);
      const one = { rule, says, proofs: [...proofs] };
      all.push(one);
      return { again: (proof) => one.proofs.push(proof), withdraw: () => all.splice(all.indexOf(one), 1) };
    },
  };
  const lint = openContainerLint(asked, reporter);
  for (const [i, piece] of pieces.entries()) lint.audio(i + 1, piece, spanStart);
  lint.end();
  return all;
}

/** `C04 1200..2000`: findings by their place in the stream, whatever the pieces. */
export function drawn(asked: AudioAsk, pieces: readonly Uint8Array[]): string[] {
  const starts: number[] = [];
  let at = 0;
  for (const piece of pieces) {
    starts.push(at);
    at += piece.length;
  }
  const offset = (seq: number, byte: number) => (starts[seq - 1] ?? 0) + byte - spanStart;
  return met(asked, pieces)
    .map(({ rule, proofs, says }) => {
      const [from] = proofs;
      const to = proofs.at(-1);
      return `${rule} ${offset(from?.seq ?? 0, from?.span?.start ?? 0)}..${offset(to?.seq ?? 0, to?.span?.end ?? 0)} ${says}`;
    })
    .sort();
}

export const short = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '));
export const cut = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** Proofs name sixteen entries at most: of small pieces the end is not compared. */
const begins = (lines: readonly string[]) => lines.map((line) => line.replace(/\.\.\d+/, '')).join('\n');

/** The findings of the whole, which must be those of every split in two (or every `step`th), and of small pieces. */
export function always(asked: AudioAsk, bytes: Uint8Array, step = 1): string[] {
  const whole = drawn(asked, [bytes]);
  const said = whole.join('\n');
  const wrong = (how: string, lines: readonly string[]) =>
    new Error(`${how}:\n${lines.join('\n')}\nof the whole:\n${said}`);
  for (let at = 1; at < bytes.length; at += step) {
    const split = drawn(asked, [bytes.subarray(0, at), bytes.subarray(at)]);
    if (split.join('\n') !== said) throw wrong(`split at ${at}`, split);
  }
  for (const size of [1, 2, 3, 7, 100]) {
    const pieces = drawn(asked, cut(bytes, size));
    if (begins(pieces) !== begins(whole)) throw wrong(`pieces of ${size}`, pieces);
  }
  return whole;
}

/** Where the place of the damage is not the point. */
export const often = (asked: AudioAsk, bytes: Uint8Array) => always(asked, bytes, 19);
