/** A16, A19 to A22, A31, A32, A49 to A51: the course of a session. */
import type { Case } from './draw.ts';

const said = '> start\n> text "Hello from the corpus. "\n> flush\n';
const heard = `${said}< audio mp3 400\n`;
const done = `${heard}> stop\n< finish\n`;

export const orderCases: readonly Case[] = [
  { name: 'a whole session', trips: '', lines: `${done}close peer 1000` },
  { name: 'two sessions on one socket', trips: '', lines: `${done}${done}close us 1000` },
  { name: 'text before start', trips: 'A16', lines: '> text "Hello. "' },
  { name: 'flush before start', trips: 'A16', lines: '> flush\n> start' },
  { name: 'an unreadable frame before text', trips: 'A12', lines: '> hex c0\n> text "Hello. "' },
  { name: 'start twice', trips: 'A19', lines: '> start\n> start' },
  { name: 'start while finish is due', trips: 'A19', lines: `${heard}> stop\n> start` },
  { name: 'text after stop', trips: 'A20', lines: `${heard}> stop\n> text "Lost. "\n< finish\nclose peer 1000` },
  { name: 'flush after stop', trips: 'A20', lines: `${heard}> stop\n> flush\n< finish` },
  { name: 'text after finish', trips: 'A20', lines: `${done}> text "Lost. "` },
  { name: 'text after finish and start', trips: '', lines: `${done}> start\n> text "A new session begins. "\n> flush` },
  { name: 'no stop before the close', trips: 'A21 A22', lines: '> start\n> text "Last words. "\nclose us 1000' },
  { name: 'no stop before the record ends', trips: 'A21', lines: '> start\n> text "Last words. "' },
  { name: 'no stop in ten seconds', trips: 'A21', lines: '> start\n> text "Last words. "\nwait 10000\n< ping' },
  {
    name: 'stop after twelve seconds takes it back',
    trips: '',
    lines: '> start\n> text "Last words. "\nwait 12000\n> stop\n< finish',
  },
  {
    name: 'flush after twelve seconds takes it back',
    trips: '',
    lines: '> start\n> text "Last words of the session. "\nwait 12000\n> flush',
  },
  {
    name: 'an error of the server ends the wait',
    trips: 'A49',
    lines: '> start\n> text "Hi. "\n< {"event": "error", "error": "no"}',
  },
  { name: 'start without any text', trips: '', lines: '> start\nwait 20000\nclose us 1000' },
  { name: 'closed by the client before finish', trips: 'A22', lines: `${heard}close us 1000` },
  { name: 'closed by the client while finish is due', trips: 'A22', lines: `${heard}> stop\nclose us 1000` },
  { name: 'closed by the client after finish', trips: '', lines: `${done}close us 1000` },
  { name: 'a pause of a second', trips: 'A31', lines: `${heard}mark relay console paused reading for 1000 ms` },
  { name: 'a short pause', trips: '', lines: `${heard}mark relay console paused reading for 999 ms` },
  {
    name: 'a tapped client that takes nothing for a second',
    trips: 'A31',
    lines: `${heard}mark relay the client took nothing for 1000 ms, and the upstream was held back`,
  },
  {
    name: 'an upstream that takes nothing: not the doing of its client',
    trips: '',
    lines: `${heard}mark relay the upstream took nothing for 5000 ms, and the client was held back`,
  },
  { name: 'a user who writes of a pause', trips: '', lines: `${heard}mark user console paused reading for 5000 ms` },
  { name: 'an idle socket', trips: 'A32', lines: `${done}wait 121500` },
  { name: 'an idle socket from the start', trips: 'A32', lines: '> start\nwait 125000\n< ping' },
  { name: 'an idle socket, dropped', trips: 'A32', lines: `${done}wait 200000\nclose network 1006` },
  { name: 'a socket kept alive by pings', trips: '', lines: `${done}wait 100000\n< ping\nwait 100000\n< ping` },
  { name: 'silence after the close', trips: '', lines: `${done}close peer 1000\nwait 300000` },
  {
    name: 'an error of the server',
    trips: 'A49',
    lines: '> start\n< {"event": "error", "error": "Too many", "max_concurrency": 5}\nclose peer 1000',
  },
  { name: 'finish with error', trips: 'A50', lines: `${heard}< finish error "backend lost"\nclose peer 1011` },
  { name: 'closed by the server', trips: 'A51', lines: `${heard}close peer 1000` },
  { name: 'lost while finish is due', trips: 'A51', lines: `${heard}> stop\nclose network 1006` },
  { name: 'lost before anything was asked', trips: '', lines: 'dial /v1/tts/live\nclose network 1006' },
];
