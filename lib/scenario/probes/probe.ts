/** A probe: a question that the documents leave open, the steps that ask a server, and how its answer is read from the record. */
import type { Evidence } from '../evidence.ts';

/** What a probe's run left: the session its steps began on, and those that `$parallel` opened, in the order of the text. */
export type ProbeRecord = { main: Evidence; beside: readonly Evidence[] };

export type Answer = {
  /** One sentence or two; texts of the server in it are shown through `visible`. */
  says: string;
  /** Entries that show it; of the main session, or of the one with this place among those beside it (from 1). */
  seqs: readonly number[];
  socket?: number;
};

export type Probe = {
  /** Kebab case: it stands in command lines. */
  name: string;
  dialect: string;
  question: string;
  /** What is known, and from where. */
  known: string;
  /** It takes longer than half a minute: it runs when it is named, or with --slow. */
  slow: boolean;
  /** `wrong`: the connection is asked for with a key that is none. `deflate`: compression is offered with the upgrade. */
  asks: 'as-usual' | 'wrong-key' | 'deflate';
  /** A scenario. That it breaks off is part of an answer, too. */
  readonly text: string;
  answer(record: ProbeRecord): Answer;
};

export type ProbeParts = Pick<Probe, 'name' | 'dialect' | 'question' | 'known' | 'answer'> &
  Partial<Pick<Probe, 'slow' | 'asks'>> & {
    request?: string;
    /** JSONC, one each; a function where they are too long to be kept. */
    steps: readonly string[] | (() => readonly string[]);
  };

/** Puts the scenario of a probe together when it is asked for. */
export function probe({ request, steps, slow = false, asks = 'as-usual', ...one }: ProbeParts): Probe {
  const head = [
    `"title": ${JSON.stringify(one.question)},`,
    `"about": ${JSON.stringify(one.known)},`,
    `"dialect": ${JSON.stringify(one.dialect)},`,
    ...(request === undefined ? [] : [`"request": ${request},`]),
  ];
  return {
    ...one,
    slow,
    asks,
    get text() {
      const all = (typeof steps === 'function' ? steps() : steps).map((step) => `    ${step}`).join(',\n');
      return `{\n${head.map((line) => `  ${line}\n`).join('')}  "steps": [\n${all}\n  ]\n}\n`;
    },
  };
}
