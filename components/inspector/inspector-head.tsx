'use client';
import { ChevronDown, ChevronUp, Copy, Download, Play } from 'lucide-react';
import { useState } from 'react';
import { toBase64 } from '@/lib/bytes/base64.ts';
import { toHex } from '@/lib/bytes/hex.ts';
import { visible } from '@/lib/bytes/visible.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { FrameMenu } from '../compose/frame-menu.tsx';
import { redactedDetail, saidOfCopy } from '../export-file/redacted-copy.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { bytesText, msText } from '../ui/numbers.ts';
import { useFacade } from '../workbench/console-context.tsx';
import { entryJson } from './entry-json.ts';
import { copyText, saveBytes } from './take-away.ts';

/** Which entry it is, the way to its neighbours, and what can be taken from it. */
export function InspectorHead({ detail }: { detail: EntryDetail }) {
  const facade = useFacade();
  const [said, setSaid] = useState('');
  const { bytes } = detail;
  const copy = (what: string, text: (detail: EntryDetail) => string) => async () => {
    const taken = await redactedDetail(facade, detail, setSaid);
    if ('why' in taken) setSaid(taken.why);
    else setSaid(saidOfCopy(`Copied as ${what}`, await copyText(text(taken.detail)), taken.removed, taken.partly));
  };
  const save = async () => {
    const taken = await redactedDetail(facade, detail, setSaid);
    if ('why' in taken) setSaid(taken.why);
    if ('why' in taken || taken.detail.bytes === null) return;
    saveBytes(taken.detail.bytes, `wiretone-${detail.session.slice(0, 8)}-${detail.seq}.bin`);
    setSaid(saidOfCopy('Saved', true, taken.removed, taken.partly));
  };
  return (
    <header className="flex h-9 shrink-0 items-center gap-2 border-line border-b pr-2 pl-3 narrow:h-11">
      <h2 id="inspector-title" tabIndex={-1} className="font-medium font-mono outline-none">
        #{detail.seq}
      </h2>
      <span className="chip max-w-32 shrink-0" data-dir={detail.dir ?? undefined}>
        {visible(detail.kind).slice(0, 40)}
      </span>
      <span className="overflow-hidden text-ellipsis whitespace-nowrap font-mono text-code text-fg2">
        {msText(detail.t)} ms{bytes !== null && ` ${bytesText(bytes.length)}`}
      </span>
      <span
        aria-live="polite"
        className="grow overflow-hidden text-ellipsis whitespace-nowrap text-right text-fg3 text-label"
      >
        {said}
      </span>
      <span className="flex shrink-0">
        {detail.audio !== null && detail.dir === 'received' && (
          <IconButton icon={Play} label="Play this frame" onClick={() => facade.playFrame(detail.seq)} />
        )}
        <IconButton icon={ChevronUp} label="Previous entry" onClick={() => facade.selectNext(-1)} />
        <IconButton icon={ChevronDown} label="Next entry" onClick={() => facade.selectNext(1)} />
        <IconButton
          icon={Download}
          label="Save the frame’s bytes"
          disabled={bytes === null}
          onClick={() => void save()}
        />
        <FrameMenu detail={detail} />
        <Menu
          label="Copy"
          icon={Copy}
          items={[
            { name: 'Copy as JSON', run: copy('JSON', entryJson) },
            {
              name: 'Copy as hex',
              disabled: bytes === null,
              run: copy('hex', ({ bytes: own }) => toHex(own ?? new Uint8Array())),
            },
            {
              name: 'Copy as base64',
              disabled: bytes === null,
              run: copy('base64', ({ bytes: own }) => toBase64(own ?? new Uint8Array())),
            },
          ]}
        />
      </span>
    </header>
  );
}
