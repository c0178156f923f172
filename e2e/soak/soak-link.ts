/** A page without a browser, that keeps nothing but accounts: commands up, batches down, each entry acknowledged and forgotten. */
import { WebSocket } from 'ws';
import { frameHasher } from '@/lib/bytes/frame-hash.ts';
import { decodeBatch } from '@/lib/relay/batch.ts';
import { encodeSend } from '@/lib/relay/send.ts';
import { type Command, type Notice, subProtocol } from '@/lib/relay/wire.ts';
import type { EntryBody, SessionHead } from '@/lib/session/entry.ts';
import { type Account, isArrival, openAccount } from './ledger.ts';

/** One session's record, as far as it came. */
export type Watched = {
  head: SessionHead | null;
  /** Of a tap: the name in its address. */
  name: string;
  account: Account;
  rows: number;
  /** Rows without a hole between them, counted from 1. */
  inOrder: boolean;
  status: number | null;
  end: EntryBody | null;
  /** Words of marks that say something is missing, and of failures. */
  told: string[];
  heard: (body: EntryBody) => void;
};

export type SoakLink = {
  say(command: Command): void;
  send(session: string, opcode: 'text' | 'binary', bytes: Uint8Array): void;
  /** Begins to count a session of this id: before it is opened. */
  watch(id: string, heard?: (body: EntryBody) => void): Promise<Watched>;
  /** Hands over a key; resolves with its handle. */
  key(upstream: string): Promise<string>;
  /** The tap of this name, once it began. */
  tapOf(name: string): Watched | null;
  forget(id: string): void;
  problems: string[];
  /** Takes nothing from its socket until told to. */
  stall(on: boolean): void;
  close(): void;
};

export async function openSoakLink(address: string, { taps = false } = {}): Promise<SoakLink> {
  const page = await fetch(address);
  await page.arrayBuffer();
  const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const headers = { Origin: address, Cookie: cookie };
  const ws = new WebSocket(`${address.replace('http', 'ws')}/api/relay`, subProtocol, { headers });
  const sessions = new Map<string, Watched>();
  const tapped = new Map<string, Watched>();
  const keys = new Map<number, (handle: string) => void>();
  const problems: string[] = [];
  const spare = [await frameHasher(), await frameHasher(), await frameHasher(), await frameHasher()];
  const say = (command: Command) => ws.readyState === ws.OPEN && ws.send(JSON.stringify(command));

  const begin = (id: string, heard: (body: EntryBody) => void = () => {}): Watched => {
    const hasher = spare.shift();
    void frameHasher().then((one) => spare.push(one));
    if (hasher === undefined) throw new Error('too many sessions at once');
    const one: Watched = {
      head: null,
      name: '',
      account: openAccount(hasher),
      rows: 0,
      inOrder: true,
      status: null,
      end: null,
      told: [],
      heard,
    };
    sessions.set(id, one);
    return one;
  };
  const take = (one: Watched, seq: number, body: EntryBody) => {
    one.rows++;
    one.inOrder &&= seq === one.rows;
    if (body.kind === 'handshake') one.status = body.status;
    if (body.kind === 'mark' && /not kept|not here/.test(body.says)) one.told.push(body.says);
    if (body.kind === 'failure') one.told.push(body.problem.code);
    const isOver =
      body.kind === 'close' || body.kind === 'failure' || (body.kind === 'handshake' && body.status !== 101);
    if (isOver || (body.kind === 'mark' && body.says.startsWith('the connection of these calls'))) one.end = body;
    if (isArrival(body)) one.account.add(body.bytes);
    one.heard(body);
  };
  const notice = (said: Notice) => {
    if (said.say === 'session') {
      if (said.tap !== undefined && !sessions.has(said.head.id)) {
        const one = begin(said.head.id);
        one.name = said.tap.name;
        tapped.set(said.tap.name, one);
      }
      const one = sessions.get(said.head.id);
      if (one !== undefined) one.head = said.head;
    } else if (said.say === 'key') keys.get(said.request)?.(said.handle);
    else if (said.say === 'problem') problems.push(`${said.problem.code}: ${said.problem.detail}`);
  };
  ws.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return notice(JSON.parse(data.toString()) as Notice);
    const last = new Map<string, number>();
    for (const { session, seq, body } of decodeBatch(data)) {
      last.set(session, seq);
      const one = sessions.get(session);
      if (one !== undefined) take(one, seq, body);
    }
    for (const [session, seq] of last) say({ op: 'ack', session, seq });
  });
  ws.on('error', (error) => problems.push(String(error)));
  let isOurs = false;
  ws.on('close', (code) => isOurs || problems.push(`the link of a page was lost: ${code}`));
  await new Promise((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  if (taps) say({ op: 'taps' });
  let request = 0;
  return {
    say,
    send: (session, opcode, bytes) => ws.send(encodeSend({ op: 'send', session, opcode, holes: [] }, bytes)),
    watch: async (id, heard) => begin(id, heard),
    key: (upstream) =>
      new Promise((resolve) => {
        keys.set(++request, resolve);
        say({ op: 'key', request, upstream, value: 'any-key-will-do' });
      }),
    tapOf: (name) => tapped.get(name) ?? null,
    forget(id) {
      tapped.delete(sessions.get(id)?.name ?? '');
      sessions.delete(id);
    },
    problems,
    stall: (on) => (on ? ws.pause() : ws.resume()),
    close() {
      isOurs = true;
      ws.terminate();
    },
  };
}
