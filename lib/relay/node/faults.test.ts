/** Faults between the page and an upstream inside this process: asked for in the command, told in the record. */
import { expect, test } from 'vitest';
import { realClock } from '../../clock/real.ts';
import { dialects } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { createSandbox } from '../../sandbox/node/sandbox-server.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import type { EntryBody } from '../../session/entry.ts';
import { Masker } from '../../session/mask.ts';
import { defaultLimits } from '../../transport/limits.ts';
import { builtinUpstreams } from '../builtin.ts';
import { KeyGrants } from '../key-grants.ts';
import { targetOf } from '../open-command.ts';
import { createTransports } from './transports.ts';

const upstreams = builtinUpstreams(dialects, 'ws://127.0.0.1:1');
const masker = new Masker();
const allowed = { upstreams, dialects, masker, grants: new KeyGrants() };
const open = { op: 'open' as const, session: 's', upstream: 'sandbox-fish', options: {} };

async function run(command: { faults?: string; switches?: Record<string, string> }): Promise<EntryBody[]> {
  const found = targetOf({ ...open, ...command }, allowed);
  if ('code' in found) throw new Error(found.detail);
  const sandbox = createSandbox({ clock: realClock, voice: toneVoice() });
  const transports = createTransports({
    clock: realClock,
    limits: defaultLimits,
    masker,
    sandbox,
    own: () => ({ ports: [1], addresses: [] }),
  });
  const entries: EntryBody[] = [];
  await new Promise<void>((resolve) => {
    const connection = transports(found.upstream).open(
      found.target,
      (_t, body) => {
        entries.push(body);
        if (body.kind !== 'handshake' || body.status !== 101) return;
        queueMicrotask(() => {
          for (const event of [
            { event: 'start', request: { text: 'Some words.', format: 'pcm', latency: 'low' } },
            { event: 'stop' },
          ])
            connection.send('binary', encodeMsgpack(event), []);
        });
      },
      resolve,
    );
  });
  await sandbox.close();
  return entries;
}

const quick = { firstAudioMs: '0', pace: '0', afterFinish: 'close', afterFinishMs: '0' };

test('beside the switches, or as one of them: both legs and a mark are in the record', async () => {
  for (const command of [{ faults: 'flip@1', switches: quick }, { switches: { ...quick, fault: 'flip@1' } }]) {
    const entries = await run(command);
    const [came, mark, went] = entries.slice(
      entries.findIndex((body) => body.kind === 'frame' && body.dir === 'received'),
    );
    expect([came, mark, went]).toMatchObject([
      { kind: 'frame', leg: 'upstream', passed: 'edited' },
      { kind: 'mark', by: 'fault', says: expect.stringContaining('flip: 16 bits') },
      { kind: 'frame', leg: 'client', passed: 'edited' },
    ]);
    const seq = entries.indexOf(came as EntryBody) + 1;
    expect([(mark as { about: number }).about, (went as { of: number }).of]).toEqual([seq, seq]);
    expect(entries.at(-1)).toMatchObject({ kind: 'close', by: 'peer', code: 1000 });
  }
});

test('a reset, and a refusal that is never dialled', async () => {
  expect((await run({ faults: 'reset', switches: quick })).at(-1)).toMatchObject({
    kind: 'close',
    by: 'network',
    code: 1006,
  });
  expect((await run({ faults: '402' })).map(({ kind }) => kind)).toEqual(['dial', 'mark', 'handshake']);
});

test('what cannot be carried out is a Problem', () => {
  const asked = (upstream: string, faults: string) => targetOf({ ...open, upstream, faults }, allowed);
  expect(asked('sandbox-fish', 'dorp')).toMatchObject({ code: 'bad_fault', at: { field: 'dorp' } });
  expect(asked('sandbox-fishspeech', 'log')).toMatchObject({ code: 'bad_fault' });
  const strict = asked('sandbox-fish', 'strict');
  expect('target' in strict && strict.target.base).toMatch(/~strict=on$/);
});
