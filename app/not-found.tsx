import { PlainNotice } from '@/components/ui/plain-notice.tsx';

export default function NotFound() {
  return (
    <PlainNotice title="No page here">
      The console is at{' '}
      <a className="text-accent underline" href="/">
        the start page
      </a>
      .
    </PlainNotice>
  );
}
