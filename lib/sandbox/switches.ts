/** The sandbox's switches: from the path segment (`/sandbox/fish~pace=1,id3=off`) or the query. The table is the reference. */
import { utf8Length } from '../bytes/utf8.ts';
import { type FaultPlan, parseFaults } from '../faults/plan.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { isCloseCode } from '../session/close-code.ts';
import type { ProfileShelf } from './profile/shelf.ts';

/** `perSecond` 0 = as fast as the socket drains. */
export type Flood = { perSecond: number; bytes: number; count: number };

export type Switches = {
  /** Name of the profile whose values stand where no switch says otherwise; null for none. */
  profile: string | null;
  afterFinish: 'close' | 'keep';
  /** Of that close. 1005: a close frame without a code; 1006: the connection is lost without a close frame. */
  afterFinishCode: number;
  afterFinishReason: string;
  /** From finish to that close. */
  afterFinishMs: number;
  /** Milliseconds from a flush to the first audio; null = by the request's latency. */
  firstAudioMs: number | null;
  firstAudioLowMs: number;
  firstAudioBalancedMs: number;
  firstAudioNormalMs: number;
  /** On top of it, between 0 and this, drawn from the seed; `time` of the first audio tells what came of it. */
  firstAudioJitterMs: number;
  latencyScale: number;
  /** Sending time as a share of the audio's own time: 0.2 = five times faster than real time. */
  pace: number;
  /** Bytes of audio per frame, in order and then from the first again; none = pieces of realistic length. */
  chunkBytes: readonly number[];
  id3: boolean;
  /** Where the container begins anew: with each session, or after each flush, too. */
  heads: 'session' | 'flush';
  seed: string;
  strict: boolean;
  time: boolean;
  /** Milliseconds without traffic before the connection is dropped; 0 = never. */
  idleMs: number;
  stream: 'session' | 'text';
  perAudio: number;
  /** Whether the last words of a session come in an audio event without audio, after all else (path with timestamps). */
  trailing: boolean;
  /** Word times in multiples of so many ms; 0 = as the engine says (path with timestamps). */
  wordStepMs: number;
  /** Every start is refused with this as `max_concurrency`; null = none is. */
  maxConcurrency: number | null;
  flood: Flood | null;
  closeCode: number | null;
  closeReason: string;
  after: number;
  drop: number | null;
  /** What goes wrong between this server and its client; null for nothing. */
  fault: FaultPlan | null;
};

// First-audio times as third parties measured them (protocol notes T1).
export const defaultSwitches: Switches = {
  profile: null,
  afterFinish: 'keep',
  afterFinishCode: 1000,
  afterFinishReason: '',
  afterFinishMs: 80,
  firstAudioMs: null,
  firstAudioLowMs: 230,
  firstAudioBalancedMs: 250,
  firstAudioNormalMs: 1700,
  firstAudioJitterMs: 0,
  latencyScale: 1,
  pace: 0.2,
  chunkBytes: [],
  id3: true,
  heads: 'session',
  seed: '1',
  strict: false,
  time: true,
  idleMs: 240_000,
  stream: 'session',
  perAudio: 1,
  trailing: true,
  wordStepMs: 0,
  maxConcurrency: null,
  flood: null,
  closeCode: null,
  closeReason: '',
  after: 0,
  drop: null,
  fault: null,
};

/** `form`: what may be written, in words. `read` answers null for what does not fit it. */
type Parser<T> = { form: string; read(text: string): { value: T } | null };

const choice = <T extends string>(...values: T[]): Parser<T> => ({
  form: values.join(' or '),
  read(text) {
    const value = values.find((v) => v === text);
    return value === undefined ? null : { value };
  },
});

const onOff: Parser<boolean> = {
  form: 'on or off',
  read: (text) => (text === 'on' || text === 'off' ? { value: text === 'on' } : null),
};

const number = (low: number, high: number, whole = true): Parser<number> => ({
  form: `a ${whole ? 'whole ' : ''}number from ${low} to ${high}`,
  read(text) {
    const value = Number(text);
    const fits = /^\d+(\.\d+)?$/.test(text) && value >= low && value <= high && (!whole || Number.isInteger(value));
    return fits ? { value } : null;
  },
});

