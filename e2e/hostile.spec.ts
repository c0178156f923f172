/** Every frame made to break readers, in the page: its row, its fields, its bytes, and what the rules say of it. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { canary, hostileFrame, hostileFrames } from './tools/hostile-frames.ts';
import { type Shows, shows } from './tools/hostile-shows.ts';
import { asText } from './tools/sessions.ts';
import type { Workbench } from './workbench.page.ts';

test.setTimeout(120_000);

const numberOf = (id: string) => id.slice(0, 3);
/** What an audio frame imitates is asked for; each has a session of its own, and so has a frame that ends one. */
const formats: Readonly<Record<string, string>> = {
  '001': 'pcm',
  '113': 'pcm',
  '115': 'wav',
  '117': 'mp3',
  '119': 'opus',
  '121': 'mp3',
  '123': 'mp3',
};
/** Good frames, which nothing may be said of, and frames that end a session: they come after all others. */
const controls = ['003', '004', '002'];
const last = ['045', '109', '111'];
const alone = [...controls, ...Object.keys(formats)];
const together = (dialect: string) =>
  hostileFrames
    .filter((frame) => frame.dialect === dialect)
    .map(({ id }) => numberOf(id))
    .filter((number) => !alone.includes(number))
    .sort((a, b) => last.indexOf(a) - last.indexOf(b));

test('the list names every frame of the manifest once', () => {
  expect(Object.keys(shows).sort()).toEqual(hostileFrames.map(({ id }) => numberOf(id)).sort());
});

/** What the page says of the selected entry. */
type Seen = {
  row: string;
  marks: string[];
  tree: string[];
  problems: { code: string; place: string; says: string }[];
  bytes: string;
};

/** Row, fields, problems and bytes of entry `seq` in one go, once it is on the page and its row is painted. */
function seen(page: Page, seq: number): Promise<Seen> {
  return page.evaluate(async (title) => {
    const painted = () => new Promise((done) => requestAnimationFrame(done));
    const heading = () => document.querySelector('[aria-label=Inspector] h2')?.textContent;
    for (let turn = 0; heading() !== title && turn < 300; turn++) await painted();
    if (heading() !== title) throw new Error(`${title} is not shown, but ${heading()}`);
    const texts = (query: string, within: ParentNode = document) =>
      [...within.querySelectorAll<HTMLElement>(query)].map((element) => element.textContent ?? '');
    const row = document.querySelector<HTMLElement>('[role=grid][aria-label=Frames] [role=row][aria-selected=true]');
    const inspector = document.querySelector('[aria-label=Inspector]') ?? document;
    const problems = [...inspector.querySelectorAll<HTMLElement>('[aria-label=Problems] article')].map((card) => ({
      code: card.lastElementChild?.textContent ?? '',
      place: card.querySelector('h3')?.lastElementChild?.textContent ?? '',
      says: card.querySelector('p')?.textContent ?? '',
    }));
    return {
      // Rows are used again: what is not seen may be of another entry.
      row: row?.innerText ?? '',
      marks: [...(row?.querySelectorAll('[role=img]') ?? [])]
        .filter((mark) => mark.checkVisibility())
        .map((mark) => mark.getAttribute('aria-label') ?? '')
        .filter((name) => /error|warning|info/.test(name)),
      tree: texts('[role=treeitem]', inspector),
      problems,
      bytes: texts('.hex-line .b', inspector).slice(0, 16).join(' '),
    };
  }, `#${seq}`);
}

const has = (texts: readonly string[], wanted: string | RegExp) =>
  texts.some((text) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)));

