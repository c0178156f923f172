import type { ReactNode } from 'react';

/** A whole page that says one thing. */
export function PlainNotice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid h-full place-items-center p-6">
      <div className="max-w-[420px]">
        <h1 className="text-title font-semibold">{title}</h1>
        <p className="mt-1 text-head text-fg2">{children}</p>
      </div>
    </main>
  );
}