const flood: Parser<Flood> = {
  form: '<per second>x<bytes, 64 to 1048576>x<count>, for example 1000x1024x40000',
  read: readFlood,
};

function readFlood(text: string): { value: Flood } | null {
  const found = /^(\d+)x(\d+)x(\d+)$/.exec(text);
  const [perSecond, bytes, count] = (found ?? []).slice(1).map(Number);
  const fits =
    perSecond !== undefined &&
    bytes !== undefined &&
    count !== undefined &&
    perSecond <= 1_000_000 &&
    bytes >= 64 &&
    bytes <= 1_048_576 &&
    count >= 1 &&
    count <= 10_000_000;
  return fits ? { value: { perSecond, bytes, count } } : null;
}

const closeCode: Parser<number> = {
  form: 'a code a close frame may carry (1000-1003, 1007-1014, 3000-4999)',
  read(text) {
    const code = /^\d{4}$/.test(text) ? Number(text) : 0;
    return isCloseCode(code) ? { value: code } : null;
  },
};

const endCode: Parser<number> = {
  form: 'a code a close frame may carry, 1005 (a close frame without a code) or 1006 (no close frame)',
  read: (text) => (text === '1005' || text === '1006' ? { value: Number(text) } : closeCode.read(text)),
};

/** More pieces than this are told by their distribution. */
export const mostSizes = 256;
const oneSize = number(1, 1_048_576);
const sizes: Parser<readonly number[]> = {
  form: `whole numbers from 1 to 1048576, up to ${mostSizes}, joined by -`,
  read(text) {
    const parts = text.length > 8 * mostSizes ? [] : text.split('-');
    const read = parts.flatMap((part) => oneSize.read(part)?.value ?? []);
    return parts.length > 0 && parts.length <= mostSizes && read.length === parts.length ? { value: read } : null;
  },
};

/** As a profile is called: it stands in addresses. */
export const profileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const profile: Parser<string> = {
  form: 'the name of a profile (letters, digits, dots, _ and -)',
  read: (text) => (profileName.test(text) ? { value: text } : null),
};

const reason: Parser<string> = {
  form: 'at most 123 bytes of UTF-8',
  read: (text) => (utf8Length(text) <= 123 ? { value: text } : null),
};

const anyText: Parser<string> = {
  form: '1 to 64 characters',
  read: (text) => (text.length >= 1 && text.length <= 64 ? { value: text } : null),
};

const fault: Parser<FaultPlan> = {
  form: 'faults joined by +, each as name:value@when (lib/faults/README.md)',
  read(text) {
    const value = parseFaults(text);
    return 'code' in value ? null : { value };
  },
};

const parsers: { readonly [K in keyof Switches]: Parser<Switches[K]> } = {
  profile,
  afterFinish: choice('close', 'keep'),
  afterFinishCode: endCode,
  afterFinishReason: reason,
  afterFinishMs: number(0, 60_000),
  firstAudioMs: number(0, 60_000),
  firstAudioLowMs: number(0, 60_000),
  firstAudioBalancedMs: number(0, 60_000),
  firstAudioNormalMs: number(0, 60_000),
  firstAudioJitterMs: number(0, 60_000),
  latencyScale: number(0, 100, false),
  pace: number(0, 100, false),
  chunkBytes: sizes,
  id3: onOff,
  heads: choice('session', 'flush'),
  seed: anyText,
  strict: onOff,
  time: onOff,
  idleMs: number(0, 3_600_000),
  stream: choice('session', 'text'),
  perAudio: number(1, 1000),
  trailing: onOff,
  wordStepMs: number(0, 1000),
  maxConcurrency: number(0, 1000),
  flood,
  closeCode,
  closeReason: reason,
  after: number(0, 1_000_000),
  drop: number(0, 1_000_000),
  fault,
};

