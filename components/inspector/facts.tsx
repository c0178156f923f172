import type { EntryDetail } from '@/lib/console/state.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

/** Name and value lines of an entry that is no frame: a dial, an answer to the upgrade, a close. */
export function Facts({ facts }: { facts: EntryDetail['facts'] }) {
  return (
    <ScrollRegion label="Facts" className="min-h-0 grow">
      <dl className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] gap-x-4 px-3 py-2">
        {facts.map(({ name, value, masked }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two headers may have one name
          <div key={at} className="col-span-2 grid grid-cols-subgrid border-line border-b py-1 last:border-b-0">
            <dt className="max-w-45 text-fg3 [overflow-wrap:anywhere]">
              <VisibleText text={name} />
            </dt>
            <dd className="whitespace-pre-wrap font-mono text-code [overflow-wrap:anywhere]">
              {value === '' ? (
                <span className="text-fg3">empty</span>
              ) : (
                <VisibleText text={value} masked={masked ?? []} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </ScrollRegion>
  );
}