/** Which of what must be shown is not, in words. */
function missing(number: string, page: Seen, wanted: Shows): string[] {
  const lacks: string[] = [];
  const need = (where: string, texts: readonly string[], list: readonly (string | RegExp)[] = []) => {
    for (const one of list)
      if (!has(texts, one)) lacks.push(`${where} lacks ${one}: ${texts.join(' | ').slice(0, 400)}`);
  };
  need('row', [page.row], wanted.row);
  need('tree', page.tree, wanted.tree);
  need(
    'problems',
    page.problems.map(({ says }) => says),
    wanted.says,
  );
  if (wanted.bytes !== undefined) need('bytes', [page.bytes], [wanted.bytes]);
  for (const one of wanted.not ?? []) if (has([page.row, ...page.tree], one)) lacks.push(`${one} is shown`);
  if (page.tree.length > (wanted.mostTreeItems ?? 60)) lacks.push(`${page.tree.length} tree items are in the page`);
  if (wanted.clean && page.problems.length + page.marks.length > 0) lacks.push(`not clean: ${page.marks}`);
  const { codes, findings = [], offset } = hostileFrame(number).expect;
  for (const code of codes) {
    const first = findings.find((one) => one.code === code)?.offset ?? (codes.length === 1 ? offset : undefined);
    const met = page.problems.filter((problem) => problem.code === code);
    const place = first === undefined ? '' : `byte ${first}`;
    const isThere = met.some((problem) => problem.place.replace(/,.*/, '') === place || place === '');
    if (!isThere) lacks.push(`no ${code} at ${place}: ${JSON.stringify(page.problems.slice(0, 6))}`);
  }
  return lacks;
}

/**
 * Runs a session in which the server answers with these frames, and opens the entry before the first of them. On a busy machine the page
 * itself may be late, and says so in a row of its own between them: then once more, since entries are met by their numbers.
 */
async function receive(workbench: Workbench, dialect: string, format: string, numbers: readonly string[]) {
  const token = dialect === 'fish' ? {} : { token: { $key: true } };
  const start = { event: 'start', ...token, request: { ...(dialect === 'fish' ? { text: '' } : {}), format } };
  const rows = 4 + numbers.length;
  for (let turn = 1; ; turn++) {
    await workbench.disconnect();
    await workbench.writeSteps(asText([start, { event: 'text', text: `${numbers.join(' ')} ` }]));
    await workbench.connect();
    await workbench.runAllButton.click();
    await expect.poll(() => workbench.rowCount()).toBeGreaterThanOrEqual(rows);
    if ((await workbench.rowCount()) === rows || turn === 3) break;
  }
  expect(await workbench.rowCount()).toBe(rows);
  await workbench.openRow('text');
}

/** Goes on to the next entry, as with the keys: every press costs one action, however busy the machine is. */
const goOn = ({ inspector }: Workbench) => inspector.getByRole('button', { name: 'Next entry' }).press('Enter');

/** Goes on to the next entry and compares what is shown of it. */
async function look(workbench: Workbench, number: string, seq: number): Promise<void> {
  await goOn(workbench);
  const wanted = shows[number] as Shows;
  let page: Seen | undefined;
  let lacks: string[] = [];
  // What the rules say comes from the worker a moment later.
  await expect
    .poll(
      async () => {
        page = await seen(workbench.page, seq);
        lacks = missing(number, page, wanted);
        return lacks.length;
      },
      { timeout: 3_000 },
    )
    .toBe(0)
    .catch(() => {});
  expect.soft(lacks, `${hostileFrame(number).id}: ${hostileFrame(number).mustShow}`).toEqual([]);
  await lookAtBytes(workbench, number, page?.problems ?? []);
}

/** From the first problem with a place to its byte, which is marked; behind the end, where the next one should stand. */
async function lookAtBytes({ inspector }: Workbench, number: string, problems: Seen['problems']): Promise<void> {
  const { bytes } = hostileFrame(number);
  const place = problems.map((problem) => problem.place).find((words) => /^byte \d+/.test(words));
  if (bytes.length === 0 || place === undefined) return;
  const at = Number(/\d+/.exec(place)?.[0]);
  await inspector.getByRole('region', { name: 'Problems' }).getByRole('button', { name: place }).first().press('Enter');
  const mark = at === bytes.length ? '.hex-line .missing' : `.hex-line .b.bad[data-at="${at}"]`;
  await expect.soft(inspector.locator(mark), `${number}: byte ${at}`).toBeVisible();
}

