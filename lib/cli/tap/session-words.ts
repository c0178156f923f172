/** What a terminal is told of one tapped session. Texts of peers stand in it as they came: whoever prints it makes them visible. */
import { counted } from '../../bytes/quantity.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { DialEntry, Direction } from '../../session/entry.ts';
import type { TapSession } from './watch-taps.ts';

/** `session 1 (ci): fish-audio/python/1.3.0 to ws://...`; the name is that of the address. */
export function beginWords({ number, isSocket, evidence, held }: TapSession): string {
  const { name = '' } = held.session.tap ?? {};
  const session = `session ${number}${name === '' ? '' : ` (${name})`}`;
  if (!isSocket) return `${session}: plain HTTP calls`;
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind !== 'dial') continue;
    const parsed = entry.tapped === 'parsed' ? ', taken frame by frame' : '';
    return `${session}: ${agentOf(entry)} to ${entry.url}${parsed}`;
  }
  return session;
}

function agentOf({ headers }: DialEntry): string {
  const agent = headers.find(({ name }) => name.toLowerCase() === 'user-agent')?.value ?? '';
  return agent === '' ? 'a client that does not say what it is' : agent;
}

/** `session 1 is over: 4 frames sent, 12 received in 3.2 s; Closed 1000` */
export function endWords({ number, isSocket, evidence, held }: TapSession, isCut: boolean): string {
  const end = isCut ? 'cut off here, and not judged' : held.session.connection.words;
  const { log } = held.session;
  const seconds = log.length === 0 ? 0 : log.tOf(log.length) / 1000;
  const frames: Record<Direction, number> = { sent: 0, received: 0 };
  let calls = 0;
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind === 'http') calls++;
    if (entry.kind !== 'frame' || !crossedClient(entry)) continue;
    if (entry.opcode === 'text' || entry.opcode === 'binary') frames[entry.dir]++;
  }
  const what = isSocket ? `${counted(frames.sent, 'frame')} sent, ${frames.received} received` : counted(calls, 'call');
  return `session ${number} is over: ${what} in ${seconds.toFixed(1)} s; ${end}`;
}
