'use client';
import { Paperclip, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { IconButton } from '@/components/ui/icon-button.tsx';
import { bytesText } from '@/components/ui/numbers.ts';
import { PopoverButton } from '@/components/ui/popover-button.tsx';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useComposer, useFiles } from './composer-hooks.ts';
import { EnvironmentPart } from './environment-part.tsx';

/** Local files for `{"$file": name}` values, and the file of variables. They stay in the memory of this page. */
export function FilesButton() {
  const composer = useComposer();
  const files = [...useFiles()];
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <PopoverButton
      icon={Paperclip}
      label={files.length === 0 ? 'Files' : `Files, ${files.length} chosen`}
      name="Files"
      role="dialog"
      buttonClass={files.length === 0 ? '' : 'text-accent!'}
      onOpen={(box) => {
        setOpen(true);
        box.querySelector('button')?.focus();
      }}
      onClose={() => setOpen(false)}
    >
      <div className="compose-files">
        <p>
          A chosen file can stand where bytes belong: <code>{'{"$file": "name"}'}</code>. It stays in this page's memory
          and is sent only with a step that names it.
        </p>
        <ul>
          {files.map(([name, bytes]) => (
            <li key={name}>
              <code>
                <VisibleText text={name} />
              </code>
              <span>{bytesText(bytes.length)}</span>
              <IconButton icon={X} label={`Remove ${name}`} onClick={() => composer.removeFile(name)} />
            </li>
          ))}
        </ul>
        <input
          ref={field}
          type="file"
          multiple
          hidden
          aria-label="Choose files"
          onChange={(event) => {
            const { files: chosen } = event.currentTarget;
            if (chosen !== null) void composer.addFiles([...chosen]);
            event.currentTarget.value = '';
          }}
        />
        <Button onClick={() => field.current?.click()}>Choose files</Button>
        {open && <EnvironmentPart />}
      </div>
    </PopoverButton>
  );
}
