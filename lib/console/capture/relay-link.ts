/** The one line to the page's server: opened, kept, opened again with patience. What it carries is not looked at here. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { Command, Notice } from '../../relay/wire.ts';
import type { LinkState } from '../state.ts';

/** A WebSocket, as far as the link needs it. */
export type LinkSocket = { send(data: string | Uint8Array<ArrayBuffer>): void; close(): void };

export type LinkEvents = {
  opened(): void;
  text(data: string): void;
  binary(data: Uint8Array): void;
  /** Once, also when it never opened. */
  closed(): void;
};

/** Where a visit of the page's own address ended. */
export type Home = 'here' | 'login' | 'away';

export type LinkHost = {
  clock: Clock;
  open(events: LinkEvents): LinkSocket;
  /**
   * Fetches the page once: after a restart the server's gate wants its new cookie. `login`: it led to the login. `away`: it was not
   * answered. Never rejects.
   */
  visitHome(): Promise<Home>;
};

export type LinkListener = {
  state(state: LinkState): void;
  notice(notice: Notice): void;
  /** `seenMs`: when it came, on this page's clock. */
  batch(bytes: Uint8Array, seenMs: number): void;
  /** The line is up (again): time to resume sessions. Queued commands follow. */
  up(): void;
};

const firstPauseMs = 500;
const longestPauseMs = 8000;
/** While a login is waited for: the user has just come back from it. */
const loginPauseMs = 2000;

export class RelayLink {
  private socket: LinkSocket | null = null;
  private open = false;
  private pauseMs = firstPauseMs;
  private queue: Command[] = [];
  private timer: Timer | undefined;
  private ended = false;
  private readonly host: LinkHost;
  private readonly listener: LinkListener;

  constructor(host: LinkHost, listener: LinkListener) {
    this.host = host;
    this.listener = listener;
  }

  start(): void {
    this.listener.state('connecting');
    this.dial();
  }

  /** Sends a command, or keeps it until the line is up. */
  command(command: Command): void {
    if (this.open) this.socket?.send(JSON.stringify(command));
    else this.queue.push(command);
  }

  /** Sends a command if the line is up; else (false) it is not worth keeping. */
  commandNow(command: Command): boolean {
    if (this.open) this.socket?.send(JSON.stringify(command));
    return this.open;
  }

  /** Sends bytes; false when the line is down (nothing is kept: a frame sent late is another frame). */
  bytes(data: Uint8Array<ArrayBuffer>): boolean {
    if (!this.open) return false;
    this.socket?.send(data);
    return true;
  }

  stop(): void {
    this.ended = true;
    this.host.clock.cancel(this.timer);
    this.socket?.close();
  }

  private dial(): void {
    let everOpen = false;
    let over = false;
    const events: LinkEvents = {
      opened: () => {
        everOpen = true;
        this.open = true;
        this.pauseMs = firstPauseMs;
        this.listener.state('open');
        this.listener.up();
        const queue = this.queue;
        this.queue = [];
        for (const command of queue) this.command(command);
      },
      text: (data) => {
        const notice = noticeOf(data);
        if (notice !== null) this.listener.notice(notice);
      },
      binary: (data) => this.listener.batch(data, this.host.clock.now()),
      closed: () => {
        if (over) return;
        over = true;
        this.open = false;
        this.socket = null;
        if (this.ended) return;
        this.listener.state('lost');
        this.again(everOpen);
      },
    };
    this.socket = this.host.open(events);
  }

  private again(wasOpen: boolean): void {
    const pause = this.pauseMs;
    this.pauseMs = Math.min(longestPauseMs, pause * 2);
    this.timer = this.host.clock.after(pause, () => {
      // Refused without ever opening: a restarted server does not know this page's cookie yet.
      if (wasOpen) this.dial();
      else
        void this.host.visitHome().then((home) => {
          if (this.ended) return;
          if (home === 'login') this.waitForLogin();
          else this.dial();
        });
    });
  }

  /** Nothing is dialled before it: the gate would refuse it. */
  private waitForLogin(): void {
    this.pauseMs = loginPauseMs;
    this.listener.state('login');
    this.again(false);
  }
}

function noticeOf(data: string): Notice | null {
  try {
    const notice: unknown = JSON.parse(data);
    const known = typeof notice === 'object' && notice !== null && typeof (notice as Notice).say === 'string';
    return known ? (notice as Notice) : null;
  } catch {
    return null;
  }
}
