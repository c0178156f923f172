/** What must go on at its pace while nobody looks: the page in a tab that is really hidden. */
import { type HiddenTab, openTab } from '../tools/hidden-tab.ts';
import { liveConsole } from './live-rows.ts';
import type { Found, Row } from './row.ts';

const perSecond = 50;
const seconds = 60;
const count = perSecond * seconds + 1;

/** No flush and no end: what is measured is what goes up. */
const steps = [
  { event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } },
  { $tokens: 'a '.repeat(count), like: 'words', perSecond },
];
/** On lines of its own, as one types it: what an editor completes by itself stays out of it. */
const scenario = JSON.stringify(steps, null, 2);

/** Keeps the recorder's time of every row of text that was sent, and what is said of the steps, as the capture worker tells the page. */
const probe = `
  globalThis.sentAt = new Map();
  globalThis.Worker = class extends globalThis.Worker {
    constructor(url, options) {
      super(url, options);
      if (options?.name !== 'capture') return;
      this.addEventListener('message', ({ data }) => {
        for (const row of data.patch?.view?.rows ?? []) {
          if (row.dir === 'sent' && row.kind === 'text') globalThis.sentAt.set(row.seq, row.t);
        }
        if (data.patch?.run !== undefined) globalThis.runNow = data.patch.run;
      });
    }
  };
`;

const button = (name: string) =>
  `[...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith('${name}'))`;

/** Puts the scenario into the editor. While that is still loading parts of itself it may put back what was there: then once more. */
async function write(tab: HiddenTab): Promise<void> {
  const text = 'document.body.innerText';
  for (let attempts = 0; attempts < 5; attempts++) {
    await tab.evaluate(
      `document.querySelector('.monaco-editor .native-edit-context, .monaco-editor textarea').focus()`,
    );
    await tab.control('a');
    await tab.type(scenario);
    // As long as it takes to read it.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // The editor draws what is in sight alone; the pane says what it has read.
    if (/\b2 steps\b/.test(await tab.evaluate<string>(text))) return;
  }
  throw new Error('the editor does not take the scenario');
}

export const hiddenRows: readonly Row[] = [
  {
    id: 'tokens-hidden',
    what: `the last of ${count} tokens at ${perSecond} a second, off its moment, in a tab that is hidden`,
    baseline: `the plan: ${seconds} s`,
    unit: 'ms',
    // 2 %.
    most: seconds * 20,
    async run(): Promise<Found> {
      const tab = await openTab((await liveConsole()).address, probe);
      try {
        await tab.until(`document.querySelector('.monaco-editor .view-line') !== null`, 60_000);
        await write(tab);
        await tab.evaluate(`${button('Run all')}.click()`);
        await tab.until('globalThis.sentAt.size > 0', 20_000);
        await tab.hide();
        await tab.until(`globalThis.runNow?.state !== 'running'`, (seconds + 30) * 1000);
        const run = await tab.evaluate<{ state: string; steps: { words: string }[] }>('globalThis.runNow');
        const times = await tab.evaluate<number[]>('[...globalThis.sentAt.values()].sort((a, b) => a - b)');
        const took = (times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN);
        const late = times.map((t, i) => t - (times[0] ?? 0) - i * (1000 / perSecond));
        if (times.length !== count)
          throw new Error(`${times.length} of ${count} rows were told: ${JSON.stringify(run)}`);
        const pace = ((times.length - 1) / took) * 1000;
        const worst = Math.max(...late.map(Math.abs));
        const aside = `${pace.toFixed(3)} a second (${((pace / perSecond - 1) * 100).toFixed(3)} %), the most a single one was off: ${worst.toFixed(1)} ms; the page: ${run.steps[1]?.words}`;
        return { samples: [Math.abs(took - seconds * 1000)], aside };
      } finally {
        await tab.close();
      }
    },
  },
];
