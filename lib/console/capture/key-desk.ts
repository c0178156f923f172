/** The key as far as the worker knows it: handed over once, then only its handle, length and tail. */
import { KeyRef } from '../../dialects/dialect.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Command, Notice } from '../../relay/wire.ts';
import type { KeyInfo } from '../state.ts';

export class KeyDesk {
  info: KeyInfo | null = null;
  private requests = 0;
  /** What waits for the server's answer; null while nothing is asked. */
  private waiting: (() => void)[] | null = null;
  private readonly send: (command: Command) => void;
  private readonly changed: (info: KeyInfo | null, why: Problem | null) => void;

  constructor(send: (command: Command) => void, changed: (info: KeyInfo | null, why: Problem | null) => void) {
    this.send = send;
    this.changed = changed;
  }

  /** Hands a key to the server; null forgets the one before. */
  set(value: string | null): void {
    this.requests++;
    this.tell(null);
    this.settle();
    if (value === null || value === '') return;
    this.waiting = [];
    this.send({ op: 'key', request: this.requests, value });
  }

  /** The server's answer; one to an older key is none. */
  answered({ request, handle, length, tail }: Extract<Notice, { say: 'key' }>): void {
    if (request !== this.requests) return;
    this.tell({ handle, length, tail });
    this.settle();
  }

  /** Runs `go` when it is known whether there is a key: at once, or with the server's answer. */
  whenKnown(go: () => void): void {
    if (this.waiting === null) go();
    else this.waiting.push(go);
  }

  /** No answer is to be expected: what waits goes on without a key. */
  settle(): void {
    const waiting = this.waiting ?? [];
    this.waiting = null;
    for (const go of waiting) go();
  }

  /** The server does not take the key that was handed over. False when none was. */
  refused(why: Problem): boolean {
    if (this.waiting === null) return false;
    this.waiting = null;
    this.tell(null, why);
    return true;
  }

  /** No key will come of it: what waits for the answer is given up. */
  giveUp(): void {
    this.waiting = null;
  }

  /** The server was restarted. True when a key is lost by it. */
  lost(): boolean {
    if (this.info === null) return false;
    this.tell(null);
    return true;
  }

  /** What `{"$key": true}` becomes. Without a key the sandbox gets its public word, which is no secret. */
  reference(sandbox: boolean): KeyRef | string | null {
    if (this.info !== null) return new KeyRef(this.info.handle, this.info.length);
    return sandbox ? 'sandbox' : null;
  }

  private tell(info: KeyInfo | null, why: Problem | null = null): void {
    this.info = info;
    this.changed(info, why);
  }
}
