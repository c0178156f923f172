/** The course of a session of Fish Audio in words; its moves are those the rules go by. */
import { fishMoves } from '../../dialects/fish/course.ts';
import { outOfPlace as place } from './out-of-place.ts';
import type { Course } from './reference.ts';

const beforeStart =
  'What the service does is not known. The sandbox ignores it; with the switch strict=on it answers error and closes.';
const again =
  'What the service does is not known. The sandbox gives up the session and begins a new one; with strict=on it answers error and closes.';
const late = 'What the service does is not known. The sandbox ignores it.';

export const fishCourse: Course = {
  states: [
    { id: 'silent', title: 'Open', says: 'The upgrade was accepted; nothing was sent yet.' },
    { id: 'started', title: 'Started', says: 'Texts are taken. They are spoken when enough is there, or at a flush.' },
    { id: 'waiting', title: 'Waiting for finish', says: 'After stop: the rest is spoken, then finish comes.' },
    {
      id: 'over',
      title: 'Finished',
      says: 'finish or error came. The server may close; or another start begins a session on the same socket.',
    },
  ],
  moves: fishMoves,
  stays: [
    { state: 'started', by: 'client', events: ['text', 'flush'] },
    { state: 'started', by: 'server', events: ['audio', 'log'] },
    { state: 'waiting', by: 'server', events: ['audio', 'log'] },
  ],
  outOfPlace: [
    place('silent', 'text', 'A16', 'The first message must be start.', beforeStart),
    place('silent', 'flush', 'A16', 'The first message must be start.', beforeStart),
    place('silent', 'stop', 'A16', 'The first message must be start.', beforeStart),
    place('started', 'start', 'A19', 'A session is under way: stop, wait for finish, then start.', again),
    place('waiting', 'start', 'A19', 'finish has not come yet.', again),
    place('waiting', 'text', 'A20', 'Nothing is taken after stop: the text is lost.', late),
    place('waiting', 'flush', 'A20', 'Nothing is taken after stop.', late),
    place('waiting', 'stop', null, 'One stop is enough.', late),
    place('over', 'text', 'A20', 'Nothing is taken after stop: begin a session with start.', late),
    place('over', 'flush', 'A20', 'Nothing is taken after stop: begin a session with start.', late),
    place('over', 'stop', null, 'The session has ended.', late),
  ],
};
