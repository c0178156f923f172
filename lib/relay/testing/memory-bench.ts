/** A relay on a fake clock whose upstreams are functions, and pages that remember what they were told. For tests only. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import { dialects } from '../../dialects/registry.ts';
import type { EntryBody } from '../../session/entry.ts';
import { Masker } from '../../session/mask.ts';
import { defaultLimits } from '../../transport/limits.ts';
import { type MemoryPeer, memoryDial } from '../../transport/memory.ts';
import { createTransport } from '../../transport/recorder.ts';
import { type BatchRecord, decodeBatch } from '../batch.ts';
import { builtinUpstreams } from '../builtin.ts';
import { defaultRelayLimits, type RelayLimits } from '../limits.ts';
import { createRelay } from '../relay.ts';
import { encodeSend } from '../send.ts';
import type { Command, Notice, SendHead } from '../wire.ts';

/** Session ids. */
export const id = (n: number) => n.toString(16).padStart(32, '0');

export function bench(serve: (peer: MemoryPeer) => void = (peer) => peer.accept(), limits: Partial<RelayLimits> = {}) {
  const clock = fakeClock();
  const masker = new Masker();
  const peers: MemoryPeer[] = [];
  const dial = memoryDial(clock, (peer) => {
    peers.push(peer);
    serve(peer);
  });
  const transport = createTransport({ dial, clock, masker, limits: defaultLimits });
  const relay = createRelay({
    clock,
    masker,
    dialects,
    limits: { ...defaultRelayLimits, ...limits },
    upstreams: () => builtinUpstreams(dialects, 'ws://127.0.0.1:4820'),
    transportFor: () => transport,
    launch: 'test',
  });
  const page = () => {
    const notices: Notice[] = [];
    const records: BatchRecord[] = [];
    const raw: Uint8Array[] = [];
    let closed: number | null = null;
    const end = relay.connect({
      text: (json) => notices.push(JSON.parse(json)),
      binary(bytes) {
        raw.push(bytes);
        records.push(...decodeBatch(bytes));
      },
      close: (code) => {
        closed = code;
      },
    });
    return {
      notices,
      records,
      raw,
      closedWith: () => closed,
      say: (command: Command) => end.text(JSON.stringify(command)),
      text: (json: string) => end.text(json),
      send: (session: string, opcode: SendHead['opcode'], bytes: Uint8Array, holes: SendHead['holes'] = []) =>
        end.binary(encodeSend({ op: 'send', session, opcode, holes }, bytes)),
      leave: () => end.closed(),
      abandon: () => end.abandon(),
      last: () => notices.at(-1),
    };
  };
  return { clock, relay, peers, page, masker };
}

/** An `open` command to the sandbox, unless told otherwise. */
export const open = (session: string, more: object = {}): Command => ({
  op: 'open',
  session,
  upstream: 'sandbox-fish',
  options: {},
  ...more,
});

/** A log drawn: one word or two for each entry. */
export const draw = (records: readonly BatchRecord[]) => records.map((r) => word(r.body)).join(' | ');
export function word(body: EntryBody): string {
  if (body.kind === 'frame') return `${body.dir === 'sent' ? '>' : '<'} ${body.opcode} ${decodeUtf8(body.bytes).text}`;
  if (body.kind === 'close') return `x ${body.by} ${body.code} ${decodeUtf8(body.reason).text}`.trim();
  if (body.kind === 'handshake') return `${body.status}`;
  if (body.kind === 'failure') return `! ${body.problem.code}`;
  return body.kind === 'mark' ? `* ${body.says}` : body.kind;
}
