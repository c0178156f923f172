/** One entry looked into: its facts, its problems, its fields, its bytes. */
import type { NodeTable } from '../../bytes/node-table.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import { fieldRows } from '../../dialects/field-rows.ts';
import { type Problem, problemLine } from '../../problem/problem.ts';
import { escapeHtml, foreign } from './escape-html.ts';
import { hexLines } from './hex-lines.ts';
import type { ReportDetail } from './report-source.ts';

type Room = { bytes: number; fields: number; characters: number; problems: number };
/** Of a frame that is shown whole: more of it than this is seldom read, and much of it never is. */
export const wholeRoom: Room = { bytes: 16_384, fields: 200, characters: 4000, problems: 20 };
export const shortRoom: Room = { bytes: 64, fields: 20, characters: 200, problems: 3 };

/** Deeper values stand no further to the right. */
const deepest = 12;

/** Empty where there is nothing to look into. */
export function reportFrame(seq: number, detail: ReportDetail, room: Room): string {
  const { bytes, tree, facts, problems, masked } = detail;
  const parts = [
    problems.slice(0, room.problems).map(problemPart).join(''),
    facts.length === 0 ? '' : factList(facts, room),
    tree === null || bytes === null ? '' : fieldList(tree, bytes, room),
    masked.length === 0
      ? ''
      : `<p>${counted(masked.length, 'place')} with a key in it; the filler has the length of the key.</p>`,
    bytes === null || bytes.length === 0 ? '' : dump(seq, bytes, room),
  ];
  return parts.join('');
}

function problemPart(problem: Problem): string {
  const hint = problem.hint === '' ? '' : ` <span class="aside">${foreign(problem.hint)}</span>`;
  return `<p><span class="wrong">Problem:</span> ${foreign(problemLine(problem))}${hint}</p>`;
}

function factList(facts: ReportDetail['facts'], room: Room): string {
  const items = facts
    .slice(0, room.fields)
    .map(({ name, value }) => `<dt>${foreign(name, 200)}</dt><dd>${foreign(value, room.characters)}</dd>`);
  return `<dl class="facts">${items.join('')}</dl>${moreOf(facts.length - items.length, 'line')}`;
}

function fieldList(tree: NodeTable, bytes: Uint8Array, room: Room): string {
  // A container that is not opened hides what stands in it: no more rows are made than are looked at.
  const open = new Set(tree.nodes.slice(0, room.fields).map(({ id }) => id));
  const rows = fieldRows(tree, open, bytes);
  const items = rows.slice(0, room.fields).map(({ depth, name, value, quoted, raw }) => {
    const indent = depth === 0 ? '' : ` style="--depth:${Math.min(depth, deepest)}"`;
    const shown = foreign(value, room.characters);
    const exact = raw === '' ? '' : ` <span class="aside">(${foreign(raw)})</span>`;
    return `<li${indent}><b>${foreign(name, 200)}</b>: ${quoted ? `&quot;${shown}&quot;` : shown}${exact}</li>`;
  });
  return `<ul class="fields">${items.join('')}</ul>${moreOf(rows.length - items.length, 'value')}`;
}

function dump(seq: number, bytes: Uint8Array, room: Room): string {
  const shown = bytes.subarray(0, room.bytes);
  const note =
    shown.length === bytes.length
      ? ''
      : `<p class="aside">The first ${grouped(shown.length)} of ${grouped(bytes.length)} bytes.</p>`;
  return `<pre tabindex="0" role="group" aria-label="Bytes of entry ${seq}">${escapeHtml(hexLines(shown))}</pre>${note}`;
}

function moreOf(count: number, noun: string): string {
  return count <= 0 ? '' : `<p class="aside">${counted(count, noun)} more.</p>`;
}
