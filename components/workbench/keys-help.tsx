'use client';
import { CircleQuestionMark } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { answerCommand } from './page-commands.ts';

const KeysDialog = dynamic(() => import('./keys-dialog.tsx').then((module) => module.KeysDialog), { ssr: false });

/** The button and the list of keys it opens. */
export function KeysHelp() {
  const [open, setOpen] = useState(false);
  useEffect(() => answerCommand('showKeys', () => setOpen(true)), []);
  return (
    <>
      {/* A phone has no keys; with one attached, "?" opens it too. */}
      <IconButton
        icon={CircleQuestionMark}
        size={16}
        label="Keys"
        className="phone:hidden"
        onClick={() => setOpen(true)}
      />
      {open && <KeysDialog onClose={() => setOpen(false)} />}
    </>
  );
}
