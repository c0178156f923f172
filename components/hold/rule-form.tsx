'use client';
import { type FormEvent, useId, useMemo, useState } from 'react';
import { fromBase64 } from '@/lib/bytes/base64.ts';
import { toHex } from '@/lib/bytes/hex.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { readRules } from '@/lib/relay/tap/rule-check.ts';
import type { TapRule } from '@/lib/relay/tap/rules.ts';
import { useFiles } from '../compose/composer-hooks.ts';
import { Button } from '../ui/button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';
import { FrameWriter, useFrame } from './frame-writer.tsx';
import { draftOf, freshDraft, type RuleDraft, ruleOf } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { ruleFaultWords, ruleWords } from './rule-words.ts';
import { stepText, type Written } from './written-frame.ts';

/** A rule as a form; what it will do stands below it as a sentence. */
export function RuleForm({
  id,
  rule,
  onPut,
  onLeave,
}: {
  id: string;
  rule: TapRule | null;
  onPut: (rule: TapRule) => void;
  onLeave: () => void;
}) {
  const upstreams = useConsole((state) => state.upstreams);
  const [draft, setDraft] = useState(() => (rule === null ? freshDraft : draftOf(rule)));
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const dialect = useDialect(upstreams.find((one) => one.id === draft.upstream)?.dialect);
  const [written, setWritten] = useState<Written>(() => replacementOf(rule));
  const files = useFiles();
  const supplies = useMemo(() => ({ files, key: null }), [files]);
  const to = draft.dir === 'sent' ? 'upstream' : 'client';
  const frame = useFrame(written, to, dialect, supplies);
  const instead = frame !== null && 'encoded' in frame ? frame.encoded : null;
  const made = ruleOf(draft, id, instead);
  const read = readRules([made]);
  const wrong = 'code' in read ? ruleFaultWords(read) : null;
  // What is still to be written is no error yet.
  const toWrite = 'code' in read && read.at?.field === '[0].replacement' && written.text.trim() === '';
  const next = dialect === null ? 'Choose an upstream, then write' : 'Write';
  const answer = toWrite ? `${next} the frame that goes on instead.` : (wrong ?? ruleWords(made));
  const says = useId();
  const begin = (next: RuleDraft, of: Dialect | null) => {
    const templates = next.dir === 'sent' ? of?.templates : of?.serverTemplates;
    const [first] = templates?.filter(({ event }) => (event as { event?: string }).event === next.kind) ?? [];
    if (written.text === '' && first !== undefined) setWritten({ ...written, text: stepText(first.event) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong === null) onPut(made);
  };
  return (
    <form
      aria-label={rule === null ? 'New rule' : `Rule ${id}`}
      noValidate
      onSubmit={submit}
      className="grid gap-2 rounded-card border border-line2 px-2.5 py-2"
    >
      <RuleFields draft={draft} set={set} />
      {draft.act === 'replace' &&
        (dialect === null ? (
          <p className="text-fg2">
            Choose an upstream: its protocol says how the frame that goes on instead is written.
          </p>
        ) : (
          <>
            {written.text === '' && draft.kind !== '' && (
              <Button className="justify-self-start" onClick={() => begin(draft, dialect)}>
                Begin with a template
              </Button>
            )}
            <FrameWriter label="Frame that goes on instead" written={written} frame={frame} onWritten={setWritten} />
          </>
        ))}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button
          primary
          type="submit"
          aria-disabled={wrong !== null}
          aria-describedby={says}
          className="aria-disabled:opacity-50"
        >
          Arm
        </Button>
        <Button onClick={onLeave}>Cancel</Button>
        <p
          id={says}
          role="status"
          className={`[overflow-wrap:anywhere] ${wrong === null || toWrite ? 'text-fg2' : 'text-err'}`}
        >
          <VisibleText text={answer} />
        </p>
      </div>
    </form>
  );
}

function replacementOf(rule: TapRule | null): Written {
  const { replacement } = rule ?? {};
  if (replacement === undefined) return { as: 'step', text: '', opcode: 'binary' };
  const { opcode, bytes, holes = [] } = replacement;
  return { as: 'hex', text: toHex(fromBase64(bytes) ?? new Uint8Array(0), ' '), opcode, holes };
}
