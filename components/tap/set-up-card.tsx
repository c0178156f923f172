'use client';
import { useId } from 'react';
import { type ClientCard, evidenceWords, type Known, lookedAt } from '@/lib/lessons/tap-clients/client-card.ts';
import { CopiedCode } from './copied-code.tsx';

/** One client: what to install, the lines to change, and what it is known to hide or do. */
export function SetUpCard({ card, base, sandbox }: { card: ClientCard; base: string; sandbox: boolean }) {
  const { install, lines, program, setUp } = card;
  return (
    <article aria-label={card.title} className="flex min-w-0 flex-col gap-2">
      <p>
        {card.version}. <span className="text-fg2">Looked at on {lookedAt}.</span>
      </p>
      {install !== null && <CopiedCode name="Install" text={install} />}
      <CopiedCode name="Change" text={lines(base)} />
      {setUp !== undefined && <p className="max-w-[90ch] text-warn-text">{setUp}</p>}
      <p className="max-w-[90ch] text-fg2">{keyWords(card, sandbox)} No slash at the end of the address.</p>
      {program !== undefined && (
        <details>
          <summary className="min-h-6 cursor-default text-fg2 hover:text-fg narrow:min-h-9">A whole program</summary>
          <CopiedCode name="Program" text={program(base)} />
        </details>
      )}
      <div className="grid gap-x-6 gap-y-2 min-[1280px]:grid-cols-2">
        <KnownList title="What it hides from you" all={card.hides} />
        <KnownList title="What it does" all={card.does} />
      </div>
    </article>
  );
}

/** The lines take the key from the environment. */
function keyWords({ dialect, language }: ClientCard, sandbox: boolean): string {
  const variable =
    language === 'json' ? 'FISH_AUDIO_TTS_KEY' : dialect === 'fish' ? 'FISH_API_KEY' : 'FISHSPEECH_API_KEY';
  return sandbox
    ? `The key comes from ${variable}; any word is one to the sandbox.`
    : `The key comes from ${variable}, as it does without the tap.`;
}

function KnownList({ title, all }: { title: string; all: readonly Known[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <ul className="ml-4 list-disc">
        {all.map(({ says, by }) => (
          <li key={says} className="max-w-[90ch]">
            {says} <span className="text-fg3 text-label">({by === null ? 'unknown' : evidenceWords[by]})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
