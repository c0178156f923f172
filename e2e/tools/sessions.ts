/** Steps the browser tests type into the editor: one whole conversation in either dialect. */
import type { AudioFormat } from '@/lib/dialects/dialect.ts';

export const spokenText = 'Hello from the sandbox. Every frame you see is real. ';

type Step = Record<string, unknown>;
const until = (event: string): Step => ({ $until: { event, within: '20s' } });

/** start, text, flush, stop and finish; `request` is laid over the start's own. */
export function fishSteps(format: AudioFormat, text = spokenText, request: Step = {}): Step[] {
  return [
    { event: 'start', request: { text: '', format, latency: 'balanced', ...request } },
    { event: 'text', text },
    { event: 'flush' },
    { event: 'stop' },
    until('finish'),
  ];
}

/** connected, start, ready, text, done. */
export function fishspeechSteps(format: AudioFormat, text = spokenText): Step[] {
  return [
    until('connected'),
    { event: 'start', token: { $key: true }, request: { format, latency: 'balanced' } },
    until('ready'),
    { event: 'text', text },
    until('done'),
  ];
}

/** The steps as the editor holds them: one JSONC array, a step a line. */
export const asText = (steps: readonly Step[]): string =>
  `// Typed by a test.\n[\n${steps.map((step) => `  ${JSON.stringify(step)}`).join(',\n')}\n]\n`;
