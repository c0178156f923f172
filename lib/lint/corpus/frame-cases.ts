/** A10 to A12, A17, A52, A58 to A60, A62: frames that are no events, or not of their side. */
import type { Case } from './draw.ts';

const one = (name: string, trips: string, line: string): Case => ({ name, trips, lines: `> start\n${line}` });

export const frameCases: readonly Case[] = [
  one('a text frame sent', 'A10', '> string {"event":"stop"}'),
  one('a text frame received', 'A10', '< string hello'),
  one('a ping is no text frame', '', '< ping'),
  { name: 'nothing but text frames', trips: 'A10', lines: '> string {"event":"start"}\n> string {"event":"stop"}' },
  one('JSON in a binary frame', 'A11', '> hex 7b226576656e74223a2273746f70227d'),
  one('a JSON list in a binary frame', 'A11', '> hex 5b5d'),
  one('JSON in a binary frame of the server', 'A62', '< hex 7b226576656e74223a2273746f70227d'),
  one('an empty frame', 'A12', '> hex'),
  one('a map without event', 'A12', '> {"type": "text"}'),
  one('a key that only begins like event', 'A12', '< hex 81a66576656e7400a5617564696f'),
  one('a frame cut short', 'A12', '< hex 82a56576656e74a5617564696f'),
  one('a byte too many', 'A12', '> hex 81a56576656e74a473746f7000'),
  one('a map that is whole', '', '> hex 81a56576656e74a473746f70'),
  one('a list', 'A12', '> hex 93010203'),
  one('a number', 'A12', '> hex 2a'),
  one('an event of another protocol', 'A17', '> {"event": "close"}'),
  one('an event of the server from the client', 'A59', '> {"event": "finish", "reason": "stop"}'),
  one('an event of the client from the server', 'A59', '< {"event": "flush"}'),
  one('an unknown event of the server', 'A52', '< {"event": "telemetry", "x": 1}'),
  one('an unknown key of the server', 'A52', '< {"event": "log", "message": "x", "level": 3}'),
  one('a known event of the server', '', '< {"event": "log", "message": "x"}'),
  one('text without text', 'A58', '> {"event": "text"}'),
  one('audio that is no bytes', 'A58', '< {"event": "audio", "audio": [1, 2]}'),
  one('finish without reason', 'A58', '< {"event": "finish"}'),
  one('negative time', 'A58', '< audio mp3 64 {"time": -1}'),
  one('time at 0', '', '< audio mp3 64 {"time": 0}'),
  one('two event keys', 'A60', '< hex 82a56576656e74a36c6f67a56576656e74a36c6f67'),
  one('event as a number', 'A60', '> {"event": 4}'),
  one('gzip in a binary frame', 'A62', '< hex 1f8b08000000000000034b4c4a0600c241243503000000'),
  one('UTF-16 in a binary frame', 'A62', '< hex fffe7b0022006500760065006e00740022003a002200610022007d00'),
];
