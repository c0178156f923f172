/** An ear at the loudspeaker: what the page really plays, compared with what was spoken. */
import { expect, type Page } from '@playwright/test';
import { correlate } from '@/lib/audio/correlate.ts';
import { forgetHeard, heardSound, installHeardProbe } from './heard-probe.ts';
import type { Reference } from './reference.ts';
import { rms } from './rms.ts';

export type Ear = {
  /** Waits until the page is louder than `level` (RMS). */
  hears(level: number): Promise<void>;
  /** Holds its breath for `ms` and expects silence. */
  hearsNothing(ms: number): Promise<void>;
  /** How like the reference all is that was heard: 1 for equal up to volume. */
  likeness(reference: Reference): Promise<number>;
};

/** Puts the ear in front of the page's output. Before the first navigation. */
export async function listen(page: Page): Promise<Ear> {
  await installHeardProbe(page);
  return {
    async hears(level) {
      await expect.poll(async () => rms((await heardSound(page)).samples), { timeout: 10_000 }).toBeGreaterThan(level);
    },
    async hearsNothing(ms) {
      // What was on its way when the button was pressed is let through.
      await page.waitForTimeout(150);
      await forgetHeard(page);
      await page.waitForTimeout(ms);
      expect(rms((await heardSound(page)).samples)).toBeLessThan(1e-4);
    },
    async likeness({ samples, sampleRateHz }) {
      // The recorder hands over in blocks; its last one is filled by the silence after the end.
      await page.waitForTimeout(300);
      const heard = await heardSound(page);
      return correlate(heard.samples, samples, { heardHz: heard.sampleRateHz, referenceHz: sampleRateHz }).peak;
    },
  };
}
