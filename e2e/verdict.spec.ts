/** One file, one verdict: what the page says of the steps is what a terminal says of them. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { shippedScenarios } from '@/lib/scenario/library/shipped.ts';
import type { Report } from '@/lib/scenario/report/scenario-report.ts';
import { Composer } from './composer.page.ts';
import { expect, test } from './test.ts';

const shipped = shippedScenarios.find(({ name }) => name === 'fish-parallel-sockets')?.text ?? '';

const broken = JSON.stringify({
  dialect: 'fish',
  request: { switches: { pace: 0, firstAudioMs: 0 } },
  steps: [
    { event: 'start', request: { text: '', format: 'pcm', sample_rate: 16000 } },
    { event: 'text', text: 'Hello to you all. ' },
    { event: 'stop' },
    { $until: { event: 'finish', within: '15s' } },
    // Once more on the same connection it would be the second.
    { $expect: { event: 'finish', count: 1 } },
    { $expect: { event: 'finish', where: { reason: 'error' } } },
    { $ping: 'not reached' },
  ],
});

/** The same file, run by the program of the terminal. */
function inTerminal(file: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', 'lib/cli/scenario.ts', file, '--report', 'json'];
    execFile(process.execPath, args, (error, out) => (out === '' ? reject(error) : resolve(JSON.parse(out))));
  });
}

test('a file that passes and one that does not, each the same in the page, and the second time', async ({
  page,
  workbench,
}, info) => {
  const composer = new Composer(page);
  for (const [name, text] of Object.entries({ shipped, broken })) {
    const file = info.outputPath(`${name}.jsonc`);
    writeFileSync(file, text);
    const { files } = await inTerminal(file);
    const steps = files[0]?.steps ?? [];
    expect(files[0]?.outcome).toBe(name === 'broken' ? 'expectation-failed' : 'passed');

    await workbench.writeSteps(text);
    await workbench.runAll();
    const states = (await composer.openSteps()).getByRole('listitem').locator('[data-state]');
    const seen = () => states.evaluateAll((all) => all.map((each) => each.getAttribute('data-state')));
    await expect.poll(seen, { timeout: 20_000 }).toEqual(steps.map(({ state }) => state));
    const miss = steps.find((step) => step.miss !== undefined)?.miss;
    if (miss !== undefined) {
      const failed = composer.pane.locator('[data-state="failed"]').last();
      await expect(failed).toContainText(`expected ${miss.expected}, got ${miss.got}`);
    }
    if (name === 'broken') {
      await workbench.runAll();
      await expect(composer.pane).toContainText('On a fresh connection: $expect', { timeout: 20_000 });
      await expect.poll(seen, { timeout: 20_000 }).toEqual(steps.map(({ state }) => state));
    }
    await workbench.disconnect();
  }
});
