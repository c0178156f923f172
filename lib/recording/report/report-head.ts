/** The beginning of a report: what it is about, and the figures. */
import { counted, grouped } from '../../bytes/quantity.ts';
import { visible } from '../../bytes/visible.ts';
import type { Via } from '../../session/entry.ts';
import { clockWords, figureText, noValue, valueText } from '../../timing/figure-text.ts';
import type { TurnView } from '../../timing/timing-view.ts';
import { verdictOf } from '../../timing/verdict.ts';
import { escapeHtml, foreign } from './escape-html.ts';
import { linkTo } from './link-to.ts';
import type { ReportSource } from './report-source.ts';
import { reportStyle } from './report-style.ts';

const recorders: Readonly<Record<Via, string>> = {
  relay: 'Wiretone, which opened the connection and carried it',
  tap: 'Wiretone, through which another client spoke',
  node: 'Wiretone, without a page',
  memory: 'Wiretone, within one process',
  sandbox: 'Wiretone, of its own sandbox',
  replay: 'Wiretone, of a recording that was played again',
  import: 'another program; Wiretone read its file',
};

/** No script runs in a report, and nothing is loaded: the policy says so to whoever opens it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:";

/** Up to the facts of the first section. */
export function reportHead(source: ReportSource): string {
  const { head } = source;
  const day = whenOf(head.startedAt);
  const facts: [string, string][] = [
    ['Upstream', foreign(head.upstream)],
    ['Protocol', escapeHtml(source.dialect)],
    ['Began', day === null ? 'at a time that nobody wrote down' : `<time datetime="${day}">${words(day)}</time>`],
    ['Connection', foreign(source.ended)],
    ['Recorded by', recorders[head.via]],
    ['Record', recordWords(source)],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(visible(source.title))} - Wiretone report</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${foreign(source.title)}</h1>
<p class="aside">A report made by Wiretone. It is one file, runs no script and loads nothing.</p>
<nav aria-label="Parts of this report"><ul><li><a href="#summary">Summary</a></li><li><a href="#findings">Findings</a></li><li><a href="#sound">Sound</a></li><li><a href="#log">Log</a></li></ul></nav>
</header>
<main>
<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">Summary</h2>
<dl class="facts">${facts.map(([name, html]) => `<dt>${name}</dt><dd>${html}</dd>`).join('')}</dl>
`;
}

/** The verdict, the figures and the turns, and the end of the section. `shown`: the last entry in the log of the report. */
export function reportFigures({ timing, ...source }: ReportSource, shown: number): string {
  const amounts = `${counted(source.frames, 'frame')}: ${grouped(source.sentBytes)} B sent, ${grouped(source.receivedBytes)} B received.`;
  const hash = source.receivedHash === '' ? '' : ` Hash of what was received: <code>${source.receivedHash}</code>.`;
  const amountLine = `<p>${amounts}${hash}</p>\n`;
  if (timing === null) return `${amountLine}</section>\n`;
  const rows = timing.figures.map(
    (figure) =>
      `<tr><th scope="row">${escapeHtml(figure.label)}</th><td class="n">${figureText(figure)}</td><td>${escapeHtml(figure.says)} <span class="aside">(${clockWords[figure.clock]})</span></td></tr>`,
  );
  return `<p>${foreign(verdictOf(timing).says)}</p>
${amountLine}<h3 id="figures-title">Figures</h3>
<div class="wide" tabindex="0" role="group" aria-labelledby="figures-title"><table>
<thead><tr><th scope="col">Figure</th><th scope="col" class="n">Value</th><th scope="col">What it is</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>
${turnTable(timing.turns, shown)}</section>
`;
}

const mostTurns = 500;
const turnHeads = ['Turn', 'Text', 'First byte', 'First playable', 'First audible', 'Longest gap', 'Audio', 'Ended by'];

function turnTable(turns: readonly TurnView[], shown: number): string {
  if (turns.length === 0) return '';
  const rows = turns.slice(0, mostTurns).map((turn) => {
    const ms = (value: number | null) => (value === null ? noValue : valueText(value, 'ms'));
    const cells = [
      `${grouped(turn.textBytes)} B`,
      ms(turn.firstByteMs),
      ms(turn.firstPlayableMs),
      ms(turn.firstAudibleMs),
      ms(turn.longestGapMs),
      turn.seconds === null ? noValue : valueText(turn.seconds, 's'),
    ];
    const from = `<th scope="row" class="n">${linkTo(turn.fromSeq, String(turn.index), shown)}</th>`;
    return `<tr>${from}${cells.map((cell) => `<td class="n">${cell}</td>`).join('')}<td>${turn.endedBy ?? 'not over'}</td></tr>`;
  });
  const more = turns.length - rows.length;
  const heads = turnHeads.map((name) => `<th scope="col"${name === 'Ended by' ? '' : ' class="n"'}>${name}</th>`);
  return `<h3 id="turns-title">Turns</h3>
<div class="wide" tabindex="0" role="group" aria-labelledby="turns-title"><table>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>
${more === 0 ? '' : `<p>${counted(more, 'more turn')} are left out here.</p>\n`}`;
}

function recordWords({ length, dropped, removed, masked, notes, state }: ReportSource): string {
  const entries = counted(length, 'entry', 'entries');
  const ends = {
    ended: `complete: ${entries}`,
    open: `${entries} so far`,
    cut: `${entries}, without the end of the connection`,
  };
  const kept = dropped === 0 ? ends[state] : `${entries}; ${grouped(dropped)} more were not kept by the recorder`;
  const own = masked === 0 ? 'no key was masked by the recorder' : `${counted(masked, 'key')} masked by the recorder`;
  const out =
    removed === null
      ? 'nothing was looked for and taken out for this report'
      : removed === 0
        ? 'nothing had to be taken out for this report'
        : `redacted in ${counted(removed, 'place')} for this report, with a filler of the same length`;
  return `${[kept, own, out].join('; ')}.${notes.map((note) => ` ${foreign(note)}`).join('')}`;
}

/** ISO 8601; null for what is no time. */
function whenOf(startedAt: number): string | null {
  const date = new Date(startedAt);
  return startedAt > 0 && Number.isFinite(date.getTime()) ? date.toISOString() : null;
}

function words(iso: string): string {
  return `${iso.slice(0, 10)}, ${iso.slice(11, 23)} UTC`;
}
