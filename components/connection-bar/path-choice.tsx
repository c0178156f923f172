'use client';
import clsx from 'clsx';
import { visible } from '@/lib/bytes/visible.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { Choice } from './choice.tsx';

/** The upstream's address; where it has several paths, the end of it is a list of them. */
export function PathChoice({ busy }: { busy: boolean }) {
  const facade = useFacade();
  const upstream = useConsole((state) => state.upstreams.find(({ id }) => id === state.upstream));
  const chosen = useConsole((state) => state.path);
  if (upstream === undefined) return null;
  const { address, paths } = upstream;
  const first = paths[0] ?? '';
  const path = chosen === '' ? first : chosen;
  const many = paths.length > 1;
  const shown = visible(many ? address.slice(0, address.length - first.length) : address);
  return (
    <>
      <span
        className={clsx(
          // As much of it as there is room for: what else the bar holds does not wrap for it.
          'hidden max-w-max grow-99 basis-24 truncate font-mono text-code text-fg3',
          // Beside the list of paths there is room for it on wide screens only; the list's tooltip has it whole.
          many ? 'min-[1720px]:block' : 'min-[1400px]:block',
        )}
        title={shown}
      >
        {shown}
      </span>
      {many && (
        <Choice
          label="Path"
          value={path}
          options={paths.map((each) => ({ value: each, name: shortened(each, paths) }))}
          disabled={busy}
          title={`${busy ? 'Disconnect to choose another path: ' : ''}${shown}${visible(path)}`}
          onChange={(to) => facade.setPath(to)}
        />
      )}
    </>
  );
}

/** The last part of a path, unless another one ends in the same. */
function shortened(path: string, all: readonly string[]): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last !== '' && all.filter((each) => each.endsWith(`/${last}`)).length === 1 ? last : visible(path);
}
