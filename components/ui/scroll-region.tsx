import type { ComponentProps } from 'react';

/** A named part of a pane that scrolls; the keyboard can reach it and so scroll it. */
export function ScrollRegion({ label, className = '', ...rest }: ComponentProps<'section'> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus, or only a mouse can scroll it
      tabIndex={0}
      className={`overflow-y-auto -outline-offset-2 ${className}`}
      {...rest}
    />
  );
}
