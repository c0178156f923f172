'use client';
import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import type { switchForms } from '@/lib/sandbox/switches.ts';
import { PopoverButton } from '../ui/popover-button.tsx';

/** The sandbox's switches and what each takes, out of its own table, which comes when it is asked for. */
export function SwitchesHelp() {
  const [forms, setForms] = useState<typeof switchForms>([]);
  return (
    <PopoverButton
      icon={CircleHelp}
      label="Help on switches"
      name="Switches of the sandbox"
      role="dialog"
      buttonClass="size-6.5!"
      className="p-3"
      onOpen={(box) => {
        void import('@/lib/sandbox/switches.ts').then((module) => setForms(module.switchForms));
        box.focus();
      }}
    >
      <p className="whitespace-normal">
        <code className="font-mono text-code">name=value</code>, joined by commas, such as{' '}
        <code className="font-mono text-code">pace=1,chunkBytes=512</code>. They hold from the next Connect on.
      </p>
      <table className="mt-2 w-full border-collapse text-left">
        <thead className="text-fg3 text-label">
          <tr>
            <th className="pr-3 font-normal">Switch</th>
            <th className="font-normal">What it does, and its value</th>
          </tr>
        </thead>
        <tbody>
          {forms.map(({ name, form, means }) => (
            <tr key={name} className="border-line border-t align-baseline">
              <th scope="row" className="py-0.5 pr-3 font-mono font-normal text-code">
                {name}
              </th>
              <td className="whitespace-normal py-0.5">
                {means} <span className="text-fg2">{form}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </PopoverButton>
  );
}
