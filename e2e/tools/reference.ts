/** What the sandbox speaks for a session, as samples: the measure for what is heard. */
import { parse } from 'jsonc-parser';
import type { AudioFormat } from '@/lib/dialects/dialect.ts';
import { renderReference } from '@/lib/sandbox/node/reference.ts';

export type Reference = { samples: Float32Array; sampleRateHz: number };
type Step = { event?: string; text?: string };

/** The text the server holds at each flush, and at the end. In fishspeech each text stands alone. */
function spokenParts(steps: readonly Step[], dialect: string): string[] {
  const parts = [''];
  for (const { event, text = '' } of steps) {
    if (event === 'text') parts[parts.length - 1] += text;
    const ends = dialect === 'fish' ? event === 'flush' || event === 'stop' : event === 'text';
    if (ends) parts.push('');
  }
  return parts.filter((part) => part !== '');
}

/** Speaks the `text` events of a JSONC array of steps at the rate the format has unless told otherwise. */
export async function referenceOf(stepsText: string, dialect: string, format: AudioFormat): Promise<Reference> {
  const texts = spokenParts(parse(stepsText) as Step[], dialect);
  const sampleRateHz = format === 'opus' ? 48_000 : 44_100;
  return { samples: await renderReference({ texts, sampleRateHz, buffered: dialect === 'fish' }), sampleRateHz };
}
