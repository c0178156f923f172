'use client';
import { Plus } from 'lucide-react';
import { Menu } from '@/components/ui/menu.tsx';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { useComposer } from './composer-hooks.ts';
import { templatesOf } from './templates-of.ts';

/** Puts an event or a directive after the step under the caret, and takes the caret there. */
export function TemplateMenu({ dialect, label = 'Insert template' }: { dialect: Dialect | null; label?: string }) {
  const composer = useComposer();
  return (
    <Menu
      label={label}
      icon={Plus}
      disabled={dialect === null}
      items={templatesOf(dialect).map(({ title, event }) => {
        // Titles read `start: mp3, balanced`: the wire name, then what is special.
        const colon = title.indexOf(': ');
        return {
          name: colon === -1 ? title : title.slice(0, colon),
          ...(colon === -1 ? {} : { detail: title.slice(colon + 2) }),
          run: () => composer.insert(event),
        };
      })}
    />
  );
}
