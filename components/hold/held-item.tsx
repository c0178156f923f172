'use client';
import { useEffect, useMemo, useState } from 'react';
import type { HeldFrame, TapWish } from '@/lib/console/rooms/tap-room.ts';
import { KeyRef } from '@/lib/dialects/dialect.ts';
import { useFiles } from '../compose/composer-hooks.ts';
import { Button } from '../ui/button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';
import { FrameWriter, useFrame } from './frame-writer.tsx';
import { waitedWords } from './rule-words.ts';
import type { Written } from './written-frame.ts';

type Props = { frame: HeldFrame; now: number; delayMs: number; onWish: (wish: TapWish) => void };

/** One frame that waits: what it is, since when, and what can be done with it. */
export function HeldItem({ frame, now, delayMs, onWish }: Props) {
  const facade = useFacade();
  const [editing, setEditing] = useState(false);
  const { session, held, seq, dir, title, is, sinceMs } = frame;
  const release = (act: 'pass' | 'drop' | 'duplicate') => () =>
    onWish({ op: 'release', session, held, act, ...(delayMs > 0 && act !== 'drop' ? { delayMs } : {}) });
  const show = () => {
    facade.openSession(session);
    facade.select(seq);
  };
  const name = `${is?.kind ?? 'frame'} #${seq}`;
  return (
    <li className="grid gap-1.5 rounded-card border border-line px-2.5 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <button
          type="button"
          title="Show it in the log"
          onClick={show}
          className="min-h-6 rounded-ctl border border-line2 px-1.5 font-mono text-data hover:bg-bg3 narrow:min-h-9"
        >
          <VisibleText text={name} />
        </button>
        <span className="text-fg2">
          {dir === 'sent' ? 'from the client to the server' : 'from the server to the client'},{' '}
          <VisibleText text={title} />
        </span>
        <span className="font-mono text-data text-fg2">waits {waitedWords(now - sinceMs)}</span>
        <span className="grow" />
        <span className="flex flex-wrap gap-1.5">
          <Button primary onClick={release('pass')}>
            Pass on
          </Button>
          <Button disabled={is === null} aria-expanded={editing} onClick={() => setEditing(!editing)}>
            Edit
          </Button>
          <Button onClick={release('duplicate')}>Duplicate</Button>
          <Button onClick={release('drop')}>Drop</Button>
        </span>
      </div>
      {is !== null && (
        <p className="text-fg2 [overflow-wrap:anywhere]">
          {is.sizeBytes.toLocaleString('en')} B, <VisibleText text={is.meaning} />
        </p>
      )}
      {editing && <Edited frame={frame} onWish={onWish} />}
    </li>
  );
}

function Edited({ frame: { session, held, seq, dir, dialect: id, is }, onWish }: Pick<Props, 'frame' | 'onWish'>) {
  const facade = useFacade();
  const files = useFiles();
  const dialect = useDialect(id);
  const key = is?.key ?? null;
  const supplies = useMemo(
    () => ({ files, key: key === null ? null : new KeyRef(key.handle, key.length) }),
    [files, key],
  );
  const [written, setWritten] = useState<Written>({ as: 'step', text: '', opcode: 'binary' });
  const [came, setCame] = useState(false);
  useEffect(() => {
    void facade.writeFrom(session, { of: 'step', seq }).then((text) => {
      if (text !== null) setWritten({ as: 'step', text, opcode: 'binary' });
      setCame(true);
    });
  }, [facade, session, seq]);
  const to = dir === 'sent' ? 'upstream' : 'client';
  const frame = useFrame(written, to, dialect, supplies);
  if (!came || frame === null) return <p className="text-fg3">Reading the frame</p>;
  return (
    <>
      <FrameWriter label={`Frame #${seq}, edited`} written={written} frame={frame} onWritten={setWritten} />
      <Button
        primary
        disabled={'code' in frame}
        className="justify-self-start"
        onClick={() => 'encoded' in frame && onWish({ op: 'edit', session, held, frame: frame.encoded })}
      >
        Pass on as edited
      </Button>
    </>
  );
}
