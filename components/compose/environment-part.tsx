'use client';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { IconButton } from '@/components/ui/icon-button.tsx';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useComposer, useEnvironment } from './composer-hooks.ts';

/** Characters of a value shown. */
const mostShown = 80;

/** The file of variables for `{{name}}`: which one, its names and values, and the way to choose another. */
export function EnvironmentPart() {
  const composer = useComposer();
  const environment = useEnvironment();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <p>
        A file of variables is one JSON object. Its values stand where the text says <code>{'{{name}}'}</code>, before
        those of the text itself. Never a key: that is <code>{'{"$key": true}'}</code>.
      </p>
      {environment !== null && (
        <ul>
          <li>
            <code>
              <VisibleText text={environment.name} />
            </code>
            <IconButton icon={X} label={`Remove ${environment.name}`} onClick={() => composer.dropEnvironment()} />
          </li>
        </ul>
      )}
      {environment !== null && (
        <dl aria-label="Variables">
          {Object.entries(environment.variables).map(([name, value]) => (
            <div key={name} className="contents">
              <dt>
                <VisibleText text={name} />
              </dt>
              <dd>
                <VisibleText text={JSON.stringify(value).slice(0, mostShown)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <input
        ref={field}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Choose variables"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen !== undefined) void composer.chooseEnvironment(chosen);
          event.currentTarget.value = '';
        }}
      />
      <Button onClick={() => field.current?.click()}>Choose variables</Button>
    </>
  );
}
