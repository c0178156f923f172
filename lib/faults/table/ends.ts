/** Faults of the end: errors, ends that do not come, ends that come otherwise. */
import type { FaultWords } from '../fault.ts';

const cut = ['C01', 'C03', 'C04', 'C06', 'A21', 'D08', 'A61'];
const afterFirst = { counts: 'audio frames: after that one', initial: 'after the first' };

export const endFaults: readonly FaultWords[] = [
  {
    name: 'finish-error',
    title: 'Finish with an error',
    does: 'The session fails on the way: finish with reason error, and no more audio.',
    moment: afterFirst,
    symptom: 'finish{reason: "error"} in place of the rest of the audio.',
    findings: { fish: { raises: [{ rule: 'A50' }], mayRaise: cut, because: '' } },
    clients:
      'Seen: npm fish-audio 0.1.0 shows the message, npm fish-audio-sdk says "Server error" when the frame comes alone, but loses it when it comes back to back with the one before, and then waits for ever (5 of 5 runs through the tap); the Python client loses the message.',
  },
  {
    name: 'error',
    title: 'Error event',
    does: 'The server refuses in words; on fish it then closes with 1000, on fishspeech the rest of the text does not come.',
    moment: {
      counts: 'audio frames: after that one',
      initial: 'in answer to start (fish), after the first (fishspeech)',
    },
    symptom: 'An error event; what was to follow does not.',
    findings: {
      fish: { raises: [{ rule: 'A49' }], mayRaise: [...cut, 'A51', 'A20', 'A16'], because: '' },
      fishspeech: { raises: [{ rule: 'B13' }], mayRaise: ['C01', 'C03', 'D08'], because: '' },
    },
    clients:
      'Seen: npm fish-audio 0.1.0 tells only CLOSE and no ERROR; npm fish-audio-sdk "Connection closed"; the others lose the message too.',
  },
  {
    name: 'audio-after-finish',
    title: 'Audio after finish',
    does: 'The last audio frame of a round comes once more behind its end.',
    moment: null,
    symptom: 'An audio frame behind finish (fish) or done (fishspeech).',
    findings: {
      fish: {
        raises: [],
        mayRaise: ['C01', 'C03', 'C05', 'C06', 'D10', 'A53', 'C08'],
        because: 'No document forbids it, and no rule speaks of it.',
      },
      fishspeech: { raises: [{ rule: 'B08' }], mayRaise: ['C01', 'C03', 'D10', 'D08'], because: '' },
    },
    clients: 'Unknown; most stop reading at finish.',
  },
  {
    name: 'no-finish',
    title: 'No finish',
    does: 'The end of a round never comes: finish on fish, done on fishspeech.',
    moment: { counts: 'ends of rounds', initial: 'every one' },
    symptom: 'All audio comes, and the client waits on.',
    findings: {
      fish: {
        raises: [],
        mayRaise: ['A22', 'A51', 'A32', 'A19'],
        because: 'As long as the socket is open it may still come: A51 or A22 speak when it closes.',
      },
      fishspeech: {
        raises: [],
        mayRaise: ['B09', 'B10', 'B11'],
        because: 'As long as the socket is open it may still come: B09 speaks when the client closes.',
      },
    },
    clients: 'Field reports: clients wait for ever, or take 800 ms of silence for the end.',
  },
  {
    name: 'close',
    title: 'Close with code and reason',
    does: 'The server closes on the way, with this code and reason; a reason longer than 123 bytes is cut behind a whole character.',
    moment: afterFirst,
    symptom: 'A close frame with code and reason, and no finish before it.',
    findings: {
      fish: { raises: [{ rule: 'A51' }], mayRaise: cut, because: '' },
      fishspeech: {
        raises: [],
        mayRaise: ['C01', 'C03', 'D08'],
        because: 'Which codes and when is unknown for this protocol.',
      },
    },
    clients:
      'Seen: npm fish-audio 0.1.0 tells CLOSE alone, which looks like success; the Python client says "disconnected unexpectedly".',
  },
  {
    name: 'reset',
    title: 'Connection reset',
    does: 'Ends the connection with a TCP reset where the host can, else without a close frame.',
    moment: afterFirst,
    symptom: 'The connection is lost (1006), often with ECONNRESET.',
    findings: {
      fish: { raises: [{ rule: 'A51' }], mayRaise: cut, because: '' },
      fishspeech: { raises: [], mayRaise: ['C01', 'C03', 'D08'], because: 'Nothing says that this server must not.' },
    },
    clients: 'Seen of a close without finish: npm fish-audio 0.1.0 tells CLOSE alone; of a reset it is unknown.',
  },
  {
    name: 'strict',
    title: 'Strict server',
    does: 'The built-in sandbox refuses what is out of order or out of the schema (its switch strict=on); elsewhere it does nothing.',
    moment: null,
    symptom: 'An error event where a lenient server says nothing. What the service itself does there is unknown.',
    findings: {
      fish: {
        raises: [],
        mayRaise: ['A49'],
        because: 'A client that keeps to the documents sees nothing of it; A49 for one that does not.',
      },
      fishspeech: {
        raises: [],
        mayRaise: ['B13'],
        because: 'A client that keeps to the documents sees nothing of it; B13 for one that does not.',
      },
    },
    clients: 'Not seen: no published client was run against it here.',
  },
];
