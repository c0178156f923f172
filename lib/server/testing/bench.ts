/** A console server without pages on a free port, and pages that speak to it over real sockets. For tests only. */
import WebSocket from 'ws';
import { realClock } from '../../clock/real.ts';
import { type BatchRecord, decodeBatch } from '../../relay/batch.ts';
import { encodeSend } from '../../relay/send.ts';
import { type BinaryHead, type Command, type Notice, type SendHead, subProtocol } from '../../relay/wire.ts';
import { createSandbox } from '../../sandbox/node/sandbox-server.ts';
import { Masker } from '../../session/mask.ts';
import { type ConsoleServer, type ConsoleServerParts, createConsoleServer } from '../console-server.ts';
import { createLog } from '../log.ts';
import { readSettings } from '../settings.ts';

export type Bench = { server: ConsoleServer; lines: string[]; close(): Promise<void> };

/** `args` as on the command line. */
export async function openBench(
  args: string[] = [],
  more: Partial<ConsoleServerParts> & { port?: number } = {},
): Promise<Bench> {
  const lines: string[] = [];
  const masker = new Masker();
  const log = createLog(
    (t) => masker.scrub(t),
    (l) => lines.push(l),
    (l) => lines.push(l),
  );
  const sandbox = createSandbox({ clock: realClock });
  const settings = readSettings(args, { PORT: String(more.port ?? 0) }, null);
  const server = createConsoleServer({ settings, clock: realClock, log, masker, sandbox, pages: null, ...more });
  await server.listen();
  return { server, lines, close: () => server.close() };
}

export type TestPage = {
  records: BatchRecord[];
  notices: Notice[];
  /** Every byte that came, as Latin-1: to look for what must not be there. */
  everything(): string;
  say(command: Command): void;
  send(session: string, opcode: SendHead['opcode'], bytes: Uint8Array, holes?: SendHead['holes']): void;
  /** Any other binary message. */
  tell(head: BinaryHead, bytes: Uint8Array): void;
  /** Resolves once `met` is true of the session's records; rejects after `ms`. */
  until(session: string, met: (records: BatchRecord[]) => boolean, ms?: number): Promise<BatchRecord[]>;
  untilNotice(met: (notice: Notice) => boolean, ms?: number): Promise<Notice>;
  /** Stops taking batches from the socket. */
  stall(): void;
  ack: boolean;
  close(): void;
  /** The code the server closed this page's link with, once it has. */
  closed(): Promise<number>;
};

/** True of a session whose last entry has been told. */
export function over(records: BatchRecord[]): boolean {
  const body = records.at(-1)?.body;
  return body?.kind === 'close' || body?.kind === 'failure' || (body?.kind === 'handshake' && body.status !== 101);
}

/** `cookie`: of a login, where one is required. */
export async function openPage(server: ConsoleServer, cookie = server.cookie()): Promise<TestPage> {
  const headers = { Origin: server.address(), Cookie: cookie };
  const ws = new WebSocket(`${server.address().replace('http', 'ws')}/api/relay`, subProtocol, { headers });
  const records: BatchRecord[] = [];
  const notices: Notice[] = [];
  const raw: string[] = [];
  const waiting = new Set<() => void>();
  ws.on('message', (data: Buffer, isBinary) => {
    raw.push(data.toString('latin1'));
    if (isBinary) take(decodeBatch(data));
    else notices.push(JSON.parse(data.toString()));
    for (const look of [...waiting]) look();
  });
  const ended = new Promise<number>((resolve) => ws.once('close', resolve));
  const take = (batch: BatchRecord[]) => {
    records.push(...batch);
    const last = new Map(batch.map((r) => [r.session, r.seq]));
    if (page.ack) for (const [session, seq] of last) page.say({ op: 'ack', session, seq });
  };
  const wait = <T>(find: () => T | undefined, ms: number, what: () => string): Promise<T> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        realClock.cancel(timer);
        resolve(found);
      };
      const timer = realClock.after(ms, () => {
        waiting.delete(look);
        reject(new Error(`not met in ${ms} ms: ${what()}`));
      });
      waiting.add(look);
      look();
    });
  const page: TestPage = {
    records,
    notices,
    ack: true,
    everything: () => raw.join('\n'),
    say: (command) => ws.send(JSON.stringify(command)),
    send: (session, opcode, bytes, holes = []) => ws.send(encodeSend({ op: 'send', session, opcode, holes }, bytes)),
    tell: (head, bytes) => ws.send(encodeSend(head, bytes)),
    until: (session, met, ms = 8_000) => {
      const of = () => records.filter((r) => r.session === session);
      return wait(
        () => (met(of()) ? of() : undefined),
        ms,
        () => JSON.stringify(of().map((r) => r.body)).slice(0, 2000),
      );
    },
    untilNotice: (met, ms = 8_000) =>
      wait(
        () => notices.find(met),
        ms,
        () => JSON.stringify(notices),
      ),
    stall: () => ws.pause(),
    close: () => ws.terminate(),
    closed: () => ended,
  };
  await new Promise((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  return page;
}
