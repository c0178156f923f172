/** The list of keys against the page: each key listed does what is said of it, and no key works that is not listed. */
import type { Page } from '@playwright/test';
import { keyHelp } from '@/components/workbench/keys.ts';
import { expect, test } from './test.ts';
import { paneKeys } from './tools/pane-keys.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import type { Workbench } from './workbench.page.ts';

type Probe = (page: Page, workbench: Workbench) => Promise<void>;
const press = (page: Page, key: string) => page.keyboard.press(key);

/** Presses `key` on row `from` and expects row `to` selected and focused. */
const rows =
  (key: string, from: number, to: number | 'last' | 'on' | 'back'): Probe =>
  async (page, workbench) => {
    await workbench.grid.locator(`[aria-rowindex="${from + 2}"]`).click();
    await expect.poll(() => workbench.selectedRow()).toBe(from);
    await press(page, key);
    const last = (await workbench.rowCount()) - 1;
    if (to === 'on') await expect.poll(() => workbench.selectedRow()).toBeGreaterThan(from + 1);
    else if (to === 'back') await expect.poll(() => workbench.selectedRow()).toBeLessThan(from - 1);
    else await expect.poll(() => workbench.selectedRow()).toBe(to === 'last' ? last : to);
    await expect(workbench.grid.getByRole('row', { selected: true })).toBeFocused();
  };

const cursor = (workbench: Workbench) => workbench.inspector.locator('.hex .cursor');
/** Presses `keys` in the bytes of an audio row, from its first byte on, and expects the cursor at `to`. */
const bytes =
  (keys: readonly string[], to: RegExp): Probe =>
  async (page, workbench) => {
    await workbench.openRow('audio');
    await press(page, 'Enter');
    await expect(workbench.inspector.getByRole('grid', { name: 'Bytes' })).toBeFocused();
    for (const key of ['Home', ...keys]) await press(page, key);
    await expect(cursor(workbench)).toHaveAttribute('data-at', to);
  };

const pressed = async (button: ReturnType<Page['getByRole']>, page: Page, key: string) => {
  const before = await button.getAttribute('aria-pressed');
  await press(page, key);
  await expect(button).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true');
  await press(page, key);
  await expect(button).toHaveAttribute('aria-pressed', String(before));
};

const toGrid: Probe = async (_, workbench) => {
  await workbench.grid.locator('[aria-rowindex="2"]').click();
};

const facet =
  (key: string, from: string, to: string): Probe =>
  async (page) => {
    const all = page
      .getByRole('toolbar', { name: 'Kinds' })
      .getByRole('button')
      .or(page.getByRole('toolbar', { name: 'Kinds' }).getByRole('checkbox'));
    const at = (which: string) => (which === 'last' ? all.last() : all.nth(Number(which)));
    await at(from).focus();
    await press(page, key);
    await expect(at(to)).toBeFocused();
  };

const edge =
  (key: string, name: string, side: 'width' | 'height', grows: boolean): Probe =>
  async (page) => {
    const handle = page.getByRole('separator', { name });
    const size = async () => Number(await handle.getAttribute('aria-valuenow'));
    const before = await size();
    expect(before, side).toBeGreaterThan(0);
    await handle.focus();
    await press(page, key);
    await expect.poll(size).toBe(grows ? before + 16 : before - 16);
  };

/** Presses `keys` on the waveform of a session with sound, the cursor at its beginning, all of it in sight. */
const wave =
  (keys: readonly string[], proves: (workbench: Workbench, before: number) => Promise<void>): Probe =>
  async (page, workbench) => {
    await workbench.player.getByRole('button', { name: 'Stop', exact: true }).click({ force: true });
    await workbench.waveform.focus();
    await press(page, 'f');
    await press(page, 'Home');
    await expect.poll(() => cursorS(workbench)).toBe(0);
    // All of it: as many as the log counts.
    const kinds = (await page.getByRole('toolbar', { name: 'Kinds' }).textContent()) ?? '';
    const before = Number(/audio\s*(\d+)/.exec(kinds)?.[1]);
    await expect.poll(() => inView(workbench)).toBe(before);
    for (const key of keys) await press(page, key);
    await proves(workbench, before);
  };
