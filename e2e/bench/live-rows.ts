/** The running product, in Chromium against the production build: what it measures and whom it blames, beside what was really done. */
import { figureOf } from '@/lib/timing/figure.ts';
import { judge, type LateAudio, lateAudio, lateSteps, wholeSeconds } from '../tools/late-audio.ts';
import { type LiveConsole, type LivePage, openLiveConsole } from '../tools/live-console.ts';
import type { Told } from '../tools/page-probe.ts';
import { asText, fishSteps } from '../tools/sessions.ts';
import { type Effort, median } from './measure.ts';
import type { Found, Row } from './row.ts';

let live: Promise<LiveConsole> | null = null;
/** One for all rows, started by the first that needs it. */
export function liveConsole(): Promise<LiveConsole> {
  live ??= openLiveConsole();
  return live;
}

/** Ends what the rows have started. */
export async function closeLive(): Promise<void> {
  await (await live)?.close();
  live = null;
}

/** On a fresh page, which is closed afterwards. */
export async function onPage<T>(
  throughProxy: boolean,
  work: (at: LivePage, console: LiveConsole) => Promise<T>,
): Promise<T> {
  const console = await liveConsole();
  const at = await console.open({ throughProxy });
  try {
    return await work(at, console);
  } finally {
    await at.close();
  }
}

function figure({ figures }: Told, id: Parameters<typeof figureOf>[1]): number {
  return figureOf(figures, id)?.value ?? Number.NaN;
}

const rounded = (values: readonly number[]) => values.map((value) => Math.round(value)).join(' ');

/** Of the first audio, as it is set in the sandbox. */
const setMs = 300;

const firstAudio: Row = {
  id: 'live-first-audio',
  what: `first audio byte of live sessions, off the ${setMs} ms it is set to`,
  baseline: 'the delay that the sandbox was set to',
  unit: 'ms',
  most: 15,
  run: ({ rounds }) =>
    onPage(false, async (at): Promise<Found> => {
      const measured: number[] = [];
      await at.prepare(asText(fishSteps('mp3', 'Here I am. ')), `firstAudioMs=${setMs}`);
      while (measured.length < rounds * 4) measured.push(figure(await at.run({ heard: false }), 'first-byte'));
      const spread = `${Math.min(...measured).toFixed(1)} to ${Math.max(...measured).toFixed(1)} ms`;
      const aside = `${measured.length} sessions: median ${median(measured).toFixed(1)} ms, ${spread}`;
      return { samples: measured.map((ms) => Math.abs(ms - setMs)), aside };
    }),
};

/** Wrong answers; right ones are told aside. */
function blameRow(late: LateAudio): Row {
  const run = ({ rounds }: Effort): Promise<Found> =>
    onPage(late.throughProxy, async (at, console) => {
      const runs = rounds * 2;
      const wrong: string[] = [];
      for (let done = 0; done < runs; done++) {
        const { right, says } = judge(late, await late.run(console, at));
        if (!right) wrong.push(says);
      }
      const aside = [`${runs - wrong.length} of ${runs} right: ${late.by}`, ...wrong.map((says) => `wrong: ${says}`)];
      return { samples: [wrong.length], aside: aside.join('; ') };
    });
  return { id: `blame-${late.id}`, what: `whom it blames: ${late.what}`, baseline: 'none', unit: 'n', most: 0, run };
}

/** Slower than it is heard, a second of sound in every frame: what is enough is so by far, and a tenth less is too little by far. */
const slow = `pace=2,${wholeSeconds}`;

/** Runs in which the real player, set to what the page recommends or a share of it, met what it should not (or met nothing). */
function prebufferRow(id: string, what: string, share: number, isWrong: (underruns: number) => boolean): Row {
  const run = ({ rounds }: Effort): Promise<Found> =>
    onPage(false, async (at) => {
      await at.prepare(lateSteps, slow);
      // On a fresh page the player has its own usual one, which is not enough: that is what the page tells by this session.
      await at.run();
      const enoughMs = await at.setPrebuffer();
      const setMs = share === 1 ? enoughMs : await at.setPrebuffer(Math.floor(enoughMs * share));
      const underruns: number[] = [];
      while (underruns.length < rounds) underruns.push(figure(await at.run(), 'underruns'));
      const aside = `${rounds} runs, ${setMs} ms of sound waited for, ${enoughMs} recommended: underruns ${rounded(underruns)}`;
      return { samples: [underruns.filter(isWrong).length], aside };
    });
  return { id, what, baseline: 'none', unit: 'n', most: 0, run };
}

export const liveRows: readonly Row[] = [
  firstAudio,
  ...lateAudio.map(blameRow),
  prebufferRow('prebuffer-enough', 'runs with an underrun, at the prebuffer that is recommended', 1, (n) => n !== 0),
  prebufferRow('prebuffer-less', 'runs without one, at a tenth less', 0.9, (n) => !(n > 0)),
];
