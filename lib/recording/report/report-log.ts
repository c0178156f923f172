/** The log as a table, each entry with what it says; what is in it opens below. */
import { counted, grouped } from '../../bytes/quantity.ts';
import { utf8Length } from '../../bytes/utf8.ts';
import type { Direction, Entry } from '../../session/entry.ts';
import { foreign } from './escape-html.ts';
import { reportFrame, shortRoom, wholeRoom } from './report-frame.ts';
import type { ReportLimits, ReportSource } from './report-source.ts';

/** So many entries are read in one go. */
const slice = 20;
const longestMeaning = 300;

export type ReportLog = {
  rows: readonly string[];
  /** Entries in it; the first ones. */
  shown: number;
  /** Frames whose fields and bytes are there whole, and those of which only the beginning is. */
  whole: number;
  short: number;
};

/** Reads as many entries as fit into `room` bytes. `pause` is called now and then: a long session must not hold up the rest. */
export async function readLog(
  source: ReportSource,
  room: number,
  wholeFrames: number,
  pause: () => Promise<void>,
): Promise<ReportLog> {
  const rows: string[] = [];
  const last: Record<Direction, number | null> = { sent: null, received: null };
  const counts = { whole: 0, short: 0 };
  let left = room;
  for (let seq = 1; seq <= source.length; seq++) {
    if (seq % slice === 0) await pause();
    const entry = source.entry(seq);
    const isFrame = entry.kind === 'frame';
    const isWhole = !isFrame || counts.whole < wholeFrames;
    const detail = reportFrame(seq, source.detailOf(seq), isWhole ? wholeRoom : shortRoom);
    const row = rowOf(source, entry, detail, last);
    left -= utf8Length(row);
    if (left < 0) return { rows, shown: seq - 1, ...counts };
    rows.push(row);
    if (!isFrame) continue;
    counts[isWhole ? 'whole' : 'short']++;
    last[entry.dir] = entry.t;
  }
  return { rows, shown: source.length, ...counts };
}

/** The section up to its first row; `logEnd` closes it. */
export function logStart(log: ReportLog, length: number, { mostBytes }: ReportLimits): string {
  const notes = [
    log.shown === length
      ? ''
      : `The log goes to entry ${grouped(log.shown)} of ${grouped(length)}: a report holds ${grouped(mostBytes / 1e6)} MB without its sound. The recording has them all.`,
    log.short === 0
      ? ''
      : `The first ${counted(log.whole, 'frame')} can be opened whole, the ${grouped(log.short)} behind them only at their beginning.`,
  ].filter((note) => note !== '');
  const heads = ['#', 'ms', '+ ms', 'Direction', 'Kind', 'What it says', 'Bytes'];
  const cells = heads.map((head, at) => `<th scope="col"${classOf(at)}>${head}</th>`);
  return `<section id="log" aria-labelledby="log-title">
<h2 id="log-title">Log</h2>
<p class="aside">Times are milliseconds since the session began, on the clock of the recorder; + ms: since the frame before in the same direction. OUT is what the client sent, IN what it received.</p>
${notes.map((note) => `<p>${note}</p>\n`).join('')}<div class="wide" tabindex="0" role="group" aria-labelledby="log-title"><table class="log">
<thead><tr>${cells.join('')}</tr></thead>
<tbody>
`;
}

export const logEnd = '</tbody></table></div>\n</section>\n';

function classOf(column: number): string {
  return [' class="n"', ' class="n"', ' class="n fold"', '', '', '', ' class="n fold"'][column] ?? '';
}

function rowOf(source: ReportSource, entry: Entry, detail: string, last: Record<Direction, number | null>): string {
  const { seq, t } = entry;
  const before = entry.kind === 'frame' ? last[entry.dir] : null;
  const meaning = foreign(source.meaningOf(seq), longestMeaning);
  const says = detail === '' ? meaning : `<details><summary>${meaning}</summary>${detail}</details>`;
  const kind = `<span${source.isWrong(seq) ? ' class="wrong"' : ''}>${foreign(source.kindOf(seq), 80)}</span>`;
  const cells = [
    `<td class="n">${t.toFixed(1)}</td>`,
    `<td class="n fold">${before === null ? '' : `+${(t - before).toFixed(1)}`}</td>`,
    `<td>${entry.kind === 'frame' ? directions[entry.dir] : ''}</td>`,
    `<td class="kind">${kind}</td>`,
    `<td class="says">${says}</td>`,
    `<td class="n fold">${entry.kind === 'frame' ? grouped(entry.bytes.length) : ''}</td>`,
  ];
  return `<tr id="f${seq}"><th scope="row" class="n">${seq}</th>${cells.join('')}</tr>\n`;
}

const directions: Readonly<Record<Direction, string>> = {
  sent: '<span class="out"><span aria-hidden="true">↗</span> OUT</span>',
  received: '<span class="in"><span aria-hidden="true">↙</span> IN</span>',
};
