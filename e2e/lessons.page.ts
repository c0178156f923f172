/** The lessons' panel, by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Lesson, LessonControl } from '@/lib/lessons/lesson.ts';

/** What holds a control: one without a pane stands on a bar. */
const placeOf = ({ where }: LessonControl): string =>
  where === undefined ? '.top, .link' : where.pane === 'sound' ? '.sound' : `.${where.pane}-pane`;

export class Lessons {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Lesson', exact: true });
  }
  get title(): Locator {
    return this.panel.getByRole('heading', { level: 2 });
  }
  /** On the top bar. */
  get door(): Locator {
    return this.page.getByRole('button', { name: 'Lessons', exact: true });
  }
  /** In the empty log. */
  get offer(): Locator {
    return this.page.getByRole('region', { name: 'First lesson' });
  }
  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', { name, exact: typeof name === 'string' });
  }
  get list(): Locator {
    return this.panel.getByRole('list', { name: 'Lessons' });
  }
  inList(title: string): Locator {
    return this.list.getByRole('button', { name: title });
  }
  get steps(): Locator {
    return this.panel.getByRole('list', { name: 'Steps' });
  }
  step(title: string): Locator {
    return this.steps
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { name: title }) })
      .first();
  }
  get stepNow(): Locator {
    return this.steps.locator('[aria-current="step"]');
  }
  get end(): Locator {
    return this.panel.getByRole('region', { name: 'Lesson done' });
  }
  /** On the connection bar. */
  get switches(): Locator {
    return this.page.getByRole('textbox', { name: 'Sandbox switches' });
  }
  /** What the page marks of itself. */
  get marked(): Locator {
    return this.page.locator('[data-lesson-target]');
  }

  async open(title: string): Promise<void> {
    if (!(await this.panel.isVisible())) await this.door.click();
    const back = this.button('Back to the list');
    await expect(this.panel).toBeVisible();
    if (await back.isVisible()) await back.click();
    await this.inList(title).click();
    await expect(this.title).toHaveText(title);
  }

  /** As if its first `count` steps had been done at an earlier visit. */
  async pretendDone({ id, steps }: Lesson, count: number): Promise<void> {
    const done = steps.slice(0, count).map((step) => step.id);
    await this.page.evaluate(
      ([lesson, ids]) => {
        const key = 'wiretone-lessons';
        const all = JSON.parse(localStorage.getItem(key) ?? '{}');
        localStorage.setItem(key, JSON.stringify({ ...all, [lesson as string]: { done: ids } }));
        dispatchEvent(new StorageEvent('storage', { key }));
      },
      [id, done] as const,
    );
  }

  /** A control a lesson points at, where it says it is, as a screen reader finds it. Behind its name may stand a count, a key, a hint. */
  control(control: LessonControl): Locator {
    const { role, name } = control;
    const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return this.page.locator(placeOf(control)).getByRole(role, { name: new RegExp(`^${escaped}(?=$|[\\s,(.:])`) });
  }
}
