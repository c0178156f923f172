'use client';
import { useConsole } from '../workbench/console-context.tsx';

/** While a new filter has not looked at every entry. Most searches are over before it comes into sight; the percent is not read out. */
export function Looking() {
  const looked = useConsole((state) => state.view.looked);
  if (looked === null) return null;
  return (
    <span className="opacity-100 transition-opacity delay-200 starting:opacity-0">
      Still looking
      <span aria-hidden="true" className="font-mono">
        {' '}
        {looked} %
      </span>
    </span>
  );
}
