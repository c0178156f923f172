/**
 * Keeps what is typed: soon after each change, under an id of this page's life, so that two tabs never write over each other. What
 * another tab, an earlier visit or a text that was replaced left behind stays beside it as a version.
 */
import type { Clock } from '@/lib/clock/clock.ts';
import type { DraftShelf, KeptText } from './draft-shelf.ts';
import type { Drafts } from './drafts.ts';
import { differsMuch } from './text-change.ts';

export type DraftKeeper = {
  /** The text kept last for an upstream; null for none. */
  latest(upstream: string): Promise<string | null>;
  /** Texts kept for an upstream beside the one on show, the newest first, each text once. */
  versions(upstream: string): Promise<KeptText[]>;
  /** The text on show is about to give way to another: it stays as a version of its own. */
  keepFormer(): Promise<void>;
  /** The text on show is run: the one that ran before it stays as a version where it differs much. */
  hasRun(): Promise<void>;
  /** Takes out of what is kept for these upstreams the secrets that were not known as such when it was kept. */
  scrubAgain(upstreams: readonly string[]): Promise<void>;
  /** Writes at once what waits to be written. */
  flush(): Promise<void>;
  /** True while something typed is not kept yet, or cannot be. */
  unsaved(): boolean;
};

export type KeeperParts = {
  drafts: Drafts;
  shelf: Promise<DraftShelf | null>;
  /** Takes the secrets out of a text of this dialect. */
  scrub(text: string, dialect: string): Promise<string>;
  clock: Pick<Clock, 'wall' | 'after'>;
  newId(): string;
};

const waitMs = 150;
const mostVersions = 30;

export function createDraftKeeper({ drafts, shelf, scrub, clock, newId }: KeeperParts): DraftKeeper {
  /** By upstream: the id its text is kept under, and the text that is there (or began there). */
  const ids = new Map<string, string>();
  const known = new Map<string, string>();
  const dirty = new Map<string, { dialect: string; text: string }>();
  /** By upstream: the text before the next change, and the one that ran last. */
  const seen = new Map<string, string>();
  const ran = new Map<string, string>();
  /** Former texts that could not be kept beyond the page. */
  const fleeting: KeptText[] = [];
  let planned = false;
  let writing = Promise.resolve();

  const idOf = (upstream: string) => {
    const id = ids.get(upstream) ?? newId();
    ids.set(upstream, id);
    return id;
  };

  async function write(upstream: string, { dialect, text }: { dialect: string; text: string }): Promise<void> {
    const isNew = !ids.has(upstream);
    const id = idOf(upstream);
    const kept = { id, upstream, dialect, text: await scrub(text, dialect), at: clock.wall() };
    const open = await shelf;
    if (open === null) throw new Error('nothing is kept here');
    await open.put(kept);
    if (isNew) await thinOut(open, upstream);
  }

  async function thinOut(open: DraftShelf, upstream: string): Promise<void> {
    const old = (await open.all(upstream)).sort((a, b) => b.at - a.at).slice(mostVersions);
    if (old.length > 0) await open.remove(old.map((each) => each.id));
  }

  /** Keeps a text that gave way, under an id of its own; one that is there already is only the newest then. */
  function keepApart(upstream: string, dialect: string, former: string): void {
    if (former.trim() === '') return;
    const at = clock.wall();
    writing = writing.then(async () => {
      const text = await scrub(former, dialect);
      try {
        const open = await shelf;
        if (open === null) throw new Error('nothing is kept here');
        const same = (await open.all(upstream)).find((each) => each.text === text && each.id !== ids.get(upstream));
        await open.put({ id: same?.id ?? newId(), upstream, dialect, text, at });
        if (same === undefined) await thinOut(open, upstream);
      } catch {
        fleeting.push({ id: newId(), upstream, dialect, text, at });
      }
    });
  }

  function flush(): Promise<void> {
    planned = false;
    const due = [...dirty];
    writing = writing.then(async () => {
      for (const [upstream, what] of due) {
        try {
          await write(upstream, what);
          known.set(upstream, what.text);
          if (dirty.get(upstream)?.text === what.text) dirty.delete(upstream);
        } catch {
          // Full or forbidden: it stays unsaved, and the next change tries again.
        }
      }
    });
    return writing;
  }

  drafts.subscribe(() => {
    const { upstream, dialect, text, cause } = drafts.get();
    if (upstream === '') return;
    const former = seen.get(upstream);
    seen.set(upstream, text);
    if (cause === 'typed' && former !== undefined && differsMuch(former, text)) keepApart(upstream, dialect, former);
    const told = dirty.get(upstream)?.text ?? known.get(upstream);
    // What a draft begins with is kept already, or is the sample; unless it was typed before there was a draft.
    if (told === undefined && cause !== 'typed') known.set(upstream, text);
    if (told === text || (told === undefined && cause !== 'typed')) return;
    dirty.set(upstream, { dialect, text });
    if (planned) return;
    planned = true;
    clock.after(waitMs, () => void flush());
  });

  return {
    async latest(upstream) {
      const all = (await (await shelf)?.all(upstream)) ?? [];
      const newest = all.reduce<KeptText | null>(
        (best, each) => (best === null || each.at > best.at ? each : best),
        null,
      );
      return newest?.text ?? null;
    },
    async versions(upstream) {
      const all = (await (await shelf)?.all(upstream)) ?? [];
      const shown = drafts.get();
      const met = new Set(shown.upstream === upstream ? [shown.text] : []);
      const others = [...all, ...fleeting.filter((each) => each.upstream === upstream)]
        .filter(({ id }) => id !== ids.get(upstream))
        .sort((a, b) => b.at - a.at);
      return others.filter(({ text }) => !met.has(text) && met.add(text));
    },
    async keepFormer() {
      const { upstream, dialect } = drafts.get();
      let text: string | null = null;
      // Until it is what was kept: it may be typed into meanwhile.
      while (drafts.get().upstream === upstream && drafts.get().text !== text) {
        text = drafts.get().text;
        if (upstream === '' || text.trim() === '') return;
        dirty.set(upstream, { dialect, text });
        await flush();
      }
      if (text !== null && dirty.get(upstream)?.text === text)
        fleeting.push({ id: newId(), upstream, dialect, text, at: clock.wall() });
      ids.delete(upstream);
    },
    hasRun() {
      const { upstream, dialect, text } = drafts.get();
      const before = ran.get(upstream);
      ran.set(upstream, text);
      if (before !== undefined && differsMuch(before, text)) keepApart(upstream, dialect, before);
      return writing;
    },
    scrubAgain(upstreams) {
      writing = writing.then(async () => {
        const open = await shelf;
        if (open === null) return;
        for (const upstream of upstreams) {
          for (const kept of await open.all(upstream)) {
            const text = await scrub(kept.text, kept.dialect);
            if (text !== kept.text) await open.put({ ...kept, text });
          }
        }
      });
      const done = writing;
      writing = done.catch(() => {});
      return done;
    },
    flush,
    unsaved: () => dirty.size > 0,
  };
}
