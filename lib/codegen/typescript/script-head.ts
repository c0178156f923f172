/** What the two TypeScript targets begin with: what it is, what it needs, and what comes from the environment. */
import { audioFileName } from '../audio-file.ts';
import { commentText, quotedText, scriptEscapes } from '../escaped-text.ts';
import { baseVariable, keyVariable } from '../key-numbers.ts';
import type { SessionScript } from '../script.ts';
import { scriptFile } from '../targets.ts';
import { secretName } from './script-words.ts';

/** Comment lines. `packages`: what npm has to install. */
export function scriptTitle(script: SessionScript, packages: string, says: readonly string[]): string[] {
  const { dialect, title, keys } = script;
  const settings = Array.from({ length: keys }, (_, key) => `${keyVariable(dialect.id, key)}=...`);
  return [
    `${dialect.title}: the session "${title}", frame by frame, as Wiretone recorded it.`,
    `npm install ${packages} tsx`,
    [...settings, `npx tsx ${scriptFile}`].join(' '),
    `${baseVariable(dialect.id)} calls another server, AUDIO_FILE names another file for the sound.`,
    ...script.notes,
    ...says,
  ].map((line) => `// ${commentText(line)}`);
}

/** Statements: the keys, the address and the file. */
export function scriptSettings(script: SessionScript): string[] {
  const { dialect, base, keys, audio } = script;
  const secrets = Array.from({ length: keys }, (_, key) => {
    const variable = keyVariable(dialect.id, key);
    return [
      `const ${secretName(key)} = process.env.${variable} ?? '';`,
      `if (${secretName(key)} === '') throw new Error('Set ${variable} to your key.');`,
    ];
  });
  return [
    ...secrets.flat(),
    `const base = process.env.${baseVariable(dialect.id)} ?? ${quotedText(base, scriptEscapes)};`,
    `const audioFile = process.env.AUDIO_FILE ?? '${audioFileName(audio)}';`,
  ];
}
