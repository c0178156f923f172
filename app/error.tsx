'use client';
import { Button } from '@/components/ui/button.tsx';
import { PlainNotice } from '@/components/ui/plain-notice.tsx';

export default function PageFault({ reset }: { error: Error; reset: () => void }) {
  return (
    <PlainNotice title="The page stopped drawing">
      Something in the page itself failed; nothing was sent because of it.
      <span className="mt-4 flex gap-2">
        <Button onClick={reset}>Draw it again</Button>
      </span>
    </PlainNotice>
  );
}
