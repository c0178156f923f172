/** What the two Python targets begin with: what it is, what it needs, and what comes from the environment. */
import { audioFileName } from '../audio-file.ts';
import { commentText, pythonEscapes, quotedText } from '../escaped-text.ts';
import { baseVariable, keyVariable } from '../key-numbers.ts';
import type { SessionScript } from '../script.ts';
import { pythonFile } from '../targets.ts';
import { secretName } from './python-words.ts';

/** Comment lines. `packages`: what pip has to install. */
export function pythonTitle(script: SessionScript, packages: string, says: readonly string[]): string[] {
  const { dialect, title, keys } = script;
  const settings = Array.from({ length: keys }, (_, key) => `${keyVariable(dialect.id, key)}=...`);
  const lines = [
    `${dialect.title}: the session "${title}", frame by frame, as Wiretone recorded it.`,
    `pip install ${packages}`,
    [...settings, `python3 ${pythonFile}`].join(' '),
    `${baseVariable(dialect.id)} calls another server, AUDIO_FILE names another file for the sound.`,
    ...script.notes,
    ...says,
  ];
  // Python looks for "coding: ..." in the first two lines, and stops at the first: a title must not choose how the file is read.
  return ['# -*- coding: utf-8 -*-', ...lines.map((line) => `# ${commentText(line)}`)];
}

/** Statements: the keys, the address and the file. `base`: the address unless the environment names another. */
export function pythonSettings({ dialect, keys, audio }: SessionScript, base: string): string[] {
  const secrets = Array.from({ length: keys }, (_, key) => {
    const variable = keyVariable(dialect.id, key);
    return [
      `${secretName(key)} = os.environ.get('${variable}', '')`,
      `if not ${secretName(key)}:`,
      `    sys.exit('Set ${variable} to your key.')`,
    ];
  });
  return [
    ...secrets.flat(),
    `BASE = os.environ.get('${baseVariable(dialect.id)}') or ${quotedText(base, pythonEscapes)}`,
    `AUDIO_FILE = os.environ.get('AUDIO_FILE') or '${audioFileName(audio)}'`,
  ];
}
