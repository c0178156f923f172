/** A tap hub on a fake clock with a relay for its pages, and connections told by hand. For tests only. */
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import { dialects } from '../../dialects/registry.ts';
import { Masker } from '../../session/mask.ts';
import type { Header } from '../../transport/dial.ts';
import { type BatchRecord, decodeBatch } from '../batch.ts';
import { builtinUpstreams } from '../builtin.ts';
import { defaultRelayLimits, type RelayLimits } from '../limits.ts';
import { createRelay } from '../relay.ts';
import { encodeSend } from '../send.ts';
import type { Inflate } from '../tap/message-inflater.ts';
import type { RuleBoard } from '../tap/rules.ts';
import { createTapHub } from '../tap/tap-hub.ts';
import type { TapLimits } from '../tap/tap-limits.ts';
import type { TapAsk } from '../tap/tap-record.ts';
import type { Upstream } from '../upstream.ts';
import type { BinaryHead, Command, Notice } from '../wire.ts';
import { closePayload, wsBytes } from './ws-bytes.ts';

export type TapBenchOptions = {
  limits?: Partial<TapLimits>;
  relayLimits?: Partial<RelayLimits>;
  inflate?: Inflate;
  board?: RuleBoard;
  waiting?: (session: string) => Iterable<number>;
};
export const clientKey = [1, 2, 3, 4] as const;

export function tapBench({ limits, relayLimits, inflate, board, waiting }: TapBenchOptions = {}) {
  const clock = fakeClock();
  const masker = new Masker();
  const upstreams = builtinUpstreams(dialects, 'ws://127.0.0.1:4820');
  let ids = 0;
  const hub = createTapHub({
    clock,
    masker,
    dialects,
    newId: () => (++ids).toString(16).padStart(32, '0'),
    ...(limits === undefined ? {} : { limits }),
    ...(inflate === undefined ? {} : { inflate }),
    ...(waiting === undefined ? {} : { waiting }),
  });
  const relay = createRelay({
    clock,
    masker,
    dialects,
    limits: { ...defaultRelayLimits, ...relayLimits },
    upstreams: () => upstreams,
    transportFor: () => {
      throw new Error('nothing is dialled here');
    },
    launch: 'test',
    taps: hub,
    ...(board === undefined ? {} : { board }),
  });
  const upstreamOf = (id: string) => upstreams.find((one) => one.id === id) as Upstream;
  /** A connection as its conduit tells it. */
  const tap = (more: Partial<Omit<TapAsk, 'upstream'>> & { upstream?: string } = {}) => {
    const { upstream = 'sandbox-fish', ...ask } = more;
    const record = hub.begin({ name: '', kind: 'spliced', ...ask, upstream: upstreamOf(upstream) });
    return {
      record,
      open(headers: readonly Header[] = [], answer: readonly Header[] = []) {
        record.dial('ws://127.0.0.1:4820/sandbox/fish/v1/tts/live', headers, clock.now());
        record.answered({
          status: 101,
          statusText: 'Switching Protocols',
          headers: answer,
          timings: {},
          t: clock.now(),
        });
        return this;
      },
      sent(opcode: number, payload: Uint8Array | string) {
        const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
        record.bytes('client', wsBytes({ opcode, payload: bytes, key: clientKey }), clock.now());
        return this;
      },
      received(opcode: number, payload: Uint8Array | string) {
        const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
        record.bytes('upstream', wsBytes({ opcode, payload: bytes }), clock.now());
        return this;
      },
      close(code = 1000) {
        this.sent(8, closePayload(code)).received(8, closePayload(code));
        record.ended('client', 'fin', clock.now());
        return this;
      },
    };
  };
  /** From now on each look at the clock takes a tenth of a millisecond, as reading does. */
  const beBusy = () => {
    let spent = 0;
    const real = clock.now;
    (clock as { now: () => number }).now = () => {
      spent += 0.1;
      return real() + spent;
    };
  };
  /** A page that acknowledges what it gets, unless told otherwise. It wants every tap. */
  const page = ({ acks = true, from = [] as Command[] } = {}) => {
    const notices: Notice[] = [];
    const records: BatchRecord[] = [];
    const last = new Map<string, number>();
    let answers = acks;
    const end = relay.connect({
      text: (json) => notices.push(JSON.parse(json)),
      binary(bytes) {
        for (const record of decodeBatch(bytes.slice())) {
          records.push(record);
          last.set(record.session, record.seq);
        }
        if (answers) clock.after(1, () => ack());
      },
      close() {},
    });
    const say = (command: Command) => end.text(JSON.stringify(command));
    const ack = () => {
      for (const [session, seq] of last) say({ op: 'ack', session, seq });
    };
    for (const command of from) say(command);
    say({ op: 'taps' });
    const sessions = () => notices.filter((notice) => notice.say === 'session');
    return {
      notices,
      records,
      sessions,
      of: (index: number) => records.filter(({ session }) => session === sessions()[index]?.head.id),
      say,
      send: (head: BinaryHead, bytes: Uint8Array) => end.binary(encodeSend(head, bytes)),
      ack,
      setAcks(on: boolean) {
        answers = on;
      },
      leave: () => end.closed(),
    };
  };
  return { clock, hub, relay, masker, tap, page, beBusy };
}
