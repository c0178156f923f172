import { expect, test } from 'vitest';
import type { LookedFile } from '@/lib/console/rooms/import-room.ts';
import { problem } from '@/lib/problem/problem.ts';
import { fileWords, openedWords, openWords, socketWords } from './import-words.ts';
import { isRecording } from './page-files.ts';

const socket = { id: 0, title: 'x', startedAt: null, frames: 1, dialect: 'fish', isSure: true, notes: [], sameAs: [] };
const file: LookedFile = {
  name: 'f',
  format: 'a recording of Wiretone',
  isOwn: true,
  creator: null,
  sockets: [socket],
  notes: [],
  problem: null,
  verdict: null,
};

test('a file, its sockets, and what the button does', () => {
  expect(fileWords(file)).toBe('A recording of Wiretone: 1 session.');
  expect(fileWords({ ...file, format: 'HAR', creator: 'Firefox 140', sockets: [socket, socket] })).toBe(
    'HAR, written by Firefox 140: 2 sessions.',
  );
  expect(socketWords(socket)).toBe('1 frame, start not known');
  expect(openWords(1, file)).toBe('Open it');
  expect(openWords(1, { ...file, sockets: [socket, socket] })).toBe('Open 1 session');
  expect(openWords(1, { ...file, problem: problem('broken_file', '') })).toBe('Open what was readable');
  expect(openWords(1, { ...file, verdict: { ok: false, says: '' } })).toBe('Open it all the same');
  expect(openWords(1, file, true)).toBe('Open it again');
});

test('what was opened', () => {
  const session = { id: 'a', title: 't', entries: 3, masked: 0, redacted: 0 };
  expect(openedWords({ sessions: [session], notes: [], isStopped: false })).toBe('Opened 1 session with 3 entries.');
  expect(openedWords({ sessions: [session, { ...session, masked: 2, redacted: 1 }], notes: [], isStopped: true })).toBe(
    'Stopped. Opened 2 sessions with 6 entries; keys masked in 2 places; what looked like a secret removed from 1 place.',
  );
});

test('pasted text is taken only when it is a recording', () => {
  expect(isRecording('{"v":1,"t":0,"dir":"in","op":"text","text":""}')).toBe(true);
  expect(isRecording(' {"log":{"entries":[]}}')).toBe(true);
  expect(isRecording('{"format":"wiretone","version":1')).toBe(true);
  expect(isRecording('{"event":"start"}')).toBe(false);
  expect(isRecording('[{"event":"start"}]')).toBe(false);
  expect(isRecording('hello')).toBe(false);
});
