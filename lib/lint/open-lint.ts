/** The fold behind the findings: entries in, findings out, live or over a session that is complete. */
import { sniffMagic } from '../audio/sniff.ts';
import type { AudioAsk, Dialect, Reading } from '../dialects/dialect.ts';
import type { Finding, Reporter, RuleText, Severity } from '../dialects/rule.ts';
import { crossedClient } from '../session/client-view.ts';
import type { Entry } from '../session/entry.ts';
import type { TimingView } from '../timing/timing-view.ts';
import { containerRules } from './container/container-rules.ts';
import { openContainerLint } from './container/open-container-lint.ts';
import { FindingList } from './finding-list.ts';
import { openTimingLint } from './timing/open-timing-lint.ts';
import { timingRules } from './timing/timing-rules.ts';

/** Watches the container of one stream of audio. `spanStart`: where `bytes` begin in the frame of entry `seq`. */
export type ContainerMachine = { audio(seq: number, bytes: Uint8Array, spanStart: number): void; end(): void };
/** The rules about containers, which are the same in every dialect. */
export type ContainerRules = {
  rules: readonly RuleText[];
  open(ask: AudioAsk, reporter: Reporter): ContainerMachine;
};

const standardContainer: ContainerRules = { rules: containerRules, open: openContainerLint };

export type Lint = {
  /** The next entry, in order, with its reading (null for an entry that is no frame) and the audio asked for by then. */
  take(entry: Entry, reading: Reading | null, ask?: AudioAsk): void;
  /** The session's time in ms, about once a second while it is open, so that silence is noticed. */
  time(t: number): void;
  /** What timing says of the session by now, also after `end`: decoding and playback tell late. */
  timing(view: TimingView): void;
  /**
   * The record has no more. Only marks of how it was played may be taken after it. `knowsEnd`: false where it does not hold the end
   * of its connection, so that nothing is said of what never came.
   */
  end(knowsEnd?: boolean): void;
  /** Errors first; a new array whenever `version` has changed. */
  findings(): readonly Finding[];
  /** Rises with every change of the findings. */
  readonly version: number;
};

/** Every rule that may speak about a session in this dialect: for tables and pages. */
export function ruleTable(dialect: Dialect): readonly RuleText[] {
  return [...dialect.rules.rules, ...containerRules, ...timingRules];
}

/** Opens the rules of a dialect over one session; with null for `container`, without those about the audio itself. */
export function openLint(dialect: Dialect, container: ContainerRules | null = standardContainer): Lint {
  const list = new FindingList([...dialect.rules.rules, ...(container?.rules ?? []), ...timingRules]);
  const timing = openTimingLint(list);
  const machine = dialect.rules.open(list);
  const streams = container === null ? null : openStreams(container, list);
  return {
    take(entry, reading, ask) {
      if (entry.kind === 'frame' && !crossedClient(entry)) return;
      machine.entry(entry, reading);
      if (entry.kind === 'frame' && reading !== null) streams?.frame(entry.seq, entry.bytes, reading, ask);
      if (entry.kind === 'close') streams?.end();
    },
    time: (t) => machine.time(t),
    timing: (view) => timing.take(view),
    end(knowsEnd = true) {
      if (knowsEnd) streams?.end();
      else streams?.cut();
      machine.end(knowsEnd);
    },
    findings: () => list.all(),
    get version() {
      return list.version;
    },
  };
}

/** One container machine per stream: the audio of one round, asked for in one way. */
function openStreams(container: ContainerRules, reporter: Reporter) {
  let machine: ContainerMachine | null = null;
  let round = -1;
  let asked: AudioAsk | undefined;
  let done = false;
  let cancelled = false;
  const end = () => {
    machine?.end();
    machine = null;
  };
  return {
    end,
    /** The record breaks off: only sound that the server called done is known to be all. */
    cut() {
      if (done) end();
      machine = null;
    },
    frame(seq: number, bytes: Uint8Array, reading: Reading, ask: AudioAsk | undefined): void {
      if (reading.role === 'cancel') cancelled = true;
      if (reading.role === 'done') done = true;
      const span = reading.audio;
      if (span === null || ask === undefined || span.start === span.end) return;
      const piece = bytes.subarray(span.start, span.end);
      // Where each text has its own done, one stream may go on over many texts, or begin again with its header.
      const restarts = done && sniffMagic(piece) !== null;
      // What the client gave up may break off anywhere.
      if (restarts && cancelled) machine = null;
      if (restarts || round !== reading.round || !sameAsk(asked, ask)) end();
      if (done) cancelled = false;
      done = false;
      machine ??= container.open(ask, reporter);
      round = reading.round;
      asked = ask;
      machine.audio(seq, piece, span.start);
    },
  };
}

function sameAsk(a: AudioAsk | undefined, b: AudioAsk): boolean {
  return a !== undefined && a.format === b.format && a.sampleRateHz === b.sampleRateHz;
}

/** How many findings of each severity. */
export function findingCounts(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
