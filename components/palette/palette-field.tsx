import { Search } from 'lucide-react';
import type { ReactNode } from 'react';

/** What the text field of the palette looks like, before its list is there and after. */
export const fieldLook = {
  className: 'h-11 min-w-0 grow bg-transparent text-fg text-head outline-none placeholder:text-fg3',
  placeholder: 'A command, or the number of a row',
};

/** The line that holds it. */
export function FieldLine({ children }: { children: ReactNode }) {
  return (
    <div className="flex items-center gap-2.5 border-line border-b px-3 text-fg3">
      <Search size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      {children}
    </div>
  );
}
