'use client';
import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { Segmented } from '../ui/segmented.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

const directions = [
  { value: 'both', show: 'Both' },
  {
    value: 'sent',
    show: (
      <>
        <ArrowUpRight size={12} strokeWidth={2.25} aria-hidden="true" />
        OUT
      </>
    ),
  },
  {
    value: 'received',
    show: (
      <>
        <ArrowDownLeft size={12} strokeWidth={2.25} aria-hidden="true" />
        IN
      </>
    ),
  },
] as const;

/** Both directions or one: beside the text filter, or where that leaves no room, before the kinds. */
export function DirectionFilter() {
  const facade = useFacade();
  const dir = useConsole((state) => state.filter.dir);
  return (
    <Segmented label="Direction" value={dir} options={directions} onChange={(to) => facade.setFilter({ dir: to })} />
  );
}
