/** The sessions of a tap as they come and go, told one thing after the other. */
import { isOver } from '../../console/capture/connection-words.ts';
import type { Desk } from '../headless/engine.ts';
import type { RunSession } from '../headless/run-text.ts';

export type TapSession = RunSession & {
  /** From 1, in the order they were seen. */
  number: number;
  /** False for plain HTTP calls. */
  isSocket: boolean;
};

export type TapWatcher = {
  began(session: TapSession): void;
  /** It has more entries, and goes on. Waited for as `ended` is. */
  grew(session: TapSession): Promise<void>;
  /** Waited for before the next one is told. The session is forgotten afterwards. */
  ended(session: TapSession): Promise<void>;
};

export type TapWatch = {
  /** Rejects where the watcher did; never resolves. */
  broken: Promise<never>;
  /** How many there are that are not over, or whose end was not told. */
  open(): number;
  /** Resolves once all that there is was told; what goes on then is not followed. Rejects where the watcher did. */
  stop(): Promise<void>;
};

export function watchTaps(desk: Desk, watcher: TapWatcher): TapWatch {
  /** Those that go on, and how many entries they had when they were told last. */
  const seen = new Map<string, TapSession>();
  const told = new Map<string, number>();
  const done = new Set<string>();
  let count = 0;
  let end: () => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stopping = false;
  const next = () => {
    for (const { id, entries, connection } of desk.state.sessions ?? []) {
      if (done.has(id) || entries === 0) continue;
      if (isOver(connection)) return id;
      if (!seen.has(id)) return id;
    }
    return null;
  };
  const tell = async (id: string) => {
    const kept = desk.core.kept(id);
    if (kept === null) {
      done.add(id);
      return;
    }
    const known = seen.get(id);
    const session = known ?? { ...kept, number: count + 1, isSocket: hasDialled(kept) };
    seen.set(id, session);
    if (known === undefined) {
      count++;
      watcher.began(session);
    }
    if (!isOver(kept.held.session.connection)) return;
    done.add(id);
    await kept.evidence.settled();
    await watcher.ended(session);
    seen.delete(id);
    told.delete(id);
    desk.core.take({ do: 'forget-session', id });
  };
  const grown = () => [...seen].filter(([id, { evidence }]) => evidence.length() !== told.get(id));
  const work = (async () => {
    for (;;) {
      const id = next();
      if (id !== null) {
        await tell(id);
        continue;
      }
      for (const [grownId, session] of grown()) {
        told.set(grownId, session.evidence.length());
        await watcher.grew(session);
      }
      if (next() !== null) continue;
      if (stopping) return;
      await Promise.race([desk.until(() => next() !== null || grown().length > 0), stopped]);
    }
  })();
  const broken = new Promise<never>((_resolve, reject) => {
    work.catch(reject);
  });
  // Told to whoever waits; no unhandled rejection where nobody does.
  broken.catch(() => {});
  return {
    broken,
    open: () => (desk.state.sessions ?? []).filter(({ id }) => !done.has(id)).length,
    async stop() {
      stopping = true;
      end();
      await work;
    },
  };
}

/** The upgrade is the first entry of a socket's record; of a late page there may be a mark before it. */
function hasDialled({ evidence }: RunSession): boolean {
  for (let seq = 1; seq <= Math.min(evidence.length(), 3); seq++) if (evidence.entry(seq).kind === 'dial') return true;
  return false;
}
