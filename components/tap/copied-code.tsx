'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../inspector/take-away.ts';
import { Button } from '../ui/button.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';

/** Code with its name, and the button that copies it. It scrolls sideways by itself. */
export function CopiedCode({ name, text }: { name: string; text: string }) {
  /** Of a text: what is said of one does not stand beside another. */
  const [said, setSaid] = useState({ of: '', says: '' });
  const copy = async () =>
    setSaid({ of: text, says: (await copyText(text)) ? `${name} copied` : 'The browser did not allow copying' });
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-3 pb-1">
        <span className="font-semibold">{name}</span>
        <Button aria-label={`Copy: ${name}`} onClick={() => void copy()}>
          <Copy size={14} strokeWidth={1.75} aria-hidden="true" />
          Copy
        </Button>
        <span aria-live="polite" className="text-fg2 text-label">
          {said.of === text && said.says}
        </span>
      </div>
      <ScrollRegion label={`${name}: code`} className="overflow-x-auto rounded-card border border-line bg-bg2">
        <pre className="w-max px-2.5 py-1.5 font-mono text-code">{text.trimEnd()}</pre>
      </ScrollRegion>
    </div>
  );
}