const cursorS = async (workbench: Workbench) => Number(await workbench.waveform.getAttribute('aria-valuenow'));
const inView = async (workbench: Workbench) => {
  const caption = await workbench.frameTable.locator('caption').textContent();
  return Number(/ of (\d+) in view/.exec(caption ?? '')?.[1]);
};
const firstFrame = async (workbench: Workbench) => {
  const text = await workbench.frameTable.getByRole('rowheader').first().textContent();
  return Number(text?.slice(1));
};
const plays = async (workbench: Workbench) => {
  await expect(workbench.playerState).toHaveText(/playing|buffering|ended/i);
  await workbench.player.getByRole('button', { name: 'Stop', exact: true }).click({ force: true });
};

/** Parts of the list whose keys are pressed where their doing is looked at: timeline-reading.spec.ts, replay.spec.ts, compare.spec.ts, lessons.spec.ts. */
const pressedElsewhere = ['Timeline', 'Moment of the record', 'Events side by side', 'Lesson'];

/** By place and key as they stand in the list. */
const probes: Record<string, Probe> = {
  ...paneKeys,
  'Anywhere: Ctrl K': async (page) => {
    await press(page, 'ControlOrMeta+k');
    await expect(page.getByRole('combobox', { name: 'Command' })).toBeFocused();
    await press(page, 'Escape');
  },
  'Anywhere: Ctrl Shift Enter': async (page, workbench) => {
    const tabs = page.getByRole('tab', { name: /sandbox-fish \d/ });
    for (const place of [workbench.editor, workbench.filterBox, page.getByRole('button', { name: /^Theme/ })]) {
      await workbench.disconnect();
      const before = await tabs.count();
      await place.focus();
      await press(page, 'ControlOrMeta+Shift+Enter');
      await expect(tabs).toHaveCount(before + 1);
      await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
      await expect(tabs).toHaveCount(before + 1);
    }
  },
  'Anywhere: Ctrl Alt Enter': async (page, workbench) => {
    const tabs = page.getByRole('tab', { name: /sandbox-fish \d/ });
    await workbench.editor.focus();
    await press(page, 'ControlOrMeta+Home');
    for (let line = 0; line < 2; line++) await press(page, 'ArrowDown');
    for (const place of [workbench.editor, workbench.filterBox]) {
      await workbench.disconnect();
      const before = await tabs.count();
      await place.focus();
      await press(page, 'ControlOrMeta+Alt+Enter');
      await expect(tabs).toHaveCount(before + 1);
      await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
    }
  },
  'Anywhere: Ctrl Enter': async (page, workbench) => {
    await workbench.disconnect();
    await workbench.connect();
    await workbench.editor.focus();
    await press(page, 'ControlOrMeta+Home');
    for (let line = 0; line < 2; line++) await press(page, 'ArrowDown');
    for (const place of [workbench.editor, workbench.filterBox]) {
      await place.focus();
      const before = await workbench.rowsOf('start').count();
      await press(page, 'ControlOrMeta+Enter');
      await expect(workbench.rowsOf('start')).toHaveCount(before + 1);
    }
    await workbench.disconnect();
    await workbench.connect();
    await workbench.runAllButton.click();
    await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
  },
  'Editor: Ctrl M': async (page, workbench) => {
    await workbench.editor.focus();
    await press(page, 'Control+m');
    await press(page, 'Tab');
    await expect.poll(() => workbench.editor.evaluate((box) => box.contains(document.activeElement))).toBe(false);
  },
  'Log: ↓': rows('ArrowDown', 1, 2),
  'Log: j': rows('j', 1, 2),
  'Log: ↑': rows('ArrowUp', 2, 1),
  'Log: k': rows('k', 2, 1),
  'Log: Page Down': rows('PageDown', 0, 'on'),
  'Log: Page Up': rows('PageUp', 6, 'back'),
  'Log: Home': rows('Home', 4, 0),
  'Log: End': rows('End', 1, 'last'),
  'Log: Space': async (page, workbench) => {
    const before = await workbench.rowCount();
    await workbench.openRow('audio');
    await press(page, 'Space');
    // One more may be the mark of a session that stays open and silent.
    await expect.poll(() => workbench.rowCount()).toBeGreaterThan(before + 2);
    await press(page, 'Space');
    await expect.poll(() => workbench.rowCount()).toBeLessThanOrEqual(before + 1);
  },
  'Log: Enter': async (page, workbench) => {
    await workbench.openRow('start');
    await press(page, 'Enter');
    await expect(workbench.inspector.getByRole('grid', { name: 'Bytes' })).toBeFocused();
  },
  'Log: Esc': async (page, workbench) => {
    await workbench.openRow('flush');
    const row = await workbench.selectedRow();
    await press(page, 'Enter');
    await expect(workbench.inspector.getByRole('grid', { name: 'Bytes' })).toBeFocused();
    await press(page, 'Escape');
    await expect(workbench.grid.getByRole('row', { selected: true })).toBeFocused();
    expect(await workbench.selectedRow()).toBe(row);
  },
  'Kinds above the log: →': facet('ArrowRight', '0', '1'),
  'Kinds above the log: ←': facet('ArrowLeft', '1', '0'),
  'Kinds above the log: Home': facet('Home', '3', '0'),
  'Kinds above the log: End': facet('End', '0', 'last'),
  'Anywhere but in a text field: /': async (page, workbench) => {
    await toGrid(page, workbench);
    await press(page, '/');
    await expect(workbench.filterBox).toBeFocused();
    await page.keyboard.type('f?');
    await expect(workbench.filterBox).toHaveValue('f?');
    await press(page, 'Escape');
    await expect(workbench.filterBox).toHaveValue('');
  },
  'Anywhere but in a text field: f': async (page, workbench) => {
    await toGrid(page, workbench);
    await pressed(page.getByRole('button', { name: 'Follow', exact: true }), page, 'f');
  },
  'Anywhere but in a text field: p': async (page, workbench) => {
    await toGrid(page, workbench);
    await pressed(workbench.pauseLog, page, 'p');
  },
  'Anywhere but in a text field: z': async (page, workbench) => {
    await workbench.openRow('start');
    const said = workbench.deltaOf(workbench.rowsOf('flush').first());
    const before = await said.textContent();
    await press(page, 'z');
    await expect(said).not.toHaveText(before ?? '');
    await press(page, 'z');
    await expect(said).toHaveText(before ?? '');
  },
  'Anywhere but in a text field: m': async (page, workbench) => {
    await workbench.openRow('start');
    await press(page, 'm');
    await expect(workbench.pinned).toBeVisible();
    await press(page, 'm');
    await expect(workbench.pinned).toBeHidden();
  },
  'Anywhere but in a text field: h': async (page, workbench) => {
    await workbench.openRow('audio');
    await workbench.stopButton.click({ force: true });
    await expect(workbench.playerState).toHaveText(/stopped/i);
    await press(page, 'h');
    await plays(workbench);
  },
  'Waveform: →': wave(['ArrowRight'], (workbench) => expect.poll(() => cursorS(workbench)).toBeGreaterThan(0)),
  'Waveform: ←': wave(['End', 'ArrowLeft'], async (workbench) => {
    const end = Number(await workbench.waveform.getAttribute('aria-valuemax'));
    // It may not have gone to the end yet.
    await expect.poll(async () => Math.abs((await cursorS(workbench)) / end - 0.75)).toBeLessThan(0.25);
  }),
  'Waveform: Home': wave(['ArrowRight', 'Home'], (workbench) => expect.poll(() => cursorS(workbench)).toBe(0)),
  'Waveform: End': wave(['End'], async (workbench) => {
    const end = Number(await workbench.waveform.getAttribute('aria-valuemax'));
    await expect.poll(() => cursorS(workbench)).toBe(end);
  }),
  'Waveform: .': wave(['.', '.'], (workbench) => expect.poll(() => cursorS(workbench)).toBeGreaterThan(0.3)),
  'Waveform: ,': wave(['.', ','], (workbench) => expect.poll(() => cursorS(workbench)).toBe(0)),
  'Waveform: W': wave(['w', 'w'], async (workbench, all) => {
    await expect.poll(() => inView(workbench)).toBeLessThan(all);
  }),
  'Waveform: S': wave(['w', 'w', 's', 's'], async (workbench, all) => {
    await expect.poll(() => inView(workbench)).toBe(all);
  }),
  'Waveform: F': wave(['w', 'w', 'w', 'f'], async (workbench, all) => {
    await expect.poll(() => inView(workbench)).toBe(all);
  }),
  'Waveform: D': wave(['w', 'w', 'w'], async (workbench) => {
    const before = await firstFrame(workbench);
    for (let i = 0; i < 8; i++) await press(workbench.page, 'd');
    await expect.poll(() => firstFrame(workbench)).toBeGreaterThan(before);
  }),
  'Waveform: A': wave(['w', 'w', 'w'], async (workbench) => {
    const begin = await firstFrame(workbench);
    for (let i = 0; i < 8; i++) await press(workbench.page, 'd');
    await expect.poll(() => firstFrame(workbench)).toBeGreaterThan(begin);
    const before = await firstFrame(workbench);
    for (let i = 0; i < 8; i++) await press(workbench.page, 'a');
    await expect.poll(() => firstFrame(workbench)).toBeLessThan(before);
  }),
  'Waveform: Enter': wave(['.', 'Enter'], plays),
  'Waveform: Space': wave(['Space'], plays),
  'Waveform: L': async (page, workbench) => {
    await workbench.waveform.focus();
    await pressed(workbench.sound.getByRole('button', { name: /^Loop/ }), page, 'l');
  },
  'Anywhere but in a text field: n': async (page, workbench) => {
    await workbench.disconnect();
    await workbench.writeSteps(
      asText([...fishSteps('mp3').slice(0, 3), { event: 'flush' }, ...fishSteps('mp3').slice(3)]),
    );
    await workbench.connect();
    await workbench.runAllButton.click();
    await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
    await toGrid(page, workbench);
    await workbench.showFindings();
    await expect(workbench.inspector.getByRole('article').first()).toBeVisible();
    await toGrid(page, workbench);
    await press(page, 'n');
    const marked = workbench.grid.getByRole('row', { selected: true }).locator('.finding-badge');
    await expect(marked).toBeVisible();
    await expect(workbench.grid.getByRole('row', { selected: true })).toBeFocused();
  },
  'Anywhere but in a text field: N': async (page, workbench) => {
    await press(page, 'Home');
    await press(page, 'N');
    await expect(workbench.grid.getByRole('row', { selected: true }).locator('.finding-badge')).toBeVisible();
    await workbench.inspector.getByRole('tab', { name: /^Fields|^Facts/ }).click();
  },
  'Anywhere but in a text field: ?': async (page, workbench) => {
    await toGrid(page, workbench);
    await press(page, '?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await press(page, 'Escape');
  },
  'Edges of panes: →': edge('ArrowRight', 'Width of the editor', 'width', true),
  'Edges of panes: ←': edge('ArrowLeft', 'Width of the editor', 'width', false),
  'Edges of panes: ↑': edge('ArrowUp', 'Height of the drawer', 'height', true),
  'Edges of panes: ↓': edge('ArrowDown', 'Height of the drawer', 'height', false),
  'Bytes: →': bytes(['ArrowRight', 'ArrowRight'], /^2$/),
  'Bytes: ←': bytes(['ArrowRight', 'ArrowRight', 'ArrowLeft'], /^1$/),
  'Bytes: ↓': bytes(['ArrowDown'], /^16$/),
  'Bytes: ↑': bytes(['ArrowDown', 'ArrowDown', 'ArrowUp'], /^16$/),
  'Bytes: Page Down': bytes(['PageDown'], /^\d{2,}$/),
  'Bytes: Page Up': bytes(['PageDown', 'PageDown', 'PageUp', 'PageUp'], /^\d$/),
  'Bytes: Enter': async (page, workbench) => {
    await workbench.openRow('start');
    await workbench.findInBytes.fill('t');
    await press(page, 'Enter');
    const first = (await cursor(workbench).getAttribute('data-at')) ?? '';
    await press(page, 'Enter');
    await expect(cursor(workbench)).not.toHaveAttribute('data-at', first);
  },
  'Bytes: Shift+Enter': async (page, workbench) => {
    const second = (await cursor(workbench).getAttribute('data-at')) ?? '';
    await press(page, 'Shift+Enter');
    await expect(cursor(workbench)).not.toHaveAttribute('data-at', second);
  },
};

test('every key of the list does what the list says', async ({ page, workbench }) => {
  test.setTimeout(180_000);
  await workbench.editorIsWhole();
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.rowsOf('finish').first()).toBeVisible({ timeout: 20_000 });
  const listed = keyHelp
    .filter(({ where }) => !pressedElsewhere.includes(where))
    .flatMap(({ where, keys }) => keys.flatMap((each) => each.keys.map((key) => `${where}: ${key}`)));
  expect(listed.filter((name) => probes[name] === undefined)).toEqual([]);
  expect(Object.keys(probes).filter((name) => !listed.includes(name))).toEqual([]);
  for (const name of listed)
    await test.step(name, async () => {
      await probes[name]?.(page, workbench);
    });
});
