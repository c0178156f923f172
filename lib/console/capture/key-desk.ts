/** The keys as far as the worker knows them, one for each upstream: handed over once, then only handle, length and tail. */
import { KeyRef } from '../../dialects/dialect.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Command, Notice, UpstreamInfo } from '../../relay/wire.ts';
import type { KeyState } from '../port.ts';
import type { KeyInfo } from '../state.ts';

/** What waits for the answer: the connection of that id. */
type Waiting = { id: string; go: () => void };
/** A key on its way to the server, and what waits for the answer. */
type Pending = { request: number; waiting: Waiting[] };

export class KeyDesk {
  private readonly known = new Map<string, KeyState>();
  /** Keys that the server holds itself, of the upstreams that were connected to. */
  private readonly held = new Map<string, KeyInfo>();
  private readonly pending = new Map<string, Pending>();
  private requests = 0;
  private readonly send: (command: Command) => void;
  private readonly changed: (keys: ReadonlyMap<string, KeyState>) => void;

  /** `changed` gets a snapshot: what is known of the key of each upstream, by its id. */
  constructor(send: (command: Command) => void, changed: (keys: ReadonlyMap<string, KeyState>) => void) {
    this.send = send;
    this.changed = changed;
  }

  /** The key typed for this upstream and no other; null while there is none. */
  infoOf(upstream: string): KeyInfo | null {
    return this.known.get(upstream)?.info ?? null;
  }

  /** The key for a connection that is opened now: the one typed, else the one that the server holds. */
  forConnection({ id, heldKey }: UpstreamInfo): KeyInfo | null {
    if (heldKey === undefined) this.held.delete(id);
    else this.held.set(id, heldKey);
    return this.infoOf(id) ?? heldKey ?? null;
  }

  /** Hands the key of one upstream to the server; null forgets it. */
  set(upstream: string, value: string | null): void {
    const waiting = this.pending.get(upstream)?.waiting ?? [];
    this.pending.delete(upstream);
    this.tell(upstream, null);
    if (value === null || value === '') {
      for (const { go } of waiting) go();
      return;
    }
    const request = ++this.requests;
    this.pending.set(upstream, { request, waiting });
    this.send({ op: 'key', request, upstream, value });
  }

  /** The server's answer; one to an older key is none. */
  answered({ request, handle, length, tail }: Extract<Notice, { say: 'key' }>): void {
    const found = this.take(request);
    if (found === null) return;
    this.tell(found.upstream, { handle, length, tail });
    for (const { go } of found.waiting) go();
  }

  /** Runs `go`, for the connection `id`, when it is known whether the upstream has a key: at once, or with the server's answer. */
  whenKnown(upstream: string, id: string, go: () => void): void {
    const pending = this.pending.get(upstream);
    if (pending === undefined) go();
    else pending.waiting.push({ id, go });
  }

  /** The connection is not wanted any more: true when it waited for a key, and was never asked for. */
  forgo(id: string): boolean {
    for (const pending of this.pending.values()) {
      const rest = pending.waiting.filter((one) => one.id !== id);
      if (rest.length === pending.waiting.length) continue;
      pending.waiting = rest;
      return true;
    }
    return false;
  }

  /** The server does not take a key. Answers the upstream it was for; null for an older key, or none. */
  refused(request: number, why: Problem): string | null {
    const found = this.take(request);
    if (found === null) return null;
    this.tell(found.upstream, null, why);
    return found.upstream;
  }

  /** No key will come of what is on its way: what waits for the answers is given up. */
  giveUp(): void {
    this.pending.clear();
  }

  /** The server was restarted. True when a key is lost by it. */
  lost(): boolean {
    const held = [...this.known].filter(([, { info }]) => info !== null);
    for (const [upstream] of held) this.tell(upstream, null);
    return held.length > 0;
  }

  /** What `{"$key": true}` becomes in a session with this upstream. Without a key a sandbox gets its public word, no secret. */
  reference(upstream: string, sandbox: boolean): KeyRef | string | null {
    const info = this.infoOf(upstream) ?? this.held.get(upstream) ?? null;
    if (info !== null) return new KeyRef(info.handle, info.length);
    return sandbox ? 'sandbox' : null;
  }

  private take(request: number): { upstream: string; waiting: Waiting[] } | null {
    for (const [upstream, pending] of this.pending) {
      if (pending.request !== request) continue;
      this.pending.delete(upstream);
      return { upstream, waiting: pending.waiting };
    }
    return null;
  }

  private tell(upstream: string, info: KeyInfo | null, why: Problem | null = null): void {
    this.known.set(upstream, { info, problem: why });
    this.changed(new Map(this.known));
  }
}
