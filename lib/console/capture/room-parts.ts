/** What the rooms beside the log get of the capture core. */
import type { FromWorker } from '../port.ts';
import type { Announcer } from './announcer.ts';
import type { LogDesk } from './log-desk.ts';
import type { PageUpdates } from './page-updates.ts';
import type { RelayLink } from './relay-link.ts';
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
  /** The line to the server; null before it was begun. */
  link: () => Pick<RelayLink, 'commandNow' | 'bytes'> | null;
  page: Pick<PageUpdates, 'say' | 'touchView' | 'touchDetail'>;
};
