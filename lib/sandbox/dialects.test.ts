/** What the console's dialects make of the sandbox: the shipped first session runs, and every frame of it reads clean. */
import { parse } from 'jsonc-parser';
import { expect, it } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import type { EventValue } from '../dialects/dialect.ts';
import { dialects } from '../dialects/registry.ts';
import { openInMemory } from './memory-host.ts';
import { sandboxServer } from './servers.ts';
import { defaultSwitches } from './switches.ts';
import { toneVoice } from './tone-voice.ts';

/** The steps of a session that are events, the key filled in. */
function eventsOf(session: string): EventValue[] {
  const steps = parse(session.replaceAll(/\{\s*"\$key":\s*true\s*\}/g, '"sandbox"')) as Record<string, EventValue>[];
  return steps.filter((step) => 'event' in step);
}

it.each(dialects.map((dialect) => [dialect.id, dialect] as const))('%s: the first session', async (id, dialect) => {
  const server = sandboxServer(id);
  if (server === null) throw new Error(`no sandbox for ${id}`);
  expect(server.livePaths).toContain(dialect.paths[0]);
  const clock = fakeClock();
  const reader = dialect.openReader();
  const problems: unknown[] = [];
  const roles: string[] = [];
  let audioBytes = 0;
  const read = (dir: 'sent' | 'received', opcode: 'text' | 'binary', bytes: Uint8Array) => {
    const reading = reader.read({ dir, opcode, bytes });
    if (reading.problem !== null) problems.push(reading.problem);
    if (reading.audio !== null) audioBytes += reading.audio.end - reading.audio.start;
    roles.push(reading.role);
  };
  const world = { clock, voice: toneVoice(), switches: defaultSwitches };
  const client = openInMemory(
    server.behaviour,
    world,
    { model: '' },
    {
      onFrame: (opcode, bytes) => read('received', opcode, bytes),
      onClose: (code) => roles.push(`close ${code}`),
    },
  );
  for (const event of eventsOf(dialect.sampleSession)) {
    const { opcode, bytes } = dialect.encode(event);
    read('sent', opcode, bytes);
    client.send(opcode, bytes);
    await clock.advance(10_000);
  }
  client.close();
  expect(problems).toEqual([]);
  expect(roles.filter((role) => ['unknown', 'error'].includes(role) || role.startsWith('close'))).toEqual([]);
  expect(roles).toContain('done');
  expect(audioBytes).toBeGreaterThan(10_000);
});
