'use client';
import { KeyRound, PencilLine } from 'lucide-react';
import type { UpstreamInfo } from '@/lib/relay/wire.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Field } from './field.tsx';

/** In place of the key's field, where the server holds one: nothing need be typed. `onOwn`: the user has another one. */
export function HeldKey({
  upstream,
  held,
  onOwn,
}: {
  upstream: string;
  held: NonNullable<UpstreamInfo['heldKey']>;
  onOwn: () => void;
}) {
  return (
    <Field>
      <KeyRound size={14} strokeWidth={1.75} aria-hidden="true" />
      <span
        className="text-fg"
        title={`The server holds a key for ${upstream} (${held.length} characters), shown in the log as ${held.handle}; nothing need be typed`}
      >
        Server’s key
        {held.tail !== null && <span className="font-mono text-code text-fg2"> ····{held.tail}</span>}
      </span>
      <IconButton icon={PencilLine} size={12} label="Type a key of your own" className="size-6.5!" onClick={onOwn} />
    </Field>
  );
}
