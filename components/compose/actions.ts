/**
 * What the buttons and keys of the editor do. Every way out of the editor goes through the scrubber first. What reads the text is
 * fetched when it is needed: the page's first load carries this file.
 */

import { randomId, realClock } from '@/lib/clock/real.ts';
import type { ConsoleFacade, Scrubbed } from '@/lib/console/facade.ts';
import type { Run } from '@/lib/console/state.ts';
import type { Scenario } from '@/lib/scenario/scenario.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import { openShelf } from './draft-shelf.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import type { Environment } from './environment.ts';

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
  /** The session on show at that moment. */
  shown?: string | null;
};
export type Composer = {
  drafts: Drafts;
  /** What is kept of them beyond the page. */
  keeper: DraftKeeper;
  /** Shows the draft of an upstream: that of this page, else the text kept last, else `sample`. */
  open(upstream: string, dialect: string, sample: string): Promise<void>;
  /**
   * Another text in the place of the one on show, which stays as a version; unless it is as it was opened from where it still is:
   * `kept` says so of the new one. Whoever only looks through the library fills no shelf. `focus` false: the focus stays where it is.
   */
  replaceText(text: string, kept?: boolean, focus?: boolean): Promise<void>;
  /** The same with a scenario, which becomes the draft of the upstream it names, where that can be chosen now. */
  openScenario(text: string): Promise<void>;
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
  /** Sends one step that stands in no text: a frame of the log once more. */
  sendApart(source: string): Promise<void>;
  /** Shows a line under the editor until the next is to be shown; null for none. */
  say(words: string | null): void;
  /** Takes secrets out of the text. Called when the editor is left. */
  scrub(): Promise<string>;
  /** A key has become known, as `handle`: takes it out of what was written and kept before. */
  scrubKept(handle: string): Promise<void>;
  /** Sends the steps from the one at `offset` on, by default from the one under the caret. */
  runFrom(offset?: number): Promise<void>;
  /** Puts an event or a directive behind the step under the caret. */
  insert(event: unknown): Promise<void>;
  /**
   * The same with its text, comments and all, wherever the order of a conversation would have it; or behind all steps. Answers where
   * it stands now, from 1.
   */
  insertText(source: string, where?: 'caret' | 'end'): Promise<{ number: number; line: number } | null>;
  environment(): Environment | null;
  /** Takes a file of variables; what is wrong with it becomes the notice. */
  chooseEnvironment(file: File): Promise<void>;
  dropEnvironment(): void;
  addFiles(chosen: Iterable<File>): Promise<void>;
  removeFile(name: string): void;
};

/** Larger files cannot be sent in one frame. */
const fileLimit = 32 * 1024 * 1024;

const neverRan: Ran = { upstream: '', text: '', sources: [], since: null, before: null };

