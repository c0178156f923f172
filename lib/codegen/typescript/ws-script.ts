/** The session as TypeScript over `ws`. */
import { commentText, quotedText, scriptEscapes } from '../escaped-text.ts';
import { addressOf, type KeyPart, type ScriptStep, type SendStep, type SessionScript } from '../script.ts';
import { closePatienceMs, patienceMs, type Wire } from '../wire.ts';
import { writePieces, writeValue } from '../write-value.ts';
import { ending, opening, quieting, receiving, sleeping, waiting, wsImports, wsSend, wsState } from './program-text.ts';
import { scriptSettings, scriptTitle } from './script-head.ts';
import { scriptBytes, scriptText, scriptWords, scriptWrites, secretName } from './script-words.ts';

export function wsScript(script: SessionScript, { codec }: Wire): string {
  const binary = codec === 'msgpack';
  const packages = binary ? 'ws @msgpack/msgpack' : 'ws';
  const steps = script.steps.flatMap((step) => stepLines(step));
  return [
    ...scriptTitle(script, packages, []),
    wsImports(binary),
    '',
    ...scriptSettings(script),
    '',
    ...connection(script),
    '',
    // First what the reader looks for; what it stands on is below, and there by the time this is called.
    'async function session(): Promise<void> {',
    ...[`await once(ws, 'open');`, ...steps, ...endLines(script)]
      .flatMap((lines) => lines.split('\n'))
      .map((line) => `  ${line}`),
    '}',
    '',
    runtime(script, binary),
    'await session().catch((error: Error) => {',
    '  failure = error.message;',
    '  ws.terminate();',
    '});',
    `console.log(\`\${audioBytes} bytes of sound in \${audioFile}\`);`,
    `if (failure !== '') {`,
    `  console.error(failure);`,
    `  process.exitCode = 1;`,
    '}',
    '',
  ].join('\n');
}

function connection(script: SessionScript): string[] {
  const { headers, protocols } = script;
  const address = ['base', ...addressOf(script).map(addressPiece)].join(' + ');
  const list = headers.map(({ name, value }) => {
    return `    ${scriptWords.key(name)}: ${writePieces(value, scriptWords)},`;
  });
  const offered = protocols.map((one) => quotedText(one, scriptEscapes)).join(', ');
  return [
    `const ws = ${opening}${address}, ${protocols.length > 0 ? `[${offered}], ` : ''}{`,
    '  perMessageDeflate: false,',
    ...(list.length > 0 ? ['  headers: {', ...list, '  },'] : []),
    '});',
  ];
}

function addressPiece(piece: string | KeyPart): string {
  return typeof piece === 'string' ? quotedText(piece, scriptEscapes) : `encodeURIComponent(${secretName(piece.key)})`;
}

function runtime(script: SessionScript, binary: boolean): string {
  const uses = (kind: ScriptStep['do']) => script.steps.some((step) => step.do === kind);
  const sends = script.steps.some((step) => step.do === 'send' && scriptWrites(step));
  const waits = uses('await') || uses('quiet');
  return [
    wsState(binary),
    ...(sends ? [wsSend(binary)] : []),
    sleeping,
    ending(closePatienceMs(script)),
    ...(waits ? [waiting(script.errors, patienceMs(script))] : []),
    ...(uses('await') ? [receiving] : []),
    ...(uses('quiet') ? [quieting] : []),
  ].join('');
}

function stepLines(step: ScriptStep): string[] {
  if (step.do === 'sleep') return [`await sleep(${step.ms});`];
  if (step.do === 'await') return [`await received(${quotedText(step.event, scriptEscapes)}, ${step.count});`];
  if (step.do === 'quiet') return [`await quiet(${step.ms});`];
  if (step.value !== null && scriptWrites(step)) return [`send(${writeValue(step.value, scriptWords)});`];
  return rawLines(step);
}

/** What an encoder would write in another way, or not at all: the bytes themselves. */
function rawLines(frame: SendStep): string[] {
  const { seq, opcode, meaning, bytes } = frame;
  const says = `// #${seq}, ${opcode}, ${bytes.length} B as recorded: ${commentText(meaning)}`;
  if (opcode === 'ping') return [says, `ws.ping(${scriptBytes(frame)});`];
  const text = opcode === 'text' ? scriptText(frame) : null;
  const sent = text ?? `${scriptBytes(frame)}, { binary: ${opcode === 'binary'} }`;
  return [says, 'sounding = false;', `ws.send(${sent});`];
}

function endLines({ end }: SessionScript): string[] {
  if (end.how === 'theirs') return ['await ended(); // the server closed the connection'];
  if (end.how === 'cut') return ['ws.terminate();', 'await ended();'];
  // 1005 stands for a close frame without a code.
  const how =
    end.code === 1005 ? '' : `${end.code}${end.reason === '' ? '' : `, ${quotedText(end.reason, scriptEscapes)}`}`;
  return [`ws.close(${how});`, 'await ended();'];
}
