/** The brain between pages and upstreams: plain functions over link-like objects; sockets, clock and dial are parameters. */
import type { Clock } from '../clock/clock.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Problem } from '../problem/problem.ts';
import type { Masker } from '../session/mask.ts';
import type { Transport } from '../transport/transport.ts';
import type { Allowance } from './allowance.ts';
import { KeyGrants } from './key-grants.ts';
import type { RelayLimits } from './limits.ts';
import { Page, type PageLink } from './page.ts';
import type { Session } from './session.ts';
import { SleepWatch } from './sleep-watch.ts';
import type { RuleBoard } from './tap/rules.ts';
import type { TapHub } from './tap/tap-hub.ts';
import type { Upstream } from './upstream.ts';

export type RelayOptions = {
  clock: Clock;
  limits: RelayLimits;
  dialects: readonly Dialect[];
  /** Knows the keys of this launch. */
  masker: Masker;
  /** Asked at each `open`: the sandbox's address is known only once the server listens. */
  upstreams: () => readonly Upstream[];
  transportFor: (upstream: Upstream) => Transport;
  /** Random, new at each start: a page sees by it that the server was restarted. */
  launch: string;
  /** The taps of this server, and the rules over them: pages get them when they ask. */
  taps?: TapHub;
  board?: RuleBoard;
  /** Keys that are granted already: the server's own. */
  grants?: KeyGrants;
  /** Why nothing new is begun: told to pages that come; null for nothing of the kind. */
  goingDown?: () => Problem | null;
  /** What its user may have under way; absent: as much as pages may. */
  allowance?: Allowance;
};

export type RelayParts = RelayOptions & { grants: KeyGrants; forget: (session: Session) => void; opened: () => void };

/** The server's end of one page. */
export type PageEnd = {
  text(json: string): void;
  binary(bytes: Uint8Array): void;
  /** Its user has left: the page's own connections end now, and wait for no page. Taps go on. */
  abandon(): void;
  closed(): void;
};

export type Relay = {
  connect(link: PageLink): PageEnd;
  /** Sessions that still hold something: a live upstream, or entries no page has stored. */
  sessions(): number;
  /** Says it on every page. */
  tell(why: Problem): void;
  /** Pages are told 1012, upstreams 1001. */
  close(): void;
};

export function createRelay(options: RelayOptions): Relay {
  const sessions = new Map<string, Session>();
  const pages = new Set<Page>();
  // Of the relay, not of a page: a page that lost its link comes back as another one.
  const { grants = new KeyGrants() } = options;
  const sleep = new SleepWatch(
    options.clock,
    () => [...sessions.values()].some((session) => session.isLive),
    (ms) => {
      for (const session of sessions.values()) session.slept(ms);
    },
  );
  const forget = (session: Session) => {
    sessions.delete(session.head.id);
    sleep.rest();
    for (const page of pages) page.lost(session);
  };
  return {
    connect(link) {
      const page = new Page(link, { ...options, grants, forget, opened: () => sleep.wake() }, sessions);
      pages.add(page);
      const why = options.goingDown?.() ?? null;
      if (why !== null) page.tell(why);
      return {
        text: (json) => page.text(json),
        binary: (bytes) => page.binary(bytes),
        abandon: () => page.abandon(),
        closed() {
          pages.delete(page);
          page.closed();
        },
      };
    },
    sessions: () => sessions.size,
    tell(why) {
      for (const page of pages) page.tell(why);
    },
    close() {
      sleep.stop();
      // What waits for its batch first: sessions that are given up tell nothing more.
      for (const page of pages) page.flush();
      for (const session of [...sessions.values()]) session.abandon(1001, 'console server stops');
      for (const page of pages) page.end(1012, 'the server restarts');
    },
  };
}
