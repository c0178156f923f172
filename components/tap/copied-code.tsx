'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../inspector/take-away.ts';
import { Button } from '../ui/button.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';

/** Code between its name and the button that copies it. It scrolls sideways by itself. */
export function CopiedCode({ name, text }: { name: string; text: string }) {
  /** Of a text: what is said of one does not stand beside another. */
  const [said, setSaid] = useState({ of: '', says: '' });
  const copy = async () =>
    setSaid({ of: text, says: (await copyText(text)) ? `${name} copied` : 'The browser did not allow copying' });
  return (
    <div className="grid grid-cols-[4rem_minmax(0,1fr)_auto] items-start gap-x-2 phone:grid-cols-[minmax(0,1fr)_auto] phone:items-center phone:gap-y-1">
      <span className="pt-1 font-semibold">{name}</span>
      <ScrollRegion
        label={`${name}: code`}
        className="overflow-x-auto rounded-card border border-line bg-bg2 phone:col-span-2 phone:row-start-2"
      >
        <pre className="w-max px-2.5 py-1 font-mono text-code">{text.trimEnd()}</pre>
      </ScrollRegion>
      <Button aria-label={`Copy: ${name}`} onClick={() => void copy()}>
        <Copy size={14} strokeWidth={1.75} aria-hidden="true" />
        Copy
      </Button>
      <span aria-live="polite" className="col-start-2 text-fg2 text-label phone:col-span-2 phone:col-start-1">
        {said.of === text && said.says}
      </span>
    </div>
  );
}
