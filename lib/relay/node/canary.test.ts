/** A server on this machine that nobody may reach, and every spelling of a way to it: it counts who comes. */
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { realClock } from '../../clock/real.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialects } from '../../dialects/registry.ts';
import type { EntryBody } from '../../session/entry.ts';
import { Masker } from '../../session/mask.ts';
import { defaultLimits } from '../../transport/limits.ts';
import type { Resolve } from '../../transport/node/guarded-lookup.ts';
import { exactBases, refusedBases } from '../testing/spelled-bases.ts';
import { declareUpstream, type Upstream } from '../upstream.ts';
import { createTransports } from './transports.ts';

let canary: Server;
let hits = 0;
let port: number;
beforeAll(async () => {
  canary = createServer((socket) => {
    hits++;
    socket.on('error', () => {});
    socket.destroy();
  });
  await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done));
  port = (canary.address() as AddressInfo).port;
});
beforeEach(() => {
  hits = 0;
});
afterAll(() => canary.close());

const fish = dialects[0] as Dialect;

/** Dials, past every check but those of the dial itself; resolves with the codes of what went wrong. */
function dial(base: string, loopback: boolean, resolve: Resolve, ports: number[] = []): Promise<string[]> {
  const upstream: Upstream = { id: 'x', title: 'x', dialect: fish.id, base, paths: [], loopback, sandbox: false };
  const nothing = { upgrade: () => {}, request: () => {} };
  const own = () => ({ ports, addresses: ['127.0.0.1'] });
  const parts = { clock: realClock, masker: new Masker(), limits: defaultLimits, sandbox: nothing, own, resolve };
  const codes: string[] = [];
  const write = (_: number, body: EntryBody) => {
    if ('problem' in body && body.problem != null) codes.push(body.problem.code);
  };
  return new Promise((ended) => {
    const plan = { path: '/', query: [], headers: [], protocols: [] };
    createTransports(parts)(upstream).open({ dialect: fish, base, plan, key: null, via: 'relay' }, write, () =>
      ended(codes),
    );
  });
}

/** A name leads here, whatever it is. */
const here: Resolve = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);

/** The same spelling, but for the port of the canary. */
const towards = (text: string) => text.replace(/^(\s*[a-z]+:\/\/[^/?#\\]*?)(?::\d+)?(?=[/?#\\]|$)/i, `$1:${port}`);

it('is reached by whoever may: the count counts', async () => {
  await dial(`ws://127.0.0.1:${port}`, true, here);
  expect(hits).toBe(1);
  await dial(`ws://name.example:${port}`, true, here);
  expect(hits).toBe(2);
});

const spelled = [...refusedBases, ...exactBases.map(([text]) => text)];

it('60 spellings lead nobody there: neither as declared, nor where no declaration was asked', async () => {
  expect(spelled.length).toBeGreaterThanOrEqual(60);
  let [dialled, declared] = [0, 0];
  for (const text of spelled.map(towards)) {
    const upstream = declareUpstream({ id: 'x', base: text, dialect: fish.id }, dialects);
    // A public address, as a literal, is no way in; nobody is called there from a test.
    const isPublic = (base: string) => /\/\/8\.8\.8\.8/.test(base);
    if (!('code' in upstream) && !isPublic(upstream.base)) {
      declared++;
      expect(await dial(upstream.base, false, here), text).toEqual(['address_refused']);
    }
    if (!URL.canParse(text) || isPublic(new URL(text).href)) continue;
    const { hostname } = new URL(text);
    if (hostname === '') continue;
    dialled++;
    expect(await dial(`ws://${hostname}:${port}`, false, here), text).toEqual(['address_refused']);
    // Our own port is refused even to those that may stand on this machine.
    const [code] = await dial(`ws://${hostname}:${port}`, true, here, [port]);
    expect(['self_dial', 'address_refused'], text).toContain(code);
  }
  expect([declared, dialled > 45]).toEqual([7, true]);
  expect(hits).toBe(0);
});

it('a name is looked up once for each dial, and what was checked is what is connected to', async () => {
  let asked = 0;
  // Each look-up gives another answer: allowed, then inside, then both.
  const answers = [['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1', '169.254.169.254'], ['127.0.0.1']];
  const flip: Resolve = (_name, _options, done) =>
    done(
      null,
      (answers[asked++] ?? []).map((address) => ({ address, family: 4 })),
    );
  const codes: string[][] = [];
  const counts: [number, number][] = [];
  for (const _ of answers) {
    codes.push(await dial(`ws://flip.example:${port}`, true, flip));
    counts.push([asked, hits]);
  }
  expect(codes.map((all) => all[0])).toEqual([
    'connection_lost',
    'address_refused',
    'address_refused',
    'connection_lost',
  ]);
  expect(counts).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 2],
  ]);
});
