/** What is pointed out on the timeline beside the entries: findings, marks, and times that were not as they should be. */
import { asleepMs, hiddenMs, pausedMs, stillMs } from '../../session/mark-words.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import type { TimelineNote, Trouble } from '../timeline-view.ts';
import type { CapturedSession } from './captured-session.ts';
import type { SessionClocks } from './session-clocks.ts';
import type { LaneColumn } from './timeline-index.ts';

/** More are not gathered: the first ones of the session. */
const mostNotes = 2000;

/** Findings at the first entry that proves them, marks and failures: in the order of the log. */
export function notesOf(session: CapturedSession, marks: LaneColumn): TimelineNote[] {
  const { log } = session;
  const notes: TimelineNote[] = [];
  for (const { rule, severity, says, proofs } of session.findings.all().slice(0, mostNotes)) {
    const seq = proofs[0]?.seq ?? 0;
    if (seq < 1 || seq > log.length) continue;
    notes.push({ seq, t: log.tOf(seq), label: rule, severity, words: `${rule} ${says}` });
  }
  for (let at = 0; at < Math.min(marks.count, mostNotes); at++) {
    const seq = marks.seq(at);
    const isFailure = log.kindOf(seq) === 'failure';
    const words = session.meaningOf(seq);
    notes.push({
      seq,
      t: marks.t(at),
      label: isFailure ? 'failure' : '',
      severity: isFailure ? 'error' : 'mark',
      words,
    });
  }
  return notes.sort((a, b) => a.seq - b.seq);
}

/** Gaps with their blame, and times in which page or relay stood still; in order of time. */
export function troublesOf(
  session: CapturedSession,
  marks: LaneColumn,
  timing: TimingView | null,
  absences: ReturnType<SessionClocks['absences']>,
): Trouble[] {
  const troubles: Trouble[] = (timing?.blames ?? []).map(({ kind, fromMs, toMs, by, seq, says }) => {
    return { kind: kind === 'starved' ? 'starved' : 'gap', fromMs, toMs, by, seq, words: says };
  });
  const marked: Trouble[] = [];
  for (let at = 0; at < Math.min(marks.count, mostNotes); at++) {
    const seq = marks.seq(at);
    const entry = session.log.entry(seq);
    if (entry.kind !== 'mark') continue;
    const { t, says: words } = entry;
    const put = (kind: Trouble['kind'], ms: number | null) => {
      if (ms !== null) marked.push({ kind, fromMs: t - ms, toMs: t, by: null, seq, words });
    };
    put('held', pausedMs(words));
    put('held', asleepMs(words));
    put('hidden', hiddenMs(words));
    put('still', stillMs(words));
  }
  for (const { why, from, to } of absences) {
    const isMarked = marked.some(({ kind, fromMs, toMs }) => kind === why && fromMs < to && from < toMs);
    const words = why === 'hidden' ? 'the page was hidden' : 'the page stood still';
    if (!isMarked) marked.push({ kind: why, fromMs: from, toMs: to, by: null, seq: 0, words });
  }
  return [...troubles, ...marked].sort((a, b) => a.fromMs - b.fromMs);
}
