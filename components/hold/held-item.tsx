'use client';
import { useEffect, useId, useMemo } from 'react';
import type { HeldFrame, TapWish } from '@/lib/console/rooms/tap-room.ts';
import { KeyRef } from '@/lib/dialects/dialect.ts';
import type { ReleaseAct } from '@/lib/relay/tap/rules.ts';
import { useFiles } from '../compose/composer-hooks.ts';
import { goToEntry } from '../figures/go-to-entry.ts';
import { Button } from '../ui/button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';
import { useKept } from '../workbench/use-kept.ts';
import { FrameWriter, useFrame } from './frame-writer.tsx';
import { waitedWords } from './rule-words.ts';
import type { Written } from './written-frame.ts';

/** What is being written in its place: as long as the page lives, for one looks elsewhere meanwhile. */
type Edit = Written | 'reading' | null;

const unread: Written = { as: 'step', text: '', opcode: 'binary' };

type Props = {
  frame: HeldFrame;
  now: number;
  onRelease: (act: ReleaseAct) => void;
  onEdited: (wish: TapWish) => void;
};

/** `audio #12`; `frame` of one whose entry this page does not get. The kind may be hostile. */
export function nameOf({ is, seq }: HeldFrame): string {
  return seq === 0 ? 'frame' : `${is?.kind ?? 'frame'} #${seq}`;
}

/** One frame that waits: what it is, since when, and what can be done with it. */
export function HeldItem({ frame, now, onRelease, onEdited }: Props) {
  const facade = useFacade();
  const { session, held, seq, dir, title, is, sinceMs } = frame;
  const [edit, setEdit] = useKept<Edit>(`held ${session} ${held}`, null);
  const show = () => {
    facade.openSession(session);
    goToEntry(facade, seq);
  };
  const id = useId();
  return (
    <li className="grid gap-1.5 rounded-card border border-line px-2.5 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <button
          type="button"
          id={id}
          title={seq === 0 ? 'It is not in the log' : 'Show it in the log'}
          disabled={seq === 0}
          onClick={show}
          className="min-h-6 rounded-ctl border border-line2 px-1.5 font-mono text-data hover:bg-bg3 narrow:min-h-9"
        >
          <VisibleText text={nameOf(frame)} />
        </button>
        <span className="text-fg2">
          {dir === 'sent' ? 'from the client to the server' : 'from the server to the client'},{' '}
          <VisibleText text={title} />
        </span>
        <span className="font-mono text-data text-fg2">waits {waitedWords(now - sinceMs)}</span>
        <span className="grow" />
        <span className="flex flex-wrap gap-1.5">
          <Button primary aria-describedby={id} onClick={() => onRelease('pass')}>
            Pass on
          </Button>
          <Button
            aria-describedby={id}
            disabled={is === null}
            aria-expanded={edit !== null}
            onClick={() => setEdit(edit === null ? 'reading' : null)}
          >
            Edit
          </Button>
          <Button aria-describedby={id} onClick={() => onRelease('duplicate')}>
            Duplicate
          </Button>
          <Button aria-describedby={id} onClick={() => onRelease('drop')}>
            Drop
          </Button>
        </span>
      </div>
      {is === null && (
        <p className="text-fg2">
          {seq === 0
            ? 'What it is was not kept: there was no room. It cannot be edited; it can go on as it is, twice, or not at all.'
            : 'What it is has not come to this page yet.'}
        </p>
      )}
      {is !== null && (
        <p className="text-fg2 [overflow-wrap:anywhere]">
          {is.sizeBytes.toLocaleString('en')} B, <VisibleText text={is.meaning} />
        </p>
      )}
      {edit !== null && <Edited frame={frame} edit={edit} onEdit={setEdit} onEdited={onEdited} />}
    </li>
  );
}

function Edited({
  frame: { session, held, seq, dir, dialect: id, is },
  edit,
  onEdit,
  onEdited,
}: Pick<Props, 'frame' | 'onEdited'> & { edit: Written | 'reading'; onEdit: (edit: Edit) => void }) {
  const facade = useFacade();
  const files = useFiles();
  const dialect = useDialect(id);
  const key = is?.key ?? null;
  const supplies = useMemo(
    () => ({ files, key: key === null ? null : new KeyRef(key.handle, key.length) }),
    [files, key],
  );
  const reading = edit === 'reading';
  // biome-ignore lint/correctness/useExhaustiveDependencies: onEdit is another one each time
  useEffect(() => {
    if (!reading) return;
    let wanted = true;
    void facade.writeFrom(session, { of: 'step', seq }).then((text) => {
      if (wanted) onEdit({ as: 'step', text: text ?? '', opcode: 'binary' });
    });
    return () => {
      wanted = false;
    };
  }, [facade, session, seq, reading]);
  const written = reading ? unread : edit;
  const to = dir === 'sent' ? 'upstream' : 'client';
  const frame = useFrame(written, to, dialect, supplies);
  if (reading || frame === null) return <p className="text-fg3">Reading the frame</p>;
  return (
    <>
      <FrameWriter label={`Frame #${seq}, edited`} written={written} frame={frame} onWritten={onEdit} />
      <Button
        primary
        disabled={'code' in frame}
        className="justify-self-start"
        onClick={() => 'encoded' in frame && onEdited({ op: 'edit', session, held, frame: frame.encoded })}
      >
        Pass on as edited
      </Button>
    </>
  );
}