/** What each switch does, in one sentence; the table of README.md says the same, and more where there is more. */
const meanings: Readonly<Record<keyof Switches, string>> = {
  profile: 'Behaves as a recording did: what its profile says holds where no switch says otherwise.',
  afterFinish: 'Whether the server closes after finish, or takes another start.',
  afterFinishCode: 'The code of the close after finish.',
  afterFinishReason: 'The reason that goes with it.',
  afterFinishMs: 'From finish to that close.',
  firstAudioMs: 'From the flush to the first audio; left out, the latency asked for decides.',
  firstAudioLowMs: 'The same for latency low, where firstAudioMs is left out.',
  firstAudioBalancedMs: 'The same for latency balanced.',
  firstAudioNormalMs: 'The same for latency normal.',
  firstAudioJitterMs: 'At most this much more before the first audio, drawn from the seed.',
  latencyScale: 'Multiplies the time to the first audio.',
  pace: "Sending time as a share of the audio's own time: 1 is real time, 0.2 five times faster.",
  chunkBytes: 'Bytes of audio per frame; left out, pieces of realistic length.',
  id3: 'Whether mp3 begins with an empty ID3v2.4 tag.',
  heads: 'Whether the audio is one file for each session, or begins a new one after each flush.',
  seed: 'Decides what is drawn: cuts of the audio, jitter, filler of floods.',
  strict: 'Refuses with an error what lenient servers let pass.',
  time: 'Whether audio and finish carry time.',
  idleMs: 'Drops the connection after so long without a frame; 0 is never.',
  stream: 'fishspeech: one audio file for all texts, or one per text.',
  perAudio: 'fishspeech: binary frames per audio event.',
  trailing: 'With timestamps: whether the last words come in an event of their own, without audio.',
  wordStepMs: 'With timestamps: word times in multiples of this; 0 is as the engine says.',
  maxConcurrency: 'Refuses every start with this as max_concurrency.',
  flood: 'After start: so many frames, of so many bytes, so many a second (0: as fast as they go).',
  closeCode: 'Closes with this code, after as many audio frames as "after" says.',
  closeReason: 'The reason that goes with closeCode.',
  after: 'Audio frames before closeCode; 0 is as soon as start is taken.',
  drop: 'Loses the connection, without a close frame, after so many audio frames.',
  fault: 'Lets things go wrong on purpose, as the table of faults says.',
};

export const switchNames = Object.keys(parsers) as (keyof Switches)[];

/** Every switch with the form of its value and what it does, for those who list them. */
export const switchForms: readonly { name: keyof Switches; form: string; means: string }[] = switchNames.map(
  (name) => ({ name, form: parsers[name].form, means: meanings[name] }),
);

/**
 * Reads switches by name; later pairs win. Values are already percent-decoded. With `shelf` a profile that is named is looked up there,
 * and its values stand below the others.
 * The Problem (`bad_switch`) names the switch in `at.field`.
 */
export function parseSwitches(pairs: readonly (readonly [string, string])[], shelf?: ProfileShelf): Switches | Problem {
  const asked = shelf && pairs.findLast(([name]) => name === 'profile')?.[1];
  const found = asked === undefined ? undefined : shelf?.get(asked);
  if (asked !== undefined && found === undefined && profileName.test(asked))
    return noProfile(asked, shelf?.names() ?? []);
  const switches: Switches = { ...defaultSwitches, ...found?.switches };
  for (const [name, text] of pairs) {
    if (!isSwitch(name)) {
      return problem('bad_switch', `There is no switch "${name}"; there are ${switchNames.join(', ')}.`, {
        field: name,
      });
    }
    const bad = name === 'fault' ? parseFaults(text) : null;
    if (bad !== null && 'code' in bad) return bad;
    const wrong = setSwitch(switches, name, text);
    if (wrong !== null) {
      return problem('bad_switch', `The switch "${name}" takes ${wrong}, not "${text}".`, { field: name });
    }
  }
  return switches;
}

function noProfile(name: string, names: readonly string[]): Problem {
  const there =
    names.length === 0
      ? 'none was loaded: start Wiretone with --profile file.json, or name the file in wiretone.config.json'
      : `there are ${names.join(', ')}`;
  return problem('bad_switch', `There is no profile "${name}"; ${there}.`, { field: 'profile' });
}

function isSwitch(name: string): name is keyof Switches {
  return Object.hasOwn(parsers, name);
}

function setSwitch<K extends keyof Switches>(switches: Switches, name: K, text: string): string | null {
  const parsed = parsers[name].read(text);
  if (parsed === null) return parsers[name].form;
  switches[name] = parsed.value;
  return null;
}
