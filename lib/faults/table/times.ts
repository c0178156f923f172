/** Faults of time: everything comes, and not when it should. */
import type { FaultWords } from '../fault.ts';

const figures =
  'Nothing in the frames is wrong; the timing figures show it, and D rules speak where the wait is long enough.';
const timed = (...mayRaise: string[]) => {
  const one = { raises: [], mayRaise, because: figures };
  return { fish: one, fishspeech: one };
};

const late = {
  raises: [{ rule: 'D03' }],
  mayRaise: ['D01', 'D02', 'D09', 'D10'],
  because: 'Below three seconds in all only the figures show it.',
};

export const timeFaults: readonly FaultWords[] = [
  {
    name: 'first-audio',
    title: 'Late first audio',
    does: 'Holds the first audio of each round back, and all that comes behind it.',
    moment: { counts: 'first audio frames: it and every later one is held back', initial: 'every one' },
    symptom: 'So many milliseconds more of silence before the first audio; nothing is lost.',
    findings: { fish: late, fishspeech: late },
    clients: 'Field reports: persistent clients give up on a first piece after 10 s; the others wait.',
  },
  {
    name: 'jitter',
    title: 'Jitter',
    does: 'Lets every frame of the server wait a while drawn from the seed; their order stays.',
    moment: { counts: 'frames of the server: it and every later one waits', initial: 'from the first on' },
    symptom: 'The same frames in the same order, at uneven distances.',
    findings: timed('D01', 'D02', 'D03', 'D09', 'D10'),
    clients: 'Players with a small buffer run dry; which ones is unknown.',
  },
  {
    name: 'drip',
    title: 'Slow drip',
    does: 'Cuts the audio into small pieces and lets one go at a time; into larger ones where more than 4,096 of a frame or 20,000 in all would wait.',
    moment: { counts: 'audio frames: it and every later one drips', initial: 'from the first on' },
    symptom: 'Many small audio frames, no more bytes than before, at so many bytes per step of time.',
    findings: {
      fish: {
        raises: [],
        mayRaise: ['D01', 'D02', 'D03', 'D09', 'D10', 'A56'],
        because: `${figures} An odd size splits samples of pcm.`,
      },
      fishspeech: { raises: [], mayRaise: ['D01', 'D02', 'D03', 'D09', 'D10'], because: figures },
    },
    clients: 'Read in sources: pipecat throws pieces of 1,024 bytes and less away as noise, and stays silent.',
  },
  {
    name: 'tail',
    title: 'Withheld tail',
    does: 'The last audio frames of a round never come; the end of the round does, where the server sends one.',
    moment: null,
    symptom: 'Everything looks finished, and the last words are missing.',
    findings: {
      fish: {
        raises: [],
        mayRaise: ['C03', 'A61', 'D08'],
        because:
          'Of whole mp3 frames, Ogg pages and samples nothing on the wire shows what is missing (whether a service marks its last Ogg page is unknown, so no rule asks for it); C03 where the cut falls inside of one, D08 where much is missing.',
      },
      fishspeech: {
        raises: [],
        mayRaise: ['C03', 'C01', 'D08'],
        because: 'Nothing on the wire says how long the sound was to be; C03 where the cut falls inside an mp3 frame.',
      },
    },
    clients: 'No client can know, unless it compares the length of the sound with the text.',
  },
  {
    name: 'stall',
    title: 'Silent stall',
    does: 'From then on the server says nothing, and the connection stays open; pings are answered, a close is passed on.',
    moment: { counts: 'audio frames: the last one that comes', initial: 'after the first' },
    symptom: 'The audio stops, and neither an end nor a close follows.',
    findings: {
      fish: {
        raises: [],
        mayRaise: ['A22', 'A32', 'C01', 'C03', 'C06'],
        because:
          'As long as the socket is open more may come; A22 where the client then closes, A32 after two minutes.',
      },
      fishspeech: {
        raises: [],
        mayRaise: ['B09', 'B11', 'C01', 'C03'],
        because: 'As long as the socket is open more may come; B09 where the client then closes.',
      },
    },
    clients:
      'Field reports: clients without a deadline of their own wait for ever; one takes 800 ms of silence for the end.',
  },
  {
    name: 'no-pong',
    title: 'No pong',
    does: "The client's pings are never answered.",
    moment: null,
    symptom: 'No pong; a client with a keepalive gives up.',
    findings: {
      fish: {
        raises: [],
        because: 'The protocol says nothing of pings, and pongs do come late while the service is busy.',
      },
      fishspeech: { raises: [], because: 'The protocol says nothing of pings.' },
    },
    clients:
      'Field reports: the official Python client pings every 20 s and gives up 20 s later; npm clients never ping.',
  },
  {
    name: 'idle',
    title: 'Idle drop',
    does: 'Loses the connection, without a close frame, after so long without a frame of either side; pings and pongs do not count.',
    moment: null,
    symptom: 'The connection is lost (1006).',
    findings: {
      fish: {
        raises: [{ rule: 'A51' }],
        mayRaise: ['A21', 'C01', 'C03', 'C04', 'C06'],
        because: 'Only where a session was running: a lost connection that nobody used is nothing to complain of.',
      },
      fishspeech: { raises: [], mayRaise: ['C01', 'C03'], because: 'Nothing says that this server must not.' },
    },
    clients:
      'Measured by a third party: the service itself does so between 120 s and 300 s; pooled clients must notice before they write.',
  },
];
