/** The page as its user meets it: every element by role and name, what one does with it as methods. */
import { expect, type Locator, type Page } from '@playwright/test';
import { visible } from '@/lib/bytes/visible.ts';

export type Pane = 'Compose' | 'Log' | 'Inspect' | 'Sound';

export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page and waits until it knows its upstreams: then it works. */
  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.upstream).toHaveValue('sandbox-fish');
    await expect(this.connectButton).toBeEnabled();
  }

  // The connection bar

  get connectButton(): Locator {
    return this.page.getByRole('button', { name: 'Connect', exact: true });
  }
  get disconnectButton(): Locator {
    return this.page.getByRole('button', { name: 'Disconnect', exact: true });
  }
  get upstream(): Locator {
    return this.page.getByRole('combobox', { name: 'Upstream' });
  }
  /** Shown where an upstream has more than one. */
  get path(): Locator {
    return this.page.getByRole('combobox', { name: 'Path' });
  }
  /** The connection in words. */
  get state(): Locator {
    return this.page.getByRole('status', { name: 'Connection' });
  }
  /** What is said at once to those who do not see the page. */
  alerted(words: RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: words }).first();
  }
  get keyField(): Locator {
    return this.page.getByLabel('API key', { exact: true });
  }

  async connect(): Promise<void> {
    await this.connectButton.click();
    await expect(this.state).toHaveText(/^open/i);
  }

  async disconnect(): Promise<void> {
    if (await this.disconnectButton.isEnabled()) await this.disconnectButton.click();
    await expect(this.state).not.toHaveText(/^(open|closing)/i);
  }

  async chooseUpstream(id: string): Promise<void> {
    await this.upstream.selectOption(id);
    // The page shows it with its next frame, and with it the key of this upstream instead of the last one's.
    await expect(this.upstream).toHaveValue(id);
  }

  /** Types the key as a person does, and waits until the page has handed it over. */
  async typeKey(key: string): Promise<void> {
    const forget = this.page.getByRole('button', { name: 'Forget the key' });
    if (await forget.isVisible()) await forget.click();
    await this.keyField.pressSequentially(key);
    await this.keyField.press('Enter');
    await expect(forget).toBeVisible();
  }

  async setSwitches(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Sandbox switches' }).fill(text);
  }

  async chooseTheme(name: 'Light' | 'Dark'): Promise<void> {
    const button = this.page.getByRole('button', { name: /^Theme:/ });
    const wanted = new RegExp(`^Theme: ${name}`, 'i');
    for (let turn = 0; turn < 3; turn++) {
      if (wanted.test((await button.getAttribute('aria-label')) ?? '')) return;
      await button.click();
    }
  }

  // The editor

  get runAllButton(): Locator {
    return this.page.getByRole('region', { name: 'Compose' }).getByRole('button', { name: /^Run all/ });
  }
  get editor(): Locator {
    return this.page.getByRole('textbox', { name: /^Steps of the session/ });
  }
  /** The lines above the steps in the rich editor: what became of each. */
  get stepNotes(): Locator {
    return this.page.locator('.codelens-decoration');
  }
  /** The rich editor has taken the plain one's place. */
  async editorIsWhole(): Promise<void> {
    await expect(this.page.locator('.monaco-editor').first()).toBeVisible({ timeout: 20_000 });
  }

  /**
   * Replaces the editor's text, with the keys a person would use. Another upstream brings a draft of its own a moment after
   * it is chosen: who types into that looks, and types again.
   */
  async writeSteps(text: string): Promise<void> {
    await this.editorIsWhole();
    const bare = (words: string) => words.replace(/\s/g, '');
    await expect(async () => {
      await this.editor.focus();
      await this.page.keyboard.press('ControlOrMeta+A');
      await this.page.keyboard.insertText(text);
      let before = '';
      const stays = async () => {
        // Of a long text the editor keeps in the page what is in sight.
        const shown = bare(await this.shownText());
        const isIt = bare(text).includes(shown) && shown.length >= Math.min(bare(text).length, 120);
        const stayed = isIt && shown === before;
        before = shown;
        return stayed;
      };
      await expect.poll(stays, { intervals: [100], timeout: 2_000 }).toBe(true);
    }).toPass({ timeout: 10_000 });
  }

  /** The lines the editor shows, from top to bottom: it keeps them in an order of its own. */
  private shownText(): Promise<string> {
    return this.page.locator('.view-lines').evaluate((lines) => {
      const top = (line: Element) => Number.parseFloat((line as HTMLElement).style.top);
      return [...lines.children]
        .sort((a, b) => top(a) - top(b))
        .map((line) => line.textContent)
        .join('');
    });
  }

  async runAll(): Promise<void> {
    await this.showPane('Compose');
    await this.runAllButton.click();
  }

  /** What is said of the text under the plain editor. */
  get textNotes(): Locator {
    return this.page.getByRole('region', { name: 'Notes on the text' });
  }

  /** Gives the page a file of this name, as if chosen from the disk. */
  async addFile(name: string, buffer: Buffer): Promise<void> {
    await this.page.getByRole('button', { name: /^Files/ }).click();
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect(this.page.getByRole('button', { name: `Remove ${visible(name)}` })).toBeVisible();
    await this.page.keyboard.press('Escape');
  }

  // Sessions

  get sessionTabs(): Locator {
    return this.page.getByRole('group', { name: 'Sessions' }).getByRole('tab');
  }
  /** Forgets a session that is over. */
  closeSession(title: string): Locator {
    return this.page
      .getByRole('group', { name: 'Sessions' })
      .getByRole('button', { name: `Close ${title}`, exact: true });
  }

  // The log

  get emptyLog(): Locator {
    return this.page.getByRole('heading', { name: 'No logs yet' });
  }
  get grid(): Locator {
    return this.page.getByRole('grid', { name: 'Frames' });
  }
  get filterBox(): Locator {
    return this.page.getByRole('textbox', { name: /^Filter by text/ });
  }
  get pauseLog(): Locator {
    return this.page.getByRole('region', { name: 'Log' }).getByRole('button', { name: 'Pause', exact: true });
  }
  /** Rows kept above the others. */
  get pinned(): Locator {
    return this.page.getByRole('grid', { name: 'Pinned rows' });
  }
  /** What each part of the filter hides, and the way back. */
  get filterNotes(): Locator {
    return this.page.getByRole('group', { name: 'What the filter hides' });
  }
  get footer(): Locator {
    return this.page.getByLabel('Totals');
  }

  /** Rows now drawn whose kind is exactly `kind`; a folded burst (`audio ×12`) counts as its kind. */
  rowsOf(kind: string): Locator {
    const chip = this.page.getByRole('gridcell', { name: new RegExp(`^${kind}( ?×[\\d,]+)?$`) });
    return this.grid.getByRole('row').filter({ has: chip });
  }

  /** Rows that exist as elements, shown or kept in reserve; the header is one of them. */
  renderedRows(): Promise<number> {
    return this.page.getByRole('row').count();
  }

  /** Rows of the view by its own account, the header not counted. */
  async rowCount(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  /** What the row of an entry says in the column of the deltas. */
  deltaOf(row: Locator): Locator {
    return row.locator('.c-delta');
  }

  /** Index from 0 of the selected row; null while none is, or it is out of sight. */
  async selectedRow(): Promise<number | null> {
    const row = this.grid.getByRole('row', { selected: true });
    return (await row.count()) === 1 ? Number(await row.getAttribute('aria-rowindex')) - 2 : null;
  }

  /** Waits for a row of `kind`, wherever in the log it is, and brings it into sight. */
  async findRow(kind: string): Promise<Locator> {
    await this.showPane('Log');
    const row = this.rowsOf(kind).first();
    let place = 1;
    await expect
      .poll(
        async () => {
          if (await row.isVisible()) return true;
          // The rows of a place come from a worker, and are painted with the next frame: the next look is at them.
          place = 1 - place;
          await this.scrollLog(place);
          return false;
        },
        { message: `a row of kind ${kind}`, intervals: [150], timeout: 25_000 },
      )
      .toBe(true);
    return row;
  }

  /** Selects the first row of `kind`. */
  async openRow(kind: string): Promise<void> {
    const row = await this.findRow(kind);
    // A folded row stands for its first frame: `5–18`.
    const seq = Number.parseInt((await row.getByRole('gridcell').first().textContent()) ?? '', 10);
    await row.click();
    await expect(this.inspector.getByRole('heading', { name: `#${seq}`, exact: true })).toBeVisible();
    await expect(this.inspector).toContainText(kind);
  }

  async selectLastRow(): Promise<void> {
    const count = await this.rowCount();
    await this.scrollLog(1);
    await this.grid.locator(`[aria-rowindex="${count + 1}"]`).click();
  }

  /** Scrolls the rows to a share of their height. */
  async scrollLog(share: number): Promise<void> {
    await this.grid
      .getByRole('rowgroup')
      .last()
      .evaluate((rows, part) => {
        rows.scrollTop = part * rows.scrollHeight;
      }, share);
  }

  async filter(text: string): Promise<void> {
    await this.filterBox.fill(text);
  }

  /** Shows one kind alone; the same again brings the others back. */
  async isolateKind(kind: string): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'Kinds' }).getByTitle(`Only ${kind};`).click();
  }

  /** The running hash of what was received. */
  async hash(): Promise<string | undefined> {
    return /xxh64\s*([0-9a-f]{16})/.exec((await this.footer.textContent()) ?? '')?.[1];
  }

  // Inspector and player

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector' });
  }
  /** The findings, in place of what the inspector shows of an entry. */
  async showFindings(): Promise<void> {
    await this.inspector.getByRole('tab', { name: /^Findings/ }).click();
    await expect(this.inspector.getByRole('region', { name: 'Findings', exact: true })).toBeVisible();
  }
  /** The container of the whole stream that the selected entry belongs to. */
  async showStream(): Promise<void> {
    await this.inspector.getByRole('tab', { name: 'Audio' }).click();
    await this.inspector.getByRole('button', { name: 'Stream', exact: true }).click();
  }
  /** The finding of a rule; where there are several, the first. */
  finding(rule: string): Locator {
    return this.inspector.getByRole('article', { name: new RegExp(`^${rule}:`) }).first();
  }
  /** The number of findings on the tab of a session, spoken as words like `3 findings: 1 error, 2 notes`. */
  badgeOf(session: Locator): Locator {
    return session.getByRole('img', { name: /^\d+ findings?: \d+ (error|warning|note)s?\b/ });
  }
  get socketLimit(): Locator {
    return this.inspector.getByRole('spinbutton', { name: 'Sockets your account allows at once' });
  }
  get findInBytes(): Locator {
    return this.inspector.getByRole('textbox', { name: 'Find in the bytes' });
  }
  /** What stands under the bytes: where the cursor is, and what is there. */
  get placeInBytes(): Locator {
    return this.inspector.getByRole('status', { name: 'Place in the bytes' });
  }
  field(name: RegExp): Locator {
    return this.inspector.getByRole('treeitem', { name });
  }
  /** The waveform with its tools, in the drawer. */
  get sound(): Locator {
    return this.page.getByRole('region', { name: 'Sound', exact: true });
  }
  /** Its value is the cursor, in seconds. */
  get waveform(): Locator {
    return this.sound.getByRole('slider', { name: /^Waveform/ });
  }
  /** The same for those who do not see it: number, from, to, words. */
  get frameTable(): Locator {
    return this.sound.getByRole('table', { name: /^Audio frames/ });
  }
  get player(): Locator {
    return this.page.getByRole('region', { name: 'Player' });
  }
  get playButton(): Locator {
    return this.player.getByRole('button', { name: 'Play', exact: true });
  }
  get pauseButton(): Locator {
    return this.player.getByRole('button', { name: 'Pause sound' });
  }
  get stopButton(): Locator {
    return this.player.getByRole('button', { name: 'Stop', exact: true });
  }
  /** What the player is doing, in a word. */
  get playerState(): Locator {
    return this.figure('Sound');
  }
  async underruns(): Promise<number> {
    return Number(await this.figure('Underruns').textContent());
  }
  /** Seconds heard. */
  async position(): Promise<number> {
    return Number.parseFloat((await this.player.getByTitle(/^Heard, of what is decoded/).textContent()) ?? '');
  }
  private figure(name: string): Locator {
    const term = this.page.getByRole('term').filter({ hasText: name });
    return this.player.locator('dl').filter({ has: term, visible: true }).getByRole('definition');
  }

  // The timeline

  /** Brings the timeline's tab of the drawer into sight. */
  async showTimeline(): Promise<void> {
    await this.showPane('Sound');
    await this.page.getByRole('tablist', { name: 'Drawer' }).getByRole('tab', { name: 'Timeline' }).click();
    await expect(this.lanes).toBeVisible();
  }
  get timeline(): Locator {
    return this.page.getByRole('region', { name: 'Timeline', exact: true });
  }
  get lanes(): Locator {
    return this.timeline.getByRole('listbox', { name: 'Lanes' });
  }
  lane(name: RegExp): Locator {
    return this.lanes.getByRole('option', { name });
  }
  get lanesPicture(): Locator {
    return this.timeline.getByRole('img', { name: /^The lanes, drawn over time/ });
  }
  /** What stands under the lanes: of the pointer, else of the selected entry. */
  get timelineWords(): Locator {
    return this.timeline.getByRole('note', { name: 'Pointed at' });
  }
  /** What is read out of an entry that was gone to. */
  get timelineNews(): Locator {
    return this.timeline.getByRole('status', { name: 'Entry' });
  }
  /** A figure of the area drawn on the lanes. */
  measured(name: string): Locator {
    const area = this.timeline.getByRole('region', { name: 'Measured' });
    const term = this.page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
    return area.locator('dl > div').filter({ has: term }).getByRole('definition');
  }

  /** Brings a pane to the front where the screen is too narrow for all; elsewhere it is there already. */
  async showPane(pane: Pane): Promise<void> {
    const tab = this.page.getByRole('tablist', { name: 'Panes' }).getByRole('tab', { name: pane });
    if (await tab.isVisible()) await tab.click();
  }
}
