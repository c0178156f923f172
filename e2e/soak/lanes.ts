/** Sessions, one after the other, until it is time: through the relay, or of clients of their own through the tap. Each is judged when it is over. */
import { WebSocket } from 'ws';
import { fishAudio, fishAudioSdk } from '@/lib/server/testing/sdk-clients.ts';
import { startChaos } from '../tools/chaos/proxy.ts';
import type { Lane } from './counted-upstream.ts';
import { type Account, judgeAccounts } from './ledger.ts';
import { until } from './patience.ts';
import { type Job, jobs, mustBeWhole, weathers } from './plan.ts';
import { dialect, newAccount, openSpeaker, switchesOf } from './session.ts';
import type { SoakLink, Watched } from './soak-link.ts';

export type Wrong = { lane: string; number: number; job: Job; why: string };
export type Tally = { sessions: number; whole: number; frames: number; wrong: Wrong[]; ends: Record<string, number> };
export const newTally = (): Tally => ({ sessions: 0, whole: 0, frames: 0, wrong: [], ends: {} });

/** Within this everybody knows that a session is over. */
const overMs = 12_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Over, with whatever word. */
const isOver = ({ end, status }: Watched) => end !== null && (end.kind !== 'failure' || status !== 101);

/** What is wrong between server and record, and between server and client where one counted; null for nothing. */
function faultOf(job: Job, lane: Lane, rows: Watched | null, client: Account | null): string | null {
  if (rows === null) return 'no page was told of it';
  if (!isOver(rows)) return `its record has not ended (${rows.rows} rows)`;
  if (!rows.inOrder) return 'a row is missing, by the numbers';
  const missing = rows.told.find((says) => says.includes('not'));
  if (missing?.includes('kept')) return missing;
  const reached = lane.wires().filter(({ upgraded }) => upgraded);
  if (reached.length > 1) return `${reached.length} connections were made for it`;
  const [wire] = reached;
  if (wire === undefined)
    return rows.account.frames() === 0 ? null : `${rows.account.frames()} rows of a server that was not reached`;
  const whole = mustBeWhole(job);
  const judged = judgeAccounts(wire.account, rows.account, whole);
  if (!judged.right) return judged.why;
  if (client === null || job.place === 'console') return null;
  const heard = judgeAccounts(wire.account, client, whole);
  return heard.right ? null : `its client: ${heard.why}`;
}

async function judge(tally: Tally, job: Job, lane: Lane, rows: Watched | null, client: Account | null, how: string) {
  if (rows !== null) await until(() => isOver(rows), overMs);
  const gone = await until(() => lane.wires().every(({ isOver }) => isOver), overMs);
  const why = faultOf(job, lane, rows, client) ?? (gone ? null : 'its server still has the socket');
  tally.sessions++;
  if (mustBeWhole(job)) tally.whole++;
  tally.frames += rows?.account.frames() ?? 0;
  tally.ends[how] = (tally.ends[how] ?? 0) + 1;
  if (why !== null) tally.wrong.push({ lane: lane.name, number: tally.sessions, job, why });
}

const hex = (number: number, lane: string) =>
  Buffer.from(`${lane}-${number}`).toString('hex').padStart(32, '0').slice(-32);

export async function runRelayLane(
  link: SoakLink,
  lane: Lane,
  seed: string,
  isTime: () => boolean,
  tally: Tally,
): Promise<void> {
  const keys = { fish: await link.key(`${lane.name}-fish`), fishspeech: await link.key(`${lane.name}-fishspeech`) };
  let number = 0;
  for (const job of jobs(seed)) {
    if (isTime()) return;
    const session = hex(++number, lane.name);
    lane.expect(switchesOf(job), weathers[job.weather] ?? {});
    const speaker = openSpeaker(job, (opcode, bytes) => link.send(session, opcode, bytes));
    const rows = await link.watch(session, (body) => {
      if (body.kind === 'handshake' && body.status === 101) speaker.opened();
      if (body.kind === 'frame' && body.dir === 'received' && (body.opcode === 'text' || body.opcode === 'binary'))
        speaker.heard(body.opcode, body.bytes);
      if (isOver(rows)) speaker.ended();
    });
    const faults = job.place === 'console' && job.faults !== '' ? { faults: job.faults } : {};
    link.say({
      op: 'open',
      session,
      upstream: `${lane.name}-${job.dialect}`,
      options: {},
      key: keys[job.dialect],
      ...faults,
    });
    const how = await speaker.done;
    link.say({ op: 'close', session, code: 1000, reason: '' });
    await judge(tally, job, lane, rows, null, how);
    link.forget(session);
  }
}

