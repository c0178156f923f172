'use client';
import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import { type Target, type TargetId, targets } from '@/lib/codegen/targets.ts';
import { goneToCopy, redactedWords, saidOfCopy } from '../export-file/redacted-copy.ts';
import { copyText, saveBytes } from '../inspector/take-away.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { CodeText } from './code-text.tsx';
import { useCode } from './use-code.ts';

const languages = [...new Set(targets.map(({ language }) => language))];
/** What was chosen last, for as long as the page lives: the tab is put away with each change of tabs. */
let kept: TargetId = 'ts-ws';

/** The session on show as a program to take home. */
export function CodePane() {
  const [id, setId] = useState(kept);
  const [said, setSaid] = useState('');
  const facade = useFacade();
  const session = useConsole((state) => state.active);
  const code = useCode(id);
  const target = targets.find((one) => one.id === id) as Target;
  const siblings = targets.filter(({ language }) => language === target.language);
  const choose = (next: TargetId | undefined) => {
    if (next === undefined) return;
    kept = next;
    setId(next);
    setSaid('');
  };
  const text = code !== null && 'text' in code ? code.text : null;
  /** What may leave of it: a record from elsewhere may hold a key that nobody masked. */
  const clean = async () => {
    const own =
      text === null || session === null ? { why: goneToCopy } : await redactedWords(facade, session, text, setSaid);
    if ('words' in own) return own;
    setSaid(own.why);
    return null;
  };
  return (
    <div className="flex min-h-0 grow flex-col border-line border-t">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-3 py-1.5">
        <Segmented
          label="Language"
          value={target.language}
          options={languages.map((language) => ({ value: language, show: language }))}
          onChange={(language) => choose(targets.find((one) => one.language === language)?.id)}
        />
        {siblings.length > 1 ? (
          <Segmented
            label="Library"
            value={id}
            options={siblings.map((one) => ({ value: one.id, show: one.library }))}
            onChange={choose}
          />
        ) : (
          <span className="text-fg2">{target.library}</span>
        )}
        <span aria-live="polite" className="grow text-right text-fg2 text-label">
          {said}
        </span>
        <span className="flex gap-2">
          <Button
            disabled={text === null}
            onClick={async () => {
              const own = await clean();
              if (own !== null) setSaid(saidOfCopy('Code copied', await copyText(own.words), 0, own.partly));
            }}
          >
            <Copy size={14} strokeWidth={1.75} aria-hidden="true" />
            Copy code
          </Button>
          <Button
            disabled={text === null}
            title={`Save it as ${target.fileName}`}
            onClick={async () => {
              const own = await clean();
              if (own === null) return;
              saveBytes(encodeUtf8(own.words), target.fileName);
              setSaid(saidOfCopy(`Saved as ${target.fileName}`, true, 0, own.partly));
            }}
          >
            <Download size={14} strokeWidth={1.75} aria-hidden="true" />
            Save code
          </Button>
        </span>
      </div>
      {text !== null ? (
        <CodeText text={text} />
      ) : (
        <p className="grow px-3 py-2 text-fg2">
          {code !== null && 'why' in code
            ? `Not with ${target.library}: ${code.why}`
            : session === null
              ? 'A program that has the session again stands here as soon as there is one: the same frames, the same waits, the key from the environment.'
              : 'The code is being written.'}
        </p>
      )}
    </div>
  );
}
