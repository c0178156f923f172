import { expect, it } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { drawnRecord, opened } from '../../codegen/testing/drawn-record.ts';
import { dialling, readToItsEnd } from '../../console/capture/connection-words.ts';
import { evidenceOf } from '../../console/capture/evidence-of.ts';
import type { HeldSession } from '../../console/capture/held-session.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Desk } from '../headless/engine.ts';
import { heldRecording } from '../headless/held-recording.ts';
import { watchTaps } from './watch-taps.ts';

/** A desk with sessions of these ids, live until `end`. */
function deskOf(...ids: string[]) {
  const record = drawnRecord(dialectOf('fish') as Dialect, opened('ws://127.0.0.1:9/v1/tts/live', ''));
  const entries = Array.from({ length: record.length }, (_, i) => record.entry(i + 1));
  const held = new Map<string, HeldSession>();
  for (const id of ids) {
    const one = heldRecording({ head: record.head, entries }, id, fakeClock()) as HeldSession;
    one.session.connection = dialling;
    held.set(id, one);
  }
  const waiting = new Set<() => void>();
  const sessions = () =>
    [...held].map(([id, { session }]) => ({ id, entries: session.log.length, connection: session.connection }));
  const touch = () => {
    for (const look of [...waiting]) look();
  };
  const desk = {
    get state() {
      return { sessions: sessions() };
    },
    core: {
      kept: (id: string) => {
        const one = held.get(id);
        return one === undefined ? null : { held: one, evidence: evidenceOf(one) };
      },
      take: ({ id }: { id: string }) => held.delete(id),
    },
    until: (met: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (met()) resolve();
        };
        waiting.add(look);
        look();
      }),
  } as unknown as Desk;
  return {
    desk,
    grow(id: string) {
      held.get(id)?.session.append(99, { kind: 'mark', by: 'relay', says: 'more' });
      touch();
    },
    end(id: string) {
      const one = held.get(id);
      if (one !== undefined) one.session.connection = readToItsEnd;
      touch();
    },
  };
}

it('tells each session: that it began, what is new of it, its end; the one that grows all the time keeps no other waiting', async () => {
  const { desk, grow, end } = deskOf('busy', 'short');
  const told: string[] = [];
  let shortEnded = () => {};
  const isShortOver = new Promise<void>((resolve) => {
    shortEnded = resolve;
  });
  const watch = watchTaps(desk, {
    began: ({ number }) => void told.push(`began ${number}`),
    async grew({ number }) {
      told.push(`grew ${number}`);
      // Far more often than it may take.
      if (number === 1 && told.length < 50) grow('busy');
      if (told.length === 5) end('short');
    },
    async ended({ number }) {
      told.push(`ended ${number}`);
      shortEnded();
    },
  });
  await isShortOver;
  await watch.stop();
  expect(told.slice(0, 6)).toEqual(['began 1', 'began 2', 'grew 1', 'grew 2', 'grew 1', 'ended 2']);
});

it('says so when its watcher fails, without being stopped', async () => {
  const watch = watchTaps(deskOf('one').desk, {
    began() {
      throw new Error('a mistake');
    },
    grew: async () => {},
    ended: async () => {},
  });
  await expect(watch.broken).rejects.toThrow('a mistake');
  await expect(watch.stop()).rejects.toThrow('a mistake');
});
