import type { ItemField } from '@/lib/audio/inspect/container-item.ts';
import { VisibleText } from '../ui/visible-text.tsx';

/** The fields of a container item, each with what it means. */
export function ItemFields({ fields }: { fields: readonly ItemField[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="mt-1 grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] gap-x-4">
      {fields.map(({ name, value, says }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two packets of a page have fields of one name
        <div key={at} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-fg3">{name}</dt>
          <dd className="font-mono text-code [overflow-wrap:anywhere]">
            <VisibleText text={value.slice(0, 200)} />
            {says !== undefined && (
              <span className="font-sans text-fg2">
                {' '}
                <VisibleText text={says} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
