'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';

/** Copies a text, and says whether it could. */
export function CopyText({ name, text }: { name: string; text: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      setSaid('The browser did not allow copying');
    }
  };
  return (
    <>
      <Button aria-label={`Copy: ${name}`} onClick={() => void copy()}>
        <Copy size={14} strokeWidth={1.75} aria-hidden="true" />
        Copy
      </Button>
      <span aria-live="polite" className="text-fg2">
        {said}
      </span>
    </>
  );
}
