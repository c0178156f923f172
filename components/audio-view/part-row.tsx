'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ItemPart } from '@/lib/audio/inspect/container-item.ts';
import type { Span } from '@/lib/bytes/span.ts';
import type { ContainerSight } from '@/lib/console/state.ts';
import type { Proof } from '@/lib/dialects/rule.ts';
import { grouped, rangeText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { ItemFields } from './item-fields.tsx';
import type { PartRun } from './part-runs.ts';
import { cutWords, frameSpan } from './part-words.ts';

type Show = (proof: Proof) => void;

/** A run of alike items in a line, opened to a line for each of them; a run of one is the line of its item. */
export function RunRow({ run, sight, onShow }: { run: PartRun; sight: ContainerSight; onShow: Show }) {
  const { first, parts } = run;
  const [open, setOpen] = useState(false);
  if (parts.length === 1) return <PartRow part={first} sight={sight} onShow={onShow} />;
  const span = { start: first.item.start, end: parts.at(-1)?.item.end ?? first.item.end };
  const title = `${grouped(parts.length)} × ${first.item.title}`;
  return (
    <Line title={title} span={frameSpan(sight, span)} seq={sight.seq} open={open} onOpen={setOpen} onShow={onShow}>
      <ul className="mt-1 grid gap-1">
        {parts.map((part) => (
          <li key={part.item.start}>
            <PartRow part={part} sight={sight} onShow={onShow} />
          </li>
        ))}
      </ul>
    </Line>
  );
}

/** One item in a line: what it is, how a chunk cuts it, where its bytes are; opened, its fields. Damage stands open from the start. */
function PartRow({ part, sight, onShow }: { part: ItemPart; sight: ContainerSight; onShow: Show }) {
  const { item } = part;
  const isDamage = item.kind === 'damage';
  const [open, setOpen] = useState(isDamage);
  const cut = cutWords(part);
  return (
    <Line
      title={item.title}
      note={cut}
      isDamage={isDamage}
      span={frameSpan(sight, item)}
      seq={sight.seq}
      open={open}
      onOpen={setOpen}
      onShow={onShow}
    >
      <p className="text-fg2 [overflow-wrap:anywhere]">
        <VisibleText text={item.says.slice(0, 400)} />
        {cut !== '' && <span className="text-fg3"> It {cut}.</span>}
      </p>
      <ItemFields fields={item.fields} />
    </Line>
  );
}

function Line({
  title,
  note = '',
  isDamage = false,
  span,
  seq,
  open,
  onOpen,
  onShow,
  children,
}: {
  title: string;
  note?: string;
  isDamage?: boolean;
  span: Span | null;
  seq: number;
  open: boolean;
  onOpen: (open: boolean) => void;
  onShow: Show;
  children: React.ReactNode;
}) {
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <article
      aria-label={title}
      className={`rounded-card border px-1.5 py-1 ${isDamage ? 'border-err/35 bg-err/8' : 'border-line2'}`}
    >
      <h3 className="flex items-center gap-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onOpen(!open)}
          className="flex min-h-6 min-w-0 grow items-center gap-1.5 rounded-ctl text-left font-semibold hover:text-accent narrow:min-h-9"
        >
          <Chevron size={12} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-fg3" />
          <span className="[overflow-wrap:anywhere]">
            <VisibleText text={title} />
            {note !== '' && !open && <span className="font-normal text-fg3">, {note}</span>}
          </span>
        </button>
        {span !== null && (
          <button
            type="button"
            onClick={() => onShow({ seq, span })}
            title="Show these bytes of the frame"
            className="min-h-6 shrink-0 rounded-ctl border border-line2 px-1.5 font-mono font-normal text-fg2 text-label hover:bg-bg3 hover:text-fg narrow:min-h-9"
          >
            {rangeText(span)}
          </button>
        )}
      </h3>
      {open && <div className="px-1 pb-1">{children}</div>}
    </article>
  );
}