/** The findings of the same entries, one after the other; they are all that came after the text. */
async function lookAtRules(workbench: Workbench, numbers: readonly string[], first = 5): Promise<void> {
  const { inspector } = workbench;
  const rulesOf = (number: string) => hostileFrame(number).expect.lint ?? [];
  if (numbers.every((number) => rulesOf(number).length === 0)) return;
  await workbench.openRow('text');
  await workbench.showFindings();
  const own = inspector.getByRole('button', { name: /^This entry/ });
  if ((await own.getAttribute('aria-pressed')) !== 'true') await own.click();
  for (const [i, number] of numbers.entries()) {
    await goOn(workbench);
    const rules = rulesOf(number);
    if (rules.length === 0) continue;
    await expect(inspector.getByRole('heading', { name: `#${first + i}`, exact: true })).toBeVisible();
    for (const rule of rules) await expect.soft(workbench.finding(rule), `${number}: ${rule}`).toBeVisible();
  }
  await inspector.getByRole('tab', { name: 'Fields + Bytes' }).click();
}

for (const dialect of ['fish', 'fishspeech'] as const) {
  test(`${dialect}: row, fields, bytes, rules`, async ({ page, workbench }) => {
    await workbench.chooseUpstream(`hostile-${dialect}`);
    await workbench.typeKey(canary);
    const numbers = together(dialect);
    await receive(workbench, dialect, 'mp3', numbers);
    for (const [i, number] of numbers.entries()) await look(workbench, number, 5 + i);
    await lookAtRules(workbench, numbers);
    // Nothing of it became a link, an image or a frame, and the key that was sent back is nowhere.
    await expect(page.locator('a[href*="evil"], img[src*="evil"], iframe')).toHaveCount(0);
    expect(await page.content()).not.toContain(canary);
    expect(await page.evaluate(() => ({}) as { isAdmin?: boolean }).then((plain) => plain.isAdmin)).toBeUndefined();
  });
}

test('fish: good frames, and audio', async ({ workbench }) => {
  await workbench.chooseUpstream('hostile-fish');
  await workbench.typeKey(canary);
  await receive(workbench, 'fish', 'mp3', controls);
  for (const [i, number] of controls.entries()) await look(workbench, number, 5 + i);
  await lookAtRules(workbench, controls);
  for (const [number, format] of Object.entries(formats)) {
    await receive(workbench, 'fish', format, [number]);
    // What breaks off is told when the session is over.
    await workbench.disconnect();
    await look(workbench, number, 5);
    await lookAtRules(workbench, [number]);
    const { audio, player } = shows[number] as Shows;
    if (audio !== undefined) {
      await workbench.inspector.getByRole('tab', { name: 'Audio' }).click();
      for (const words of audio) await expect.soft(workbench.inspector, number).toContainText(words);
      await workbench.inspector.getByRole('tab', { name: 'Fields + Bytes' }).click();
    }
    for (const words of player ?? []) await expect.soft(workbench.player, number).toContainText(words);
  }
});

test('a line of 256 KiB can be shown whole, and look-alike letters by their numbers', async ({ workbench }) => {
  await workbench.chooseUpstream('hostile-fish');
  await workbench.typeKey(canary);
  await receive(workbench, 'fish', 'mp3', ['065', '071']);
  await look(workbench, '065', 5);
  await workbench.field(/^event/).click();
  await expect(workbench.placeInBytes).toContainText('U+0430');
  await look(workbench, '071', 6);
  const { inspector } = workbench;
  await inspector.getByRole('tab', { name: 'As text' }).click();
  await inspector.getByRole('button', { name: 'Show all (256 KiB)' }).click();
  await expect.poll(async () => (await inspector.textContent())?.length ?? 0).toBeGreaterThan(262_144);
});