/** What no program notices that waits for an end: only then are the unmodified clients asked. */
const patient = new Set(['calm', 'far', 'narrow', 'drip', 'stall']);
const base = (address: string, lane: Lane, job: Job, name: string) => {
  const faults = job.place === 'console' && job.faults !== '' ? `~fault=${job.faults}` : '';
  return `${address}/tap/${lane.name}-${job.dialect}@${name}${faults}`;
};

export async function runTapLane(
  link: SoakLink,
  address: string,
  lane: Lane,
  /** `sdk`: the unmodified npm clients, through this door of the server, which is shut behind each: some of them never leave. */
  kind: 'raw' | { door: number },
  seed: string,
  isTime: () => boolean,
  tally: Tally,
): Promise<void> {
  let number = 0;
  for (const drawn of jobs(seed, kind === 'raw' ? ['fish', 'fishspeech'] : ['fish'])) {
    if (isTime()) return;
    const weather = kind === 'raw' || patient.has(drawn.weather) ? drawn.weather : 'far';
    const job: Job = kind === 'raw' ? { ...drawn, weather } : { ...drawn, weather, faults: '', format: 'mp3' };
    const name = `${lane.name}-${++number}`;
    lane.expect(switchesOf(job), weathers[job.weather] ?? {});
    const to = base(address, lane, job, name);
    const account = kind === 'raw' ? await newAccount() : null;
    const how =
      account === null ? await sdk(to, number, address, (kind as { door: number }).door) : await raw(to, job, account);
    await until(() => link.tapOf(name) !== null, overMs);
    const rows = link.tapOf(name);
    await judge(tally, job, lane, rows, account, how);
    const id = rows?.head?.id;
    if (id !== undefined) link.forget(id);
  }
}

async function raw(to: string, job: Job, account: Account): Promise<string> {
  const path = dialect(job.dialect).paths[0] ?? '';
  const query = job.dialect === 'fishspeech' ? '?token=any-key-will-do' : '';
  const headers = { Authorization: 'Bearer any-key-will-do' };
  const socket = new WebSocket(`${to.replace('http', 'ws')}${path}${query}`, { headers, perMessageDeflate: false });
  const speaker = openSpeaker(job, (opcode, bytes) => {
    if (socket.readyState === socket.OPEN) socket.send(bytes, { binary: opcode === 'binary' });
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('open', () => speaker.opened());
  socket.on('message', (data: Buffer, isBinary) => {
    account.add(data);
    speaker.heard(isBinary ? 'binary' : 'text', data);
  });
  socket.on('error', () => {});
  void closed.then(() => speaker.ended());
  const how = await speaker.done;
  socket.close(1000);
  await Promise.race([closed, pause(4000)]);
  socket.terminate();
  return how;
}

async function sdk(to: string, number: number, address: string, port: number): Promise<string> {
  const door = await startChaos({ to: new URL(address).host, port, seed: 1, up: {}, down: {} });
  const by = to.replace(address, `http://127.0.0.1:${port}`);
  const asked = number % 2 === 0 ? fishAudio(by, 'any-key-will-do') : fishAudioSdk(by);
  const how = asked.then(
    (told) => ('end' in told && told.end !== 'finished' ? `sdk: ${told.end}` : 'sdk done'),
    (error: Error) => `sdk: ${error.message.slice(0, 60)}`,
  );
  const found = await Promise.race([how, pause(15_000).then(() => 'sdk waits')]);
  await door.close();
  return found;
}