const notStarted = 'Not started: a run is going. Stop it first.';

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
  const keeper = createDraftKeeper({
    drafts,
    shelf: openShelf(),
    clock: realClock,
    newId: randomId,
    scrub: async (text, dialect) =>
      (await import('./text-without-keys.ts')).textWithoutKeys(text, dialect, facade.scrub),
  });
  let opening = '';
  /** By upstream: what was opened and is kept elsewhere as well. */
  const opened = new Map<string, string>();
  const scrubbedOf = new Set<string>();
  const listeners = new Set<() => void>();
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  let ran: Ran = neverRan;
  let notice: string | null = null;
  let environment: Environment | null = null;
  const say = (words: string | null) => {
    notice = words;
    changed();
  };
  const read = async () => {
    const { outlineOf } = await import('./outline.ts');
    return (text: string) => outlineOf(text, environment?.variables);
  };
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
        say(replacedWords(scrubbed));
      } else if (notice !== null) say(null);
    }
    return scrubbed.text;
  }

  /**
   * `refused`: what to say when a run is going, which is one at a time and keeps its states on the steps. `whole`: all steps go,
   * and nothing is said any more of the run before. `anew`: over a connection of its own, where the open one is for something else.
   */
  async function handOver(whole: boolean, refused: string, act: (text: string) => void, anew = false): Promise<void> {
    await begun(drafts);
    const outlineOf = await read();
    const text = await scrub();
    const { run, active: shown } = facade.getState();
    if (run.state === 'running') {
      say(refused);
      return;
    }
    const { steps, scenario } = outlineOf(text);
    if (whole && scenario !== null) await followTo(scenario, text, anew);
    const { upstream } = drafts.get();
    const sources = steps.map((step) => step.own);
    ran = { upstream, text, sources, since: run, before: whole ? null : { ...ran, before: null }, shown };
    changed();
    void keeper.hasRun();
    act(text);
  }

  /** A scenario that names another upstream takes its text along: it becomes the draft of that one, whose own stays as a version. */
  async function followTo(scenario: Scenario, text: string, anew = false): Promise<boolean> {
    const { upstreams, upstream, live } = facade.getState();
    const chosen = upstreams.find(({ id }) => id === upstream);
    const phase = live?.connection.phase;
    const connected = phase === 'dialling' || phase === 'open' || phase === 'closing';
    const { blocksRun } = await import('@/lib/scenario/parse-steps.ts');
    if (chosen === undefined || (connected && (!anew || scenario.problems.some(blocksRun)))) return false;
    const { choiceFor } = await import('@/lib/console/scenario-ask.ts');
    const wanted = choiceFor(scenario, upstreams, chosen)?.upstream;
    if (wanted === undefined || wanted.id === chosen.id) return false;
    facade.setUpstream(wanted.id);
    // A draft that begins with a text is not kept: it is what the next visit begins with as well.
    await open(wanted.id, wanted.dialect, '');
    if (drafts.get().text !== text) await replaceText(text);
    return true;
  }

  async function openScenario(text: string): Promise<void> {
    const outlineOf = await read();
    const { scenario } = outlineOf(text);
    if (scenario === null || !(await followTo(scenario, text))) await replaceText(text);
  }

  async function open(upstream: string, dialect: string, sample: string): Promise<void> {
    opening = upstream;
    const kept = drafts.has(upstream) ? null : await keeper.latest(upstream);
    if (opening === upstream) drafts.open(upstream, dialect, kept ?? sample);
  }

  async function replaceText(text: string, kept = false, focus = true): Promise<void> {
    const { upstream, text: before } = drafts.get();
    if (opened.get(upstream) !== before) await keeper.keepFormer();
    if (drafts.get().upstream !== upstream) return;
    // A step of the new text is none of the old one, even where it reads the same.
    ran = neverRan;
    drafts.replace(text, 0, 'page', focus);
    if (kept) opened.set(upstream, drafts.get().text);
    else opened.delete(upstream);
    changed();
  }

  async function insert(source: string, exact: boolean, where: 'caret' | 'end' = 'caret') {
    const outlineOf = await read();
    const { insertStep } = await import('./insert-step.ts');
    const { listAround } = await import('./list-around.ts');
    const { text, caret: under } = drafts.get();
    const at = where === 'end' ? text.length : under;
    const places = listAround(outlineOf(text), at).map(({ step, name }) => ({
      offset: step.offset,
      end: step.end,
      name,
    }));
    const name = outlineOf(`[${source}]`).steps[0]?.name ?? '?';
    const done = insertStep(text, places, at, source, name, exact);
    // A comment may stand in front of it.
    const found = outlineOf(done.text).steps.find(({ step }) => step.offset >= done.caret)?.step;
    drafts.replace(done.text, found?.offset ?? done.caret, 'page', true);
    return found === undefined ? null : { number: found.index + 1, line: found.line };
  }

  return {
    drafts,
    keeper,
    open,
    replaceText,
    openScenario,
    files: () => files,
    ran: () => ran,
    notice: () => notice,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    scrub,
    async scrubKept(handle) {
      if (scrubbedOf.has(handle)) return;
      scrubbedOf.add(handle);
      await scrub();
      await keeper.scrubAgain(facade.getState().upstreams.map(({ id }) => id)).catch(() => {});
    },
    runAll: () => handOver(true, notStarted, (text) => facade.runAll(text), true),
    repeat: (begin) => handOver(true, notStarted, begin),
    async send(offset) {
      const { text: before, caret } = drafts.get();
      const at = offset ?? caret;
      const refused = 'Not sent: a run is going. Stop it first, or send the step when it is over.';
      await handOver(false, refused, (text) => facade.sendStep(text, caretAfter(before, text, at)));
    },
    async runFrom(offset) {
      const { text: before, caret } = drafts.get();
      const at = offset ?? caret;
      await handOver(true, notStarted, (text) => facade.runFrom(text, caretAfter(before, text, at)));
    },
    async sendApart(source) {
      const text = `[\n${source}\n]`;
      const outlineOf = await read();
      const { run } = facade.getState();
      if (run.state === 'running') {
        say('Not sent: a run is going. Stop it first.');
        return;
      }
      const { steps } = outlineOf(text);
      const sources = steps.map((step) => step.own);
      ran = { upstream: drafts.get().upstream, text, sources, since: run, before: { ...ran, before: null } };
      changed();
      facade.sendStep(text, steps[0]?.step.offset ?? 0);
    },
    say,
    insert: async (event) => void (await insert(stepText(event), false)),
    insertText: (source, where) => insert(source, true, where),
    environment: () => environment,
    async chooseEnvironment(file) {
      const { readEnvironment } = await import('./environment.ts');
      const chosen = await readEnvironment(file);
      if ('says' in chosen) {
        say(chosen.says);
        return;
      }
      environment = chosen;
      facade.setEnvironment(chosen.variables);
      say(null);
    },
    dropEnvironment() {
      environment = null;
      facade.setEnvironment(null);
      changed();
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
      say(refused.length > 0 ? `Larger than 32 MiB, not taken: ${refused.join(', ')}` : notice);
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

/** One line where it fits the pane, else one field a line. */
function stepText(event: unknown): string {
  const line = JSON.stringify(event, null, 1).replace(/\n\s*/g, ' ');
  return line.length <= 60 ? line : JSON.stringify(event, null, 2);
}

/** Resolves when there is a draft: "Run all" may be pressed before the protocol's code, and with it the first text, is there. */
function begun(drafts: Drafts): Promise<void> {
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
