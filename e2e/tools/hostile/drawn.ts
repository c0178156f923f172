/** A record as a line: what came and went by its name, equal neighbours counted, and how it ended. */
import { decodeUtf8 } from '@/lib/bytes/utf8.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import type { EntryBody } from '@/lib/session/entry.ts';

/** `dial | 101 | <log | <audio ×5 | <finish | x peer 1000 bye` */
export function drawnRecord(bodies: readonly EntryBody[], dialect: Dialect): string {
  const reader = dialect.openReader();
  const words: { word: string; times: number }[] = [];
  for (const body of bodies) {
    const word = wordOf(body, (frame) => reader.read(frame).event);
    const last = words.at(-1);
    if (last?.word === word) last.times++;
    else words.push({ word, times: 1 });
  }
  return words.map(({ word, times }) => (times > 1 ? `${word} ×${times}` : word)).join(' | ');
}

function wordOf(body: EntryBody, eventOf: (frame: Extract<EntryBody, { kind: 'frame' }>) => string): string {
  if (body.kind === 'frame') return `${body.dir === 'sent' ? '>' : '<'}${eventOf(body)}`;
  if (body.kind === 'close')
    return `x ${body.by} ${body.code}${body.clean ? '' : ' cut'} ${decodeUtf8(body.reason).text}`.trim();
  if (body.kind === 'handshake') return [body.status, body.problem?.code].filter((each) => each).join(' ');
  if (body.kind === 'failure') return `! ${body.problem.code}`;
  return body.kind === 'mark' ? `* ${body.says}` : body.kind;
}

/** True when `drawn` is `expected`, in which `…` stands for anything. */
export function isDrawn(drawn: string, expected: string): boolean {
  const parts = expected.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(drawn);
}
