'use client';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { blankState } from './blank-state.ts';

type Verb = Exclude<keyof ConsoleFacade, 'getState' | 'subscribe' | 'dispose'>;

/**
 * A console whose code comes after the first paint. Until then it shows the blank state; what it is asked before the list
 * of upstreams is there it keeps, in order, and hands on then. `start` may be called again after `dispose`.
 */
export class LateConsole {
  private readonly load: () => Promise<ConsoleFacade>;
  private readonly listeners = new Set<() => void>();
  private kept: ((console: ConsoleFacade) => void)[] = [];
  private console: ConsoleFacade | null = null;
  private leave: () => void = () => {};
  private wanted = 0;

  constructor(load: () => Promise<ConsoleFacade>) {
    this.load = load;
  }

  start(): void {
    const mine = ++this.wanted;
    void this.load().then((console) => {
      if (mine !== this.wanted) console.dispose();
      else this.attach(console);
    });
  }

  /** The same verbs as the real one; a single object for the page's life. */
  readonly facade: ConsoleFacade = new Proxy({} as ConsoleFacade, {
    get: (known: ConsoleFacade, name: string | symbol) => {
      // Not a promise, and nothing a debugger may ask for: only verbs are made.
      if (typeof name !== 'string' || name === 'then') return undefined;
      const made = known as Record<string, unknown>;
      made[name] ??= this.verb(name as keyof ConsoleFacade);
      return made[name];
    },
  });

  private verb(name: keyof ConsoleFacade): unknown {
    if (name === 'getState') return () => this.console?.getState() ?? blankState;
    if (name === 'subscribe') return (listener: () => void) => this.subscribe(listener);
    if (name === 'dispose') return () => this.dispose();
    return (...args: unknown[]) => this.hand(name, args);
  }

  /** Verbs that answer do so with a promise, so that waiting for the code changes nothing for the caller. */
  private hand(name: Verb, args: unknown[]): unknown {
    const ask = (console: ConsoleFacade) => (console[name] as (...args: unknown[]) => unknown)(...args);
    if (this.console !== null && this.kept.length === 0 && isReady(this.console)) return ask(this.console);
    return new Promise((resolve) => this.kept.push((console) => resolve(ask(console))));
  }

  private subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private attach(console: ConsoleFacade): void {
    this.console = console;
    this.leave = console.subscribe(() => this.tell());
    this.tell();
  }

  private tell(): void {
    const { console } = this;
    if (console !== null && isReady(console)) for (const ask of this.kept.splice(0)) ask(console);
    for (const listener of this.listeners) listener();
  }

  dispose(): void {
    this.wanted++;
    this.leave();
    this.console?.dispose();
    this.console = null;
    this.kept = [];
  }
}

/** Without the upstreams nothing can be dialled, and a click would be lost. */
function isReady(console: ConsoleFacade): boolean {
  return console.getState().upstreams.length > 0;
}
