/**
 * The session as a shell script around `websocat` (1.x): a line each message, `T` before a text, `B` before bytes in base64. It sends at
 * the recorded times; waiting for the server is beyond it.
 */
import { toBase64 } from '../../bytes/base64.ts';
import { audioFileName } from '../audio-file.ts';
import { commentText } from '../escaped-text.ts';
import { textPieces } from '../frame-pieces.ts';
import { baseVariable, keyVariable } from '../key-numbers.ts';
import {
  addressOf,
  joined,
  type Pieces,
  type ScriptStep,
  type SendStep,
  type SessionScript,
  sendsOf,
} from '../script.ts';
import { shellFile } from '../targets.ts';
import type { Wire } from '../wire.ts';
import { printfFormat, shellWord } from './shell-words.ts';

/** Longest message, bytes: audio comes in large ones. */
const buffer = 4_194_304;

export function websocatShell(script: SessionScript, { codec }: Wire): { text: string } | { why: string } {
  const why = misfit(script);
  if (why !== null) return { why };
  const { dialect, title, keys, base, query, headers, protocols, audio, end } = script;
  const variables = Array.from({ length: keys }, (_, key) => keyVariable(dialect.id, key));
  const word = (text: string) => shellWord(text) ?? "''";
  const quoted = (pieces: Pieces) =>
    pieces
      .map((piece) => (typeof piece === 'string' ? word(piece) : `"$${keyVariable(dialect.id, piece.key)}"`))
      .join('');
  const bare = codec === 'json';
  const says = [
    `${dialect.title}: the session "${title}", frame by frame, as Wiretone recorded it.`,
    `${variables.map((name) => `${name}=... `).join('')}sh ${shellFile}`,
    `It needs websocat (1.x, https://github.com/vi/websocat)${bare ? ', and base64, which most systems have' : ''}.`,
    `It sends at the recorded times and waits for no answer. ${baseVariable(dialect.id)} calls another server${bare ? ', AUDIO_FILE names another file for the sound' : ''}.`,
    ...(bare ? [] : ['What comes is shown as base64 of MessagePack: it takes a program to get the sound out.']),
    ...(query.some((piece) => typeof piece !== 'string')
      ? ['The key goes into the address as it is: percent-encode it where it needs that.']
      : []),
    ...(end.how === 'theirs' ? [] : ['Close codes cannot be chosen here.']),
    ...(keys > 0 ? ['While it runs the key stands in the list of processes.'] : []),
    ...script.notes,
  ];
  const options = [
    `-B ${buffer} --base64 --binary-prefix B --text-prefix T`,
    ...protocols.map((one) => `--protocol ${word(one)}`),
    ...headers.map(({ name, value }) => `-H=${quoted(joined([`${name}: `, ...value]))}`),
  ];
  const lines = [
    '#!/bin/sh',
    ...says.map((line) => `# ${commentText(line)}`),
    ...variables.map((name) => `: "\${${name}:?Set ${name} to your key.}"`),
    `base=\${${baseVariable(dialect.id)}-}`,
    `[ -n "$base" ] || base=${word(base)}`,
    ...(bare ? [`audio=\${AUDIO_FILE:-${audioFileName(audio)}}`, ': > "$audio"'] : []),
    '{',
    ...script.steps.flatMap((step) => stepLines(step, dialect.id)),
    // Another server may take a little longer.
    `  sleep ${seconds(1000 + (end.how === 'theirs' ? end.afterMs : 0))}`,
    `} | websocat ${options.join(' ')} "$base"${quoted(addressOf(script))}${bare ? ' |' : ''}`,
    ...(bare
      ? [
          'while IFS= read -r line; do',
          '  case $line in',
          `    B*) printf '%s' "\${line#B}" | base64 -d >> "$audio" ;;`,
          `    *) printf '%s\\n' "\${line#T}" ;;`,
          '  esac',
          'done',
        ]
      : []),
    '',
  ];
  return { text: lines.join('\n') };
}

function stepLines(step: ScriptStep, dialect: string): string[] {
  if (step.do !== 'send') {
    const ms = step.do === 'sleep' ? step.ms : step.afterMs;
    const until =
      step.do === 'await'
        ? ` # until ${commentText(step.event)} came`
        : step.do === 'quiet'
          ? ' # until the sound came to rest'
          : '';
    return [`  sleep ${seconds(ms)}${until}`];
  }
  if (step.opcode === 'binary') return [`  printf 'B%s\\n' '${toBase64(step.bytes)}' # ${commentText(step.meaning)}`];
  const pieces = textPieces(step) ?? [];
  const format = pieces.map((piece) => (typeof piece === 'string' ? printfFormat(piece) : '%s')).join('');
  const secrets = pieces
    .map((piece) => (typeof piece === 'string' ? '' : ` "$${keyVariable(dialect, piece.key)}"`))
    .join('');
  return [`  printf 'T${format}\\n'${secrets}`];
}

function seconds(ms: number): string {
  return String(ms / 1000);
}

function misfit(script: SessionScript): string | null {
  const words = [
    script.base,
    script.path,
    ...script.protocols,
    ...[...script.query, ...script.headers.flatMap(({ name, value }) => [name, ...value])].filter(
      (piece) => typeof piece === 'string',
    ),
  ];
  if (words.some((word) => shellWord(word) === null))
    return 'An address or a header holds characters that a command line should not.';
  for (const frame of sendsOf(script)) {
    const why = frameMisfit(frame);
    if (why !== null) return `Frame #${frame.seq} ${why}`;
  }
  return null;
}

function frameMisfit(frame: SendStep): string | null {
  if (frame.opcode === 'ping') return 'is a ping: websocat sends pings only by the clock.';
  if (frame.opcode === 'binary')
    return frame.holes.length > 0 ? 'holds the key among bytes: a shell cannot put it there.' : null;
  const pieces = textPieces(frame);
  if (pieces === null) return 'is a text frame that is no UTF-8.';
  return pieces.some((piece) => typeof piece === 'string' && piece.includes('\n'))
    ? 'holds a line end, and websocat reads lines.'
    : null;
}
