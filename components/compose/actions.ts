/** What the buttons and keys of the editor do. Every way out of the editor goes through the scrubber first. */
import type { ConsoleFacade, Scrubbed } from '@/lib/console/facade.ts';
import type { Run } from '@/lib/console/state.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { insertStep } from './insert-step.ts';
import { outlineOf } from './outline.ts';

/**
 * The text last handed to the console and the sources of its steps, so that their states find them again. `since` is the console's
 * run at that moment: while it still stands, the answer is on its way, and what it says is of an earlier text, `before`; null when
 * nothing of the earlier run is to be shown any more.
 */
export type Ran = {
  upstream: string;
  text: string;
  sources: readonly string[];
  since: Run | null;
  before: Ran | null;
};
export type Composer = {
  drafts: Drafts;
  /** Names and bytes of the files chosen for `{"$file": name}`; a new map after each change. */
  files(): ReadonlyMap<string, Uint8Array>;
  ran(): Ran;
  /** A line to show under the editor; null for none. */
  notice(): string | null;
  /** Called when files, ran or notice change. */
  subscribe(listener: () => void): () => void;

  runAll(): Promise<void>;
  /** Hands the whole text, secrets taken out, to `begin`: for a run of a kind of its own. */
  repeat(begin: (text: string) => void): Promise<void>;
  /** Sends the step at `offset`, by default the one under the caret. */
  send(offset?: number): Promise<void>;
  /** Takes secrets out of the text. Called when the editor is left. */
  scrub(): Promise<string>;
  insert(event: unknown): void;
  addFiles(chosen: Iterable<File>): Promise<void>;
  removeFile(name: string): void;
};

/** Larger files cannot be sent in one frame. */
const fileLimit = 32 * 1024 * 1024;

const composers = new WeakMap<ConsoleFacade, Composer>();

/** The one composer of a console: drafts outlive the pane, which a phone unmounts on every change of tab. */
export function composerOf(facade: ConsoleFacade): Composer {
  const known = composers.get(facade);
  if (known !== undefined) return known;
  const made = createComposer(facade);
  composers.set(facade, made);
  return made;
}

function createComposer(facade: ConsoleFacade): Composer {
  const drafts = createDrafts();
  const listeners = new Set<() => void>();
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  let ran: Ran = { upstream: '', text: '', sources: [], since: null, before: null };
  let notice: string | null = null;
  const changed = () => {
    for (const listener of listeners) listener();
  };

  async function scrub(): Promise<string> {
    const before = drafts.get();
    const scrubbed = await facade.scrub(before.text);
    const now = drafts.get();
    if (now.upstream === before.upstream && now.text === before.text) {
      if (scrubbed.replaced.length > 0) {
        drafts.replace(scrubbed.text, caretAfter(before.text, scrubbed.text, before.caret), 'scrubbed');
        notice = replacedWords(scrubbed);
        changed();
      } else if (notice !== null) {
        notice = null;
        changed();
      }
    }
    return scrubbed.text;
  }

  /**
   * `refused`: what to say when a run is going, which is one at a time and keeps its states on the steps. `whole`: all steps go,
   * and nothing is said any more of the run before.
   */
  async function handOver(whole: boolean, refused: string, act: (text: string) => void): Promise<void> {
    await opened(drafts);
    const { upstream } = drafts.get();
    const text = await scrub();
    const { run } = facade.getState();
    if (run.state === 'running') {
      notice = refused;
      changed();
      return;
    }
    const sources = outlineOf(text).steps.map((step) => step.source);
    ran = { upstream, text, sources, since: run, before: whole ? null : { ...ran, before: null } };
    changed();
    act(text);
  }

  return {
    drafts,
    files: () => files,
    ran: () => ran,
    notice: () => notice,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    scrub,
    runAll: () => handOver(true, 'Not started: a run is going. Stop it first.', (text) => facade.runAll(text)),
    repeat: (begin) => handOver(true, 'Not started: a run is going. Stop it first.', begin),
    async send(offset) {
      const { text: before, caret } = drafts.get();
      const at = offset ?? caret;
      const refused = 'Not sent: a run is going. Stop it first, or send the step when it is over.';
      await handOver(false, refused, (text) => facade.sendStep(text, caretAfter(before, text, at)));
    },
    insert(event) {
      const { text, caret } = drafts.get();
      const added = stepText(event);
      const places = outlineOf(text).steps.map(({ step, name }) => ({ offset: step.offset, end: step.end, name }));
      const done = insertStep(text, places, caret, added, outlineOf(`[${added}]`).steps[0]?.name ?? '?');
      drafts.replace(done.text, done.caret, 'page', true);
    },
    async addFiles(chosen) {
      const next = new Map(files);
      const refused: string[] = [];
      for (const file of chosen) {
        if (file.size > fileLimit) {
          refused.push(file.name);
          continue;
        }
        const bytes = new Uint8Array(await file.arrayBuffer());
        next.set(file.name, bytes);
        facade.setFile(file.name, bytes);
      }
      files = next;
      if (refused.length > 0) notice = `Larger than 32 MiB, not taken: ${refused.join(', ')}`;
      changed();
    },
    removeFile(name) {
      const next = new Map(files);
      next.delete(name);
      files = next;
      facade.removeFile(name);
      changed();
    },
  };
}

/** One line where it fits the pane, else one field a line, indented for the array it goes into. */
function stepText(event: unknown): string {
  const line = JSON.stringify(event, null, 1).replace(/\n\s*/g, ' ');
  return line.length <= 60 ? line : JSON.stringify(event, null, 2).replaceAll('\n', '\n  ');
}

/** Resolves when there is a draft: "Run all" may be pressed before the protocol's code, and with it the first text, is there. */
function opened(drafts: Drafts): Promise<void> {
  if (drafts.get().upstream !== '') return Promise.resolve();
  return new Promise((resolve) => {
    const leave = drafts.subscribe(() => {
      leave();
      resolve();
    });
  });
}

/** Where the caret goes when a part of the text was replaced: it keeps its distance to the unchanged end it was nearer to. */
export function caretAfter(before: string, after: string, caret: number): number {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  if (caret <= head) return caret;
  return Math.max(head, after.length - (before.length - caret));
}

function replacedWords({ replaced }: Scrubbed): string {
  const places = replaced.map(({ line, field }) => `line ${line}${field === null ? '' : `, ${field}`}`).join('; ');
  return `A key was typed into the text (${places}). It was replaced by {"$key": true}: the server fills it in when sending.`;
}
