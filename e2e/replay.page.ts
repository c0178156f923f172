/** The Replay tab of the drawer, by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Workbench } from './workbench.page.ts';

export class ReplayTab {
  private readonly page: Page;
  private readonly workbench: Workbench;

  constructor(page: Page, workbench: Workbench) {
    this.page = page;
    this.workbench = workbench;
  }

  async open(part: 'In the page' | 'Send it again' | 'Serve it to a client'): Promise<void> {
    await this.workbench.showPane('Sound');
    await this.page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Replay' }).click();
    await this.pane.getByRole('button', { name: part, exact: true }).click();
  }
  get pane(): Locator {
    return this.page.getByRole('region', { name: 'Replay', exact: true });
  }
  get moment(): Locator {
    return this.pane.getByRole('slider', { name: 'Moment of the record' });
  }
  get play(): Locator {
    return this.pane.getByRole('button', { name: 'Play the record' });
  }
  get pause(): Locator {
    return this.pane.getByRole('button', { name: 'Pause the record' });
  }
  button(name: string): Locator {
    return this.pane.getByRole('button', { name, exact: true });
  }
  /** What the log says of it above its rows. */
  get note(): Locator {
    return this.page.getByRole('region', { name: 'Log', exact: true }).getByRole('group', { name: 'Replay' });
  }

  /** The moment as it is read out: `frame 14 of 233, 1.32 s`. */
  async at(): Promise<{ frame: number; frames: number; seconds: number }> {
    const words = (await this.moment.getAttribute('aria-valuetext')) ?? '';
    const [, frame, frames, seconds] = /^frame ([\d,]+) of ([\d,]+), ([\d.]+) s$/.exec(words) ?? [];
    expect(seconds, words).toBeDefined();
    const number = (text: string | undefined) => Number((text ?? '').replaceAll(',', ''));
    return { frame: number(frame), frames: number(frames), seconds: number(seconds) };
  }
}
