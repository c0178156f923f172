/** Expectations about the session as a whole: its findings, its turns, its figures, how it ended. */
import { grouped } from '../bytes/quantity.ts';
import type { Severity } from '../dialects/rule.ts';
import type { CloseEntry } from '../session/entry.ts';
import { type FigureId, figureOf } from '../timing/figure.ts';
import type { Evidence } from './evidence.ts';
import { isWithin, rangeWords } from './expect-value.ts';
import type { Expectation, Miss, Range } from './expectation.ts';

type Of<What extends Expectation['what']> = Extract<Expectation, { what: What }>;

const ranks: Readonly<Record<'none' | Severity, number>> = { none: 0, info: 1, warning: 2, error: 3 };

export function missOfFindings({ worst, has = [], hasNot = [] }: Of<'findings'>, evidence: Evidence): Miss | null {
  const findings = evidence.findings();
  const most = worst === undefined ? ranks.error : ranks[worst];
  const bad = findings.find(({ rule, severity }) => ranks[severity] > most || hasNot.includes(rule));
  if (bad !== undefined) {
    const expected = hasNot.includes(bad.rule) ? `no ${bad.rule}` : `no finding above ${worst}`;
    const proof = bad.proofs[0];
    return {
      ...(proof === undefined ? {} : { seq: proof.seq }),
      ...(proof?.span === undefined ? {} : { offset: proof.span.start }),
      ...(proof?.field === undefined ? {} : { field: proof.field }),
      expected,
      got: `${bad.rule} (${bad.severity}): ${bad.says}`,
    };
  }
  const missing = has.find((rule) => !findings.some((finding) => finding.rule === rule));
  if (missing === undefined) return null;
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return { expected: missing, got: rules.length === 0 ? 'no findings' : rules.join(', ') };
}

export function missOfTurns({ count }: Of<'turns'>, evidence: Evidence): Miss | null {
  const turns = evidence.timing()?.turns ?? [];
  if (isWithin(count, turns.length)) return null;
  const last = turns.at(-1);
  const place = last === undefined ? {} : { seq: last.fromSeq };
  return { ...place, expected: `${rangeWords(count)} turns`, got: String(turns.length) };
}

const units = { ms: 'ms', s: 's', B: 'B', x: '', n: '' } as const;

export function missOfFigure({ figure: id, turn, range }: Of<'figure'>, evidence: Evidence): Miss | null {
  const view = evidence.timing();
  const of = turn === undefined ? view?.figures : view?.turns[turn - 1]?.figures;
  // As it is written: `firstAudioWithin` is this figure of the session, with this end alone.
  const isFirstAudio = id === 'first-byte' && turn === undefined && range.min === undefined;
  const firstAudio = view?.turns.find(({ firstAudioSeq }) => firstAudioSeq !== null)?.firstAudioSeq ?? undefined;
  const place = isFirstAudio ? placeAt(firstAudio) : turn === undefined ? {} : placeAt(view?.turns[turn - 1]?.fromSeq);
  const figure = of === undefined ? undefined : figureOf(of, id as FigureId);
  const words = `${id}${turn === undefined ? '' : ` of turn ${turn}`}: ${rangeWords(range, figure && units[figure.unit])}`;
  const expected = isFirstAudio ? `the first audio within ${grouped(range.max ?? 0)} ms` : words;
  if (of === undefined) return { expected, got: turn === undefined ? 'no timing' : `${view?.turns.length ?? 0} turns` };
  if (figure === undefined) return { expected, got: 'no such figure' };
  const { value, unit, says } = figure;
  if (value === null) return { ...place, expected, got: `nothing: ${says}` };
  if (isWithin(range, value)) return null;
  return { ...place, expected, got: measured(value, unit, range) };
}

/** Rounded as little as it takes to be outside of the range: `2,506 ms`, but `1,000.31 ms` of at most 1,000. */
function measured(value: number, unit: keyof typeof units, range: Range): string {
  const rounded = [unit === 'ms' ? 1 : 100, 100].map((parts) => Math.round(value * parts) / parts);
  const told = rounded.find((each) => !isWithin(range, each)) ?? value;
  return units[unit] === '' ? grouped(told) : `${grouped(told)} ${units[unit]}`;
}

function placeAt(seq: number | undefined): { seq?: number } {
  return seq === undefined ? {} : { seq };
}

export function missOfClose({ code, by }: Of<'close'>, evidence: Evidence): Miss | null {
  const end = endOf(evidence);
  if (code === null) return end === null ? null : { ...end.place, expected: 'an open connection', got: end.words };
  const expected = `a close ${code}${by === undefined ? '' : ` by ${by}`}`;
  if (end === null) return { expected, got: 'an open connection' };
  const fits = end.close !== null && end.close.code === code && (by === undefined || end.close.by === by);
  return fits ? null : { ...end.place, expected, got: end.words };
}

/** How the connection ended; null while it is open. */
function endOf(evidence: Evidence): { words: string; close: CloseEntry | null; place: { seq: number } } | null {
  let refused: ReturnType<typeof endOf> = null;
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    const place = { seq };
    if (entry.kind === 'close') return { words: `${entry.code} by ${entry.by}`, close: entry, place };
    if (entry.kind === 'handshake' && entry.status !== 101) {
      refused = { words: `a refusal with ${entry.status}`, close: null, place };
    } else if (entry.kind === 'failure') refused ??= unopened(evidence, entry.problem.title, seq);
  }
  return refused;
}

/** A failure before the connection was open is its end. */
function unopened(evidence: Evidence, title: string, at: number): ReturnType<typeof endOf> {
  for (let seq = 1; seq < at; seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind === 'handshake' && entry.status === 101) return null;
  }
  return { words: `no connection: ${title}`, close: null, place: { seq: at } };
}
