'use client';
import { useRef } from 'react';
import { grouped } from '@/components/ui/numbers.ts';
import { useFacade } from '@/components/workbench/console-context.tsx';
import { counted } from '@/lib/bytes/quantity.ts';
import { fromLibraryFile, notTaken } from '@/lib/scenario/shelf/library-file.ts';
import { pageLibrary } from './use-library.ts';
import { withoutKeys } from './without-keys.ts';

/** No scenario is that long; what is, is another file. */
const fileLimit = 16 * 1024 * 1024;
const mostScenarios = 2000;

/** Files of scenarios into the library: a list that was exported, or the text of one. What is there already stays. */
export function ImportButton({ dialect, say }: { dialect: string; say: (words: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const facade = useFacade();
  const take = async (file: File): Promise<string> => {
    if (file.size > fileLimit) return `${file.name} was not taken: it is larger than 16 MiB.`;
    const read = fromLibraryFile(await file.text(), file.name, dialect);
    if (!Array.isArray(read)) return notTaken(file.name, read);
    if (read.length > mostScenarios)
      return `${file.name} was not taken: it holds more than ${grouped(mostScenarios)} scenarios.`;
    // A file from elsewhere may hold a key: what is kept in the browser never does.
    const clean = await Promise.all(read.map((each) => withoutKeys(each, facade.scrub)));
    const added = await pageLibrary().take(clean);
    const there = read.length - added;
    const others = read.filter((each) => each.dialect !== dialect).length;
    return [
      `${file.name}: ${counted(added, 'scenario')} imported.`,
      ...(there > 0 ? [`${counted(there, 'scenario')} had been there already.`] : []),
      ...(others > 0 ? [`${others} of another protocol: shown with an upstream that speaks it.`] : []),
    ].join(' ');
  };
  const takeAll = async (files: readonly File[]) => {
    const done: string[] = [];
    for (const file of files) done.push(await take(file).catch(() => `${file.name} could not be read.`));
    if (done.length > 0) say(done.join(' '));
  };
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        Import …
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Scenario files"
        accept=".json,.jsonc,.jsonl"
        onChange={({ target }) => {
          void takeAll([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
}
