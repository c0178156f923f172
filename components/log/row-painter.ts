import { visible } from '@/lib/bytes/visible.ts';
import type { Row } from '@/lib/console/state.ts';
import { countWords, severityLetters, worstOf } from '../findings/severity.ts';
import { deltaText, grouped, shortMsText } from '../ui/numbers.ts';
import { RowActs } from './row-acts.ts';
import { drawing, wavePath, waveWidth } from './row-drawing.ts';
import { writeMeaning, writeText } from './row-text.ts';

const arrows = { sent: 'M7 17 17 7M8 7h9v9', received: 'M17 7 7 17M16 17H7V8' };
const words = { sent: 'OUT', received: 'IN' };
const marks = {
  error: 'M8 2h8l6 6v8l-6 6H8l-6-6V8zM9 9l6 6M15 9l-6 6',
  warning: 'M12 3 22 20H2zM12 9.500v4.500M12 17v.5',
};
const toneWords = { error: 'error', warning: 'warning' };

/** Where and how a row is shown: `top` in px from the top of its box, `zero` when the deltas are counted from it. */
export type RowPlace = {
  index: number;
  top: number;
  selected: boolean;
  tabStop: boolean;
  zero: boolean;
  pinned: boolean;
  /** Characters of its meaning, while it will be gone in a moment: it is written in full when this is absent again. */
  brief?: number;
};

/** One row's elements. They are made once and used for one row after another; what did not change is not touched. */
export class RowPainter {
  readonly element = document.createElement('div');
  /** Row of the view it stands for, from 0. */
  index = -1;
  private row: Row | null = null;
  private top = Number.NaN;
  private isBrief = false;
  private readonly cells: Record<'seq' | 'time' | 'delta' | 'dir' | 'kind' | 'meaning' | 'mark' | 'bytes', HTMLElement>;
  private readonly number = document.createElement('span');
  private readonly turn = document.createElement('button');
  private readonly arrow = drawing(24);
  private readonly word = document.createElement('span');
  private readonly chip = document.createElement('span');
  private readonly name = document.createTextNode('');
  private readonly times = document.createElement('span');
  private readonly wave = drawing(0);
  /** What the wave shows. */
  private drawn: Row['peaks'] = null;
  private readonly said = document.createElement('span');
  private readonly mark = drawing(24);
  private readonly finding = document.createElement('span');
  private readonly acts = new RowActs();
  private readonly firstRowIndex: number;

  /** `firstRowIndex`: the aria-rowindex of row 0; a header takes the first. */
  constructor(firstRowIndex = 2) {
    this.firstRowIndex = firstRowIndex;
    this.element.className = 'log-row';
    this.element.setAttribute('role', 'row');
    this.element.tabIndex = -1;
    const cell = (name: string, ...children: Node[]) => {
      const element = document.createElement('div');
      element.className = `c-${name}`;
      element.setAttribute('role', 'gridcell');
      element.append(...children);
      this.element.append(element);
      return element;
    };
    this.turn.className = 'turn';
    this.turn.type = 'button';
    this.turn.tabIndex = -1;
    this.chip.className = 'chip';
    this.chip.append(this.name);
    this.times.className = 'times';
    this.said.className = 'said hostile';
    this.said.dir = 'auto';
    this.wave.svg.setAttribute('class', 'wave');
    // Where room is short the drawing gives way before the words do.
    this.wave.svg.setAttribute('preserveAspectRatio', 'none');
    this.finding.className = 'finding-badge';
    this.finding.setAttribute('role', 'img');
    this.finding.hidden = true;
    this.cells = {
      seq: cell('seq', this.turn, this.number),
      time: cell('time'),
      delta: cell('delta'),
      dir: cell('dir', this.arrow.svg, this.word),
      kind: cell('kind', this.chip),
      meaning: cell('meaning', this.wave.svg, this.said),
      mark: cell('mark', this.mark.svg, this.finding, this.acts.element),
      bytes: cell('bytes'),
    };
  }

  /** The row now shown; null while its text has not come. */
  get shown(): Row | null {
    return this.row;
  }

  /** Puts the row in its place and shows `row` there; null leaves it empty. */
  paint(row: Row | null, { index, top, selected, tabStop, zero, pinned, brief }: RowPlace): void {
    const { element } = this;
    if (this.index !== index) {
      this.index = index;
      element.setAttribute('aria-rowindex', String(index + this.firstRowIndex));
    }
    if (this.top !== top) {
      this.top = top;
      element.style.transform = `translateY(${top}px)`;
    }
    const wanted = tabStop ? 0 : -1;
    if (element.tabIndex !== wanted) element.tabIndex = wanted;
    const state = String(selected);
    if (element.getAttribute('aria-selected') !== state) element.setAttribute('aria-selected', state);
    if (this.row !== row || (this.isBrief && brief === undefined)) {
      if (this.row?.seq !== row?.seq || this.row?.deltaMs !== row?.deltaMs) this.forgetTitles();
      this.row = row;
      this.isBrief = brief !== undefined;
      if (row === null) this.empty();
      else this.write(row, brief);
    }
    if (row === null) return;
    // What is not seen can wait.
    if (brief === undefined || selected || zero || pinned || element.matches(':hover'))
      this.acts.write(row, zero, pinned);
    mark(element, 'acts', String(row.peaks === null ? 2 : 3));
    mark(element, 'kept', String(Number(zero) + Number(pinned)));
  }

