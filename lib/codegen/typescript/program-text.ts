/** The fixed parts of the programs. Nothing here runs: it is what other people run, and so may name what no room of ours may. */

/** What a program over `ws` imports. `binary`: MessagePack. */
export const wsImports = (binary: boolean) => `import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
${binary ? "import { decode, encode } from '@msgpack/msgpack';\n" : ''}import WebSocket from 'ws';`;

export const sdkImports = `import { openSync, writeSync } from 'node:fs';
import { FishAudioClient, RealtimeEvents } from 'fish-audio';`;

/** The address follows, and the options. */
export const opening = 'new WebSocket(';

const msgpackMessage = `  if (!isBinary) return; // text frames are not of this protocol
  const message = decode(data) as Record<string, unknown>;
  count(String(message.event));
  if (message.event === 'audio' && message.audio instanceof Uint8Array) keep(message.audio);
  if (message.event === 'error') fail(message.error);
  if (message.event === 'finish' && message.reason === 'error') fail(message.message);`;

const jsonMessage = `  if (isBinary) return keep(data); // sound comes bare
  const message = JSON.parse(data.toString()) as Record<string, unknown>;
  count(String(message.event));
  if (message.event === 'error') fail(message.message);`;

/** State of the session, and what is done with what comes. */
export const wsState = (binary: boolean) => `const file = openSync(audioFile, 'w');
let audioBytes = 0;
let sounding = false; // sound came since the last frame sent
let audioAt = 0;
let heardAt = Date.now();
let errors = 0;
let failure = '';
let closed = '';
const events = new Map<string, number>();

ws.on('close', (code, reason) => {
  closed = \`closed with \${code} \${reason}\`;
});
ws.on('error', (error) => {
  failure = error.message;
});
ws.on('message', (data: Buffer, isBinary: boolean) => {
  heardAt = Date.now();
${binary ? msgpackMessage : jsonMessage}
});

function count(event: string): void {
  events.set(event, (events.get(event) ?? 0) + 1);
}
function keep(sound: Uint8Array): void {
  writeSync(file, sound);
  audioBytes += sound.length;
  sounding = true;
  audioAt = Date.now();
}
function fail(says: unknown): void {
  errors++;
  failure = \`The server says: \${says}\`;
  console.error(failure);
}
`;

export const wsSend = (binary: boolean) => `function send(event: unknown): void {
  sounding = false;
  ws.send(${binary ? 'encode(event)' : 'JSON.stringify(event)'});
}
`;

export const sleeping = `function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
`;

/** How a promise of the SDK's is given up. */
export const sdkLimit = (patienceMs: number) =>
  `limit = setTimeout(() => fail(new Error('The server neither spoke on nor closed the connection.')), ${patienceMs});`;

/** `patienceMs`: how long the server may be silent. */
export const ending = (patienceMs: number) => `/** Until the connection is closed, by whomever. */
async function ended(): Promise<void> {
  for (heardAt = Date.now(); closed === ''; await sleep(5)) {
    if (Date.now() - heardAt < ${patienceMs}) continue;
    ws.terminate();
    throw new Error('The server did not close the connection.');
  }
}
`;

/** `errors`: as many as the recorded session had. */
export const waiting = (errors: number, patienceMs: number) => `async function until(
  what: string,
  isMet: () => boolean,
): Promise<void> {
  for (heardAt = Date.now(); !isMet(); await sleep(5)) {
    if (errors > ${errors}) throw new Error(failure); // as many as there were in the recorded session
    if (closed !== '') throw new Error(\`The connection ended before \${what}: \${closed}\`);
    if (Date.now() - heardAt > ${patienceMs}) throw new Error(\`No \${what} came.\`);
  }
}
`;

export const receiving = `/** Until so many events of this name have come in all. */
function received(event: string, times: number): Promise<void> {
  return until(event, () => (events.get(event) ?? 0) >= times);
}
`;

export const quieting = `/** Until sound has come since the last frame sent, and then none for \`ms\`. */
function quiet(ms: number): Promise<void> {
  return until('sound', () => sounding && Date.now() - audioAt >= ms);
}
`;
