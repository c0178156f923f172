/** What the rules make of the sandbox: its own transcripts are free of errors and warnings, in every format. */
import { parse } from 'jsonc-parser';
import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../bytes/frame-hash.ts';
import { fakeClock } from '../clock/fake.ts';
import type { Dialect, EventValue } from '../dialects/dialect.ts';
import { dialects } from '../dialects/registry.ts';
import { openLint } from '../lint/open-lint.ts';
import type { EntryBody } from '../session/entry.ts';
import { openInMemory } from './memory-host.ts';
import { localVoice } from './node/local-voice.ts';
import { sandboxServer } from './servers.ts';
import { defaultSwitches } from './switches.ts';
import type { Voice } from './voice.ts';

/** The events of the shipped first session, the key filled in and the format changed. */
function eventsOf(dialect: Dialect, request: object): EventValue[] {
  const session = dialect.sampleSession.replaceAll(/\{\s*"\$key":\s*true\s*\}/g, '"sandbox"');
  const steps = parse(session) as Record<string, EventValue>[];
  return steps
    .filter((step) => 'event' in step)
    .map((step) => (step.event === 'start' ? { ...step, request: { ...(step.request as object), ...request } } : step));
}

const voice = localVoice();
beforeAll(() => voice.warm(), 60_000);

/** The voice, and a wait for what it is asked: a fake clock cannot know how long speech takes to be made. */
function watched(inner: Voice): { voice: Voice; quiet(): Promise<void> } {
  const pending = new Set<Promise<unknown>>();
  const watch = <T>(promise: Promise<T>): Promise<T> => {
    pending.add(promise);
    const done = () => pending.delete(promise);
    promise.then(done, done);
    return promise;
  };
  return {
    voice: {
      open(ask) {
        const stream = inner.open(ask);
        return {
          speak: (text, speaker) => watch(stream.speak(text, speaker)),
          end: () => watch(stream.end()),
          drop: () => stream.drop(),
        };
      },
    },
    async quiet() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

/** Plays the session ten seconds apart, and gives what the rules say of its record. */
async function findingsOf(dialect: Dialect, request: object) {
  await frameHasher();
  const server = sandboxServer(dialect.id);
  if (server === null) throw new Error(`no sandbox for ${dialect.id}`);
  const clock = fakeClock();
  const speech = watched(voice);
  const reader = dialect.openReader();
  const lint = openLint(dialect);
  const roles: string[] = [];
  let seq = 0;
  const take = (body: EntryBody) => {
    seq++;
    const entry = { seq, t: clock.now(), ...body };
    const reading = body.kind === 'frame' ? reader.read(body) : null;
    if (reading !== null) roles.push(reading.role);
    lint.take(entry, reading, reader.audioAsk());
  };
  const options = Object.fromEntries(dialect.upgradeOptions.map((option) => [option.name, option.initial]));
  const plan = dialect.upgrade(dialect.paths[0] as string, options);
  const filled = (value: (typeof plan.headers)[number]['value']) =>
    value.map((part) => (typeof part === 'string' ? part : 'sandbox')).join('');
  const query = plan.query.map(({ name, value }) => `${name}=${filled(value)}`).join('&');
  const url = `ws://sandbox.test${plan.path}${query === '' ? '' : `?${query}`}`;
  const headers = plan.headers.map(({ name, value }) => ({ name, value: filled(value) }));
  take({ kind: 'dial', url, headers, via: 'sandbox' });
  take({ kind: 'handshake', status: 101, statusText: '', headers: [] });
  const client = openInMemory(
    server.behaviour,
    { clock, voice: speech.voice, switches: defaultSwitches },
    { model: '' },
    {
      onFrame: (opcode, bytes) => take({ kind: 'frame', dir: 'received', opcode, bytes }),
      onClose: (code) => take({ kind: 'close', by: 'peer', code, reason: new Uint8Array(0), clean: true }),
    },
  );
  for (const event of eventsOf(dialect, request)) {
    const { opcode, bytes } = dialect.encode(event);
    take({ kind: 'frame', dir: 'sent', opcode, bytes });
    client.send(opcode, bytes);
    for (let i = 0; i < 10; i++) {
      await speech.quiet();
      await clock.advance(1000);
      lint.time(clock.now());
    }
  }
  client.close();
  take({ kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(0), clean: true });
  lint.end();
  return { entries: seq, roles, findings: lint.findings() };
}

const cases = dialects.flatMap((dialect) =>
  dialect.formats.map((format) => [`${dialect.id}, ${format}`, dialect, { format }] as const),
);

test.each(cases)('%s', async (_, dialect, request) => {
  const { entries, roles, findings } = await findingsOf(dialect, request);
  expect(entries).toBeGreaterThan(8);
  expect(roles).toContain('audio');
  expect(roles).toContain('done');
  expect(findings.filter((found) => found.severity !== 'info').map(({ rule, says }) => `${rule} ${says}`)).toEqual([]);
});