  /** What was pointed at told of another row. */
  private forgetTitles(): void {
    for (const cell of [this.cells.time, this.cells.delta, this.cells.meaning])
      if (cell.hasAttribute('title')) cell.removeAttribute('title');
  }

  private empty(): void {
    delete this.element.dataset.dir;
    delete this.element.dataset.tone;
    delete this.element.dataset.size;
    delete this.element.dataset.mark;
    for (const cell of [this.number, this.cells.time, this.cells.delta, this.word, this.said, this.cells.bytes])
      writeText(cell, '');
    this.chip.hidden = true;
    this.turn.hidden = true;
    this.finding.hidden = true;
    this.acts.hide(true);
    this.drawWave(null);
    for (const { draw } of [this.arrow, this.mark]) draw(null);
  }

  private write(row: Row, brief: number | undefined): void {
    this.acts.hide(false);
    mark(this.element, 'dir', row.dir ?? 'none');
    mark(this.element, 'tone', toneOf(row));
    mark(this.element, 'size', row.bytes === null ? 'none' : 'some');
    mark(this.element, 'inFold', String(row.inFold));
    writeText(this.number, seqText(row));
    writeText(this.cells.time, shortMsText(row.t));
    const delta = row.deltaMs === null ? '' : deltaText(row.deltaMs);
    writeText(this.cells.delta, delta);
    mark(this.cells.delta, 'unit', delta.endsWith('s') ? 's' : 'ms');
    writeText(this.cells.bytes, row.bytes === null ? '' : grouped(row.bytes));
    this.arrow.draw(row.dir === null ? null : arrows[row.dir]);
    writeText(this.word, row.dir === null ? '–' : words[row.dir]);
    this.writeKind(row);
    writeMeaning(this.said, row.meaning, brief);
    const found = this.writeFindings(row);
    const sign = !found && (row.tone === 'error' || row.tone === 'warning') ? row.tone : null;
    mark(this.element, 'mark', found || sign !== null ? 'some' : 'none');
    this.mark.draw(sign === null ? null : marks[sign], sign === null ? '' : toneWords[sign]);
    this.drawWave(row.peaks);
  }

  /** Most rows come again as they were: the path of one is hundreds of numbers. */
  private drawWave(peaks: Row['peaks']): void {
    const { drawn } = this;
    if (drawn !== null && drawn.length === peaks?.length && drawn.every((peak, at) => peak === peaks[at])) return;
    this.drawn = peaks;
    this.wave.draw(peaks === null ? null : wavePath(peaks));
    if (peaks !== null) this.wave.size(waveWidth(peaks), 16);
  }

  /** The letter of the worst finding and how many there are; false when there are none. */
  private writeFindings({ findings }: Row): boolean {
    const worst = findings === null ? null : worstOf(findings);
    hide(this.finding, worst === null);
    if (findings === null || worst === null) return false;
    const many = worst.total > 9 ? '+' : String(worst.total);
    writeText(this.finding, `${severityLetters[worst.severity]}${worst.total === 1 ? '' : many}`);
    mark(this.finding, 'severity', worst.severity);
    const all = countWords(findings);
    if (this.finding.title === all) return true;
    this.finding.setAttribute('aria-label', all);
    this.finding.title = all;
    return true;
  }

  private writeKind({ kind, fold }: Row): void {
    hide(this.chip, false);
    const name = visible(kind).slice(0, 40);
    if (this.name.data !== name) this.name.data = name;
    hide(this.turn, fold === null);
    // Unfolded, the row is its first frame alone.
    if (fold === null || fold.open) this.times.remove();
    else {
      writeText(this.times, `×${grouped(fold.count)}`);
      if (this.times.parentNode === null) this.chip.append(this.times);
    }
    if (fold === null) return;
    const [open, act] = [String(fold.open), `${fold.open ? 'Fold' : 'Unfold'} ${fold.count} frames`];
    if (this.turn.ariaExpanded !== open) this.turn.ariaExpanded = open;
    if (this.turn.ariaLabel !== act) this.turn.ariaLabel = act;
  }
}

function hide(element: HTMLElement, on: boolean): void {
  if (element.hidden !== on) element.hidden = on;
}

/** Sets a `data-` attribute, unless it stands so: a style is looked up anew for each that is set. */
function mark({ dataset }: HTMLElement, name: string, value: string): void {
  if (dataset[name] !== value) dataset[name] = value;
}

function seqText({ seq, fold }: Row): string {
  const range = fold === null || fold.open ? String(seq) : `${seq}–${fold.last}`;
  return range.length <= 7 ? range : `${seq}…`;
}

/** An error is red whether the reader met it or a rule did. */
function toneOf({ tone, findings }: Row): Row['tone'] {
  return findings !== null && findings.error > 0 ? 'error' : tone;
}
