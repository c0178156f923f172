/** What of a session goes on the clipboard, without its secrets. */
import { wait } from '../../../clock/clock.ts';
import { type Redactor, redactor, secretsRedacted } from '../../../recording/redact/redactor.ts';
import type { EntryDetail } from '../../state.ts';
import { detailOf } from '../entry-detail.ts';
import type { HeldSession } from '../held-session.ts';

/** So long a session is looked through in one go. */
const sliceMs = 10;

export class ClipboardDesk {
  /** Of each session, what was learnt of it so far. */
  private readonly learnt = new WeakMap<HeldSession, { redactor: Redactor; upTo: number }>();

  async detail(held: HeldSession, seq: number): Promise<{ shown: EntryDetail; removed: number }> {
    const known = await this.known(held);
    const { entry, removed } = known.entry(held.session.log.entry(seq));
    const detail = detailOf(held.session, seq, entry);
    if (removed.length === 0) return { shown: detail, removed: 0 };
    // What was said of the entry as it was read may quote it.
    const problems = detail.problems.map(({ at, ...each }) => ({
      ...each,
      detail: known.words(each.detail),
      hint: known.words(each.hint),
      ...(at === undefined ? {} : { at: at.field === undefined ? at : { ...at, field: known.words(at.field) } }),
    }));
    return { shown: { ...detail, kind: known.words(detail.kind), problems }, removed: removed.length };
  }

  async words(held: HeldSession, words: string): Promise<string> {
    return (await this.known(held)).text(words);
  }

  private async known(held: HeldSession): Promise<Redactor> {
    const { log, dialect } = held.session;
    const known = this.learnt.get(held) ?? { redactor: redactor(dialect, secretsRedacted), upTo: 0 };
    this.learnt.set(held, known);
    let end = held.clock.now() + sliceMs;
    while (known.upTo < log.length) {
      known.redactor.learn(log.entry(++known.upTo));
      if (held.clock.now() < end) continue;
      await wait(held.clock, 0);
      end = held.clock.now() + sliceMs;
    }
    return known.redactor;
  }
}
