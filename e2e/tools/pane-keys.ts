/** What the keys of the smaller lists do: pinned rows, tabs of sessions, fields, items of a stream. For the test of the list of keys. */
import { expect, type Page } from '@playwright/test';
import type { Workbench } from '../workbench.page.ts';

type Probe = (page: Page, workbench: Workbench) => Promise<void>;

/** Pins two rows, presses `keys` on the second of them, and lets go of what is left. */
const pins =
  (keys: readonly string[], proves: Probe): Probe =>
  async (page, workbench) => {
    for (const kind of ['start', 'flush']) {
      await workbench.openRow(kind);
      await page.keyboard.press('m');
    }
    await expect(workbench.pinned.getByRole('row')).toHaveCount(2);
    await workbench.pinned.getByRole('row').last().focus();
    for (const key of keys) await page.keyboard.press(key);
    await proves(page, workbench);
    for (let left = await workbench.pinned.getByRole('row').count(); left > 0; left--) {
      await workbench.pinned.getByRole('row').first().focus();
      await page.keyboard.press('m');
      await expect(workbench.pinned.getByRole('row')).toHaveCount(left - 1);
    }
  };
const pinInFocus =
  (place: 'first' | 'last'): Probe =>
  (_, workbench) =>
    expect(workbench.pinned.getByRole('row')[place]()).toBeFocused();
const pinLeft: Probe = (_, workbench) => expect(workbench.pinned.getByRole('row')).toHaveCount(1);

/** Presses `keys` in the fields of a start event, its first field chosen, and expects this one chosen. */
const fields =
  (keys: readonly string[], to: number | 'last'): Probe =>
  async (page, workbench) => {
    await workbench.openRow('start');
    const tree = workbench.inspector.getByRole('tree', { name: 'Fields' });
    await tree.focus();
    for (const key of ['Home', ...keys]) await page.keyboard.press(key);
    const items = tree.getByRole('treeitem');
    await expect(to === 'last' ? items.last() : items.nth(to)).toHaveAttribute('aria-selected', 'true');
  };
/** The same, and expects this field folded or not. */
const folds =
  (keys: readonly string[], at: number, expanded: boolean): Probe =>
  async (page, workbench) => {
    await fields(keys, at)(page, workbench);
    const item = workbench.inspector.getByRole('tree', { name: 'Fields' }).getByRole('treeitem').nth(at);
    await expect(item).toHaveAttribute('aria-expanded', String(expanded));
  };

/** Presses `keys` on the items of the stream, and expects the chosen one to be this. */
const items =
  (keys: readonly string[], to: (of: number) => number): Probe =>
  async (page, workbench) => {
    await workbench.openRow('audio');
    await workbench.showStream();
    const list = workbench.inspector.getByRole('listbox', { name: 'Items of the stream' });
    const chosen = list.getByRole('option', { selected: true });
    await list.focus();
    await page.keyboard.press('Home');
    await expect(chosen).toHaveAttribute('aria-posinset', '1');
    const of = Number(await chosen.getAttribute('aria-setsize'));
    for (const key of keys) await page.keyboard.press(key);
    await expect.poll(async () => Number(await chosen.getAttribute('aria-posinset'))).toBe(to(of));
    await workbench.inspector.getByRole('tab', { name: /^Fields|^Facts/ }).click();
  };

const tabs =
  (key: string, step: number): Probe =>
  async (page, workbench) => {
    const all = workbench.sessionTabs;
    const count = await all.count();
    const names = await all.evaluateAll((each) => each.map((tab) => tab.ariaSelected));
    const at = names.indexOf('true');
    await all.nth(at).focus();
    await page.keyboard.press(key);
    await expect(all.nth((at + step + count) % count)).toBeFocused();
    await expect(all.nth((at + step + count) % count)).toHaveAttribute('aria-selected', 'true');
    await all.nth(at).click();
    await expect(all.nth(at)).toHaveAttribute('aria-selected', 'true');
  };

/** By place and key as they stand in the list. */
export const paneKeys: Record<string, Probe> = {
  'Pinned rows: ↑': pins(['ArrowUp'], pinInFocus('first')),
  'Pinned rows: ↓': pins(['Home', 'ArrowDown'], pinInFocus('last')),
  'Pinned rows: Home': pins(['Home'], pinInFocus('first')),
  'Pinned rows: End': pins(['Home', 'End'], pinInFocus('last')),
  'Pinned rows: Enter': pins(['Home', 'Enter'], async (_, workbench) => {
    await expect(workbench.grid.getByRole('row', { selected: true })).toBeFocused();
    await expect(workbench.rowsOf('start').first()).toHaveAttribute('aria-selected', 'true');
  }),
  'Pinned rows: m': pins(['m'], pinLeft),
  'Pinned rows: Delete': pins(['Delete'], pinLeft),
  'Pinned rows: z': async (page, workbench) => {
    const said = workbench.deltaOf(workbench.rowsOf('finish').first());
    const before = await said.textContent();
    await pins(['z'], () => expect(said).not.toHaveText(before ?? ''))(page, workbench);
    await workbench.openRow('flush');
    await page.keyboard.press('z');
    await expect(said).toHaveText(before ?? '');
  },
  'Sessions: →': tabs('ArrowRight', 1),
  'Sessions: ←': tabs('ArrowLeft', -1),
  'Sessions: Delete': async (page, workbench) => {
    const all = workbench.sessionTabs;
    const count = await all.count();
    await all.first().click();
    await expect(all.first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Delete');
    await expect(all).toHaveCount(count - 1);
    await all.last().click();
    await expect(all.last()).toHaveAttribute('aria-selected', 'true');
  },
  'Fields: ↓': fields(['ArrowDown'], 1),
  'Fields: ↑': fields(['ArrowDown', 'ArrowDown', 'ArrowUp'], 1),
  'Fields: Home': fields(['ArrowDown', 'Home'], 0),
  'Fields: End': fields(['End'], 'last'),
  'Fields: ←': folds(['ArrowLeft'], 0, false),
  'Fields: →': folds(['ArrowLeft', 'ArrowRight'], 0, true),
  'Items of the stream: ↓': items(['ArrowDown'], () => 2),
  'Items of the stream: ↑': items(['ArrowDown', 'ArrowDown', 'ArrowUp'], () => 2),
  'Items of the stream: Home': items(['ArrowDown', 'Home'], () => 1),
  'Items of the stream: End': items(['End'], (of) => of),
  'Items of the stream: Page Down': async (page, workbench) => {
    await items(['End', 'PageUp', 'PageDown'], (of) => of)(page, workbench);
  },
  'Items of the stream: Page Up': items(['ArrowDown', 'PageUp'], () => 1),
  'Items of the stream: Enter': async (page, workbench) => {
    await workbench.openRow('audio');
    const heading = workbench.inspector.getByRole('heading', { name: /^#\d+$/ });
    const before = (await heading.textContent()) ?? '';
    await workbench.showStream();
    const list = workbench.inspector.getByRole('listbox', { name: 'Items of the stream' });
    await list.focus();
    await page.keyboard.press('End');
    // What is in it is read once it is in sight.
    await expect(list.getByRole('option', { selected: true })).toHaveText(/#\d+/);
    await page.keyboard.press('Enter');
    await expect(heading).not.toHaveText(before);
    await workbench.inspector.getByRole('tab', { name: /^Fields|^Facts/ }).click();
  },
};
