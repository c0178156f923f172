/** A console server with a tap between two witnesses, in front of a server whose answers a test decides. For tests only. */

import type { BatchRecord } from '../../relay/batch.ts';
import type { Notice } from '../../relay/wire.ts';
import { type Bench, openBench, openPage, over, type TestPage } from './bench.ts';
import { type ScriptedServer, scriptedServer, type Talk } from './scripted-server.ts';
import { openWitness, type Witness } from './witness.ts';

export type SessionNotice = Extract<Notice, { say: 'session' }>;
export type TapStand = {
  bench: Bench;
  /** A page that takes every tap. */
  page: TestPage;
  scripted: ScriptedServer;
  /** Between client and tap, and between tap and server. */
  before: Witness;
  behind: Witness;
  /** A base URL for a client, through both witnesses: of the scripted server, or of another upstream. */
  base(upstream?: string): string;
  /** The tapped session of this place in the order they began, from 0, once it is over. */
  session(index: number): Promise<{ notice: SessionNotice; records: BatchRecord[] }>;
  close(): Promise<void>;
};

export async function openTapStand(heard: (event: string, talk: Talk) => void): Promise<TapStand> {
  const scripted = await scriptedServer(heard);
  const behind = await openWitness(() => scripted.port);
  let port = 0;
  const before = await openWitness(() => port);
  const own = `own=ws://127.0.0.1:${behind.port},dialect=fish,loopback`;
  const bench = await openBench(['--upstream', own, '--allow-origin', `http://127.0.0.1:${before.port}`]);
  port = bench.server.port();
  const page = await openPage(bench.server);
  page.say({ op: 'taps' });
  const notices = () => page.notices.filter((notice) => notice.say === 'session');
  return {
    bench,
    page,
    scripted,
    before,
    behind,
    base: (upstream = 'own') => `http://127.0.0.1:${before.port}/tap/${upstream}`,
    async session(index) {
      await page.untilNotice(() => notices().length > index);
      const notice = notices()[index] as SessionNotice;
      return { notice, records: await page.until(notice.head.id, over) };
    },
    async close() {
      page.close();
      await bench.close();
      await Promise.all([before.close(), behind.close(), scripted.close()]);
    },
  };
}
