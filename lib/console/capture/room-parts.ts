/** What the rooms beside the log get of the capture core. */
import type { FromWorker } from '../port.ts';
import type { Announcer } from './announcer.ts';
import type { LogDesk } from './log-desk.ts';
import type { PageUpdates } from './page-updates.ts';
import type { SessionClocks } from './session-clocks.ts';
import type { SessionDesk, SessionHost } from './session-desk.ts';
import type { SoundDesk } from './sound-desk.ts';

export type RoomParts = {
  host: SessionHost & { post: (message: FromWorker) => void };
  sessions: SessionDesk;
  log: LogDesk;
  sound: SoundDesk;
  announcer: Announcer;
  clocksOf: (id: string) => SessionClocks | null;
  page: Pick<PageUpdates, 'say' | 'touchView' | 'touchDetail'>;
};
