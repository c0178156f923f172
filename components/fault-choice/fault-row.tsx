'use client';
import { useId } from 'react';
import type { Fault, FaultValue } from '@/lib/faults/fault.ts';
import { rulesOf, whyNotHere } from './fault-groups.ts';
import { type FaultPart, fieldValue } from './fault-text.ts';

const field =
  'h-6.5 rounded-ctl border border-line2 bg-bg1 px-1.5 font-mono text-code text-fg placeholder:font-sans placeholder:text-fg3 narrow:h-9';

/** One fault of the table: its box, what it does, what it shows; its value and its moment once it is chosen. */
export function FaultRow({
  fault,
  part,
  dialect,
  sandbox,
  onToggle,
  onValue,
  onMoment,
}: {
  fault: Fault;
  /** How it stands in the text; null where it is not chosen. */
  part: FaultPart | null;
  dialect: string;
  sandbox: boolean;
  onToggle: () => void;
  onValue: (index: number, value: string) => void;
  onMoment: (when: string) => void;
}) {
  const id = useId();
  const { name, title, does, values, moment, symptom, clients, findings } = fault;
  const whyNot = whyNotHere(fault, dialect, sandbox);
  const { raises, mayRaise } = rulesOf(fault, dialect);
  const because = findings[dialect]?.because ?? '';
  return (
    <li className="grid gap-1 border-line border-t py-1.5 first:border-t-0">
      {/* What does not fit beside the name stands under it, not under the box. */}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pl-6">
        <label className="-ml-6 flex min-h-6 items-center gap-2 narrow:min-h-9">
          <input
            type="checkbox"
            checked={part !== null}
            // One that was written by hand can be taken away.
            disabled={whyNot !== null && part === null}
            aria-describedby={id}
            onChange={onToggle}
            className="size-4 shrink-0 accent-(--accent)"
          />
          <span className={whyNot === null ? 'font-medium' : 'text-fg2'}>{title}</span>
          <code className="font-mono text-data text-fg2">{name}</code>
        </label>
        {whyNot !== null && <span className="text-fg2">{whyNot}</span>}
        {part !== null &&
          values.map((value, index) => (
            <ValueField
              key={value.name}
              value={value}
              text={fieldValue(part, index, values.length)}
              onText={(text) => onValue(index, text)}
            />
          ))}
        {part !== null && moment !== null && (
          <label className="flex items-center gap-1.5 text-fg2">
            when
            <input
              value={part.when}
              placeholder={moment.initial}
              title={`After a time (2s, 500ms), or a number: it counts ${moment.counts}. Empty: ${moment.initial}.`}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => onMoment(target.value)}
              className={`${field} w-44`}
            />
          </label>
        )}
      </div>
      <p id={id} className="max-w-[90ch] pl-6">
        {does}
      </p>
      <dl className="grid max-w-[90ch] grid-cols-[auto_1fr] gap-x-2 pl-6 text-fg2 text-label">
        <dt>Shows</dt>
        <dd>{symptom}</dd>
        <dt>Findings</dt>
        <dd>
          {raises.length > 0 ? raises.join(', ') : 'none for sure'}
          {mayRaise.length > 0 && `; may bring ${mayRaise.filter((rule) => !raises.includes(rule)).join(', ')}`}
          {because !== '' && `. ${because}`}
        </dd>
        {part !== null && moment !== null && (
          <>
            <dt>When</dt>
            <dd>
              A time such as 2s, or a number that counts {moment.counts}. Empty: {moment.initial}.
            </dd>
          </>
        )}
        <dt>Clients</dt>
        <dd>{clients}</dd>
      </dl>
    </li>
  );
}

function ValueField({ value, text, onText }: { value: FaultValue; text: string; onText: (text: string) => void }) {
  const id = useId();
  return (
    <span className="flex items-center gap-1.5 text-fg2">
      <label htmlFor={id}>{value.name}</label>
      {value.is === 'choice' ? (
        <select id={id} value={text} onChange={({ target }) => onText(target.value)} className={field}>
          <option value="">{value.initial}</option>
          {value.of
            .filter((each) => each !== value.initial)
            .map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
        </select>
      ) : (
        <input
          id={id}
          type={value.is === 'number' ? 'number' : 'text'}
          {...(value.is === 'number' ? { min: value.low, max: value.high } : { maxLength: value.most })}
          value={text}
          placeholder={value.initial === '' ? 'by the protocol' : String(value.initial)}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onText(target.value)}
          className={`${field} ${value.is === 'number' ? 'w-24' : 'w-44'}`}
        />
      )}
    </span>
  );
}
