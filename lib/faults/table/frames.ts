/** Faults of single frames. Where a kind is asked for: the name of an event; `audio` is what carries sound, in fishspeech the binary frames. */
import type { FaultWords } from '../fault.ts';

const nth = (initial: string) => ({ counts: 'frames of that event', initial });
const sound = 'In fishspeech the sound is a frame of its own: an announced one that never came is no error there.';
const unknownClients = 'Unknown; no client was seen with it.';

export const frameFaults: readonly FaultWords[] = [
  {
    name: 'drop',
    title: 'Dropped frame',
    does: 'One frame of the server never comes.',
    moment: nth('the second of audio, the first of others'),
    symptom: 'One frame less; the sound has a hole.',
    findings: {
      fish: {
        raises: [
          { rule: 'C01', formats: ['mp3'] },
          { rule: 'C06', formats: ['opus'] },
        ],
        mayRaise: ['C01', 'C03', 'C04', 'A51', 'A53', 'C08', 'D08'],
        because: 'In pcm and wav nothing shows a hole of whole samples.',
      },
      fishspeech: {
        raises: [{ rule: 'C01', formats: ['mp3'] }],
        mayRaise: ['C01', 'C03', 'B08', 'C08', 'D08', 'B11'],
        because: `In wav nothing shows a hole. ${sound}`,
      },
    },
    clients: 'All play on: no client checks what it plays.',
  },
  {
    name: 'duplicate',
    title: 'Doubled frame',
    does: 'One frame of the server comes twice.',
    moment: nth('the second of audio, the first of others'),
    symptom: 'One frame more, the same bytes as the one before it; the sound repeats itself.',
    findings: {
      fish: {
        raises: [{ rule: 'C01', formats: ['mp3'] }],
        mayRaise: ['C01', 'C03', 'C04', 'C05', 'C06', 'C09', 'D08', 'D09', 'A57'],
        because:
          'In pcm and wav a repetition is sound like any other; in opus C04 or C06, by where in a page the frames end.',
      },
      fishspeech: {
        raises: [{ rule: 'C01', formats: ['mp3'] }],
        mayRaise: ['C01', 'C03', 'C05', 'D08'],
        because: 'In wav a repetition is sound like any other.',
      },
    },
    clients: 'All play it twice.',
  },
  {
    name: 'reorder',
    title: 'Frames swapped',
    does: 'One frame of the server comes behind the next one; where none follows within a second, it comes late.',
    moment: nth('the second of audio, the first of others'),
    symptom: 'As many frames and bytes, two of them in the wrong order.',
    findings: {
      fish: {
        raises: [{ rule: 'C01', formats: ['mp3'] }],
        mayRaise: ['C01', 'C03', 'C04', 'C06', 'C09', 'A57'],
        because:
          'In pcm and wav whole samples in another order are sound like any other; in opus C06 where pages end with the frames.',
      },
      fishspeech: {
        raises: [],
        mayRaise: ['C01', 'C03', 'B08', 'C09'],
        because: 'The frame behind is mostly the next announcement: the order of the sound itself does not change.',
      },
    },
    clients: 'WebSockets keep their order, so no client looks for it.',
  },
  {
    name: 'truncate',
    title: 'Truncated frame',
    does: 'One frame of the server ends too early.',
    moment: nth('the second of audio (fish), the first of others'),
    symptom: 'A frame that is no whole event.',
    findings: {
      fish: { raises: [{ rule: 'A12' }], mayRaise: ['C01', 'C03', 'C04', 'C06', 'A51', 'A62', 'D08'], because: '' },
      fishspeech: {
        raises: [{ rule: 'B15' }],
        mayRaise: ['C01', 'C03', 'B08'],
        because: 'Where the frame is one of sound, C01 at most.',
      },
    },
    clients: 'Read in sources: the MessagePack readers throw; whether the client dies of it is unknown.',
  },
  {
    name: 'flip',
    title: 'Bits flipped',
    does: 'Turns bits of one audio frame over, at places drawn from the seed; the event around it stays whole.',
    moment: { counts: 'audio frames', initial: 'the second' },
    symptom: 'As many bytes, some of them others: a click, or a gap where the container notices.',
    findings: {
      fish: {
        raises: [{ rule: 'C04', formats: ['opus'] }],
        mayRaise: ['C01', 'C03', 'C05', 'C06', 'C07', 'C09', 'D07', 'D08'],
        because: 'Only Ogg has a checksum; in mp3 it takes a hit in a frame header, in pcm and wav nothing shows.',
      },
      fishspeech: {
        raises: [],
        mayRaise: ['C01', 'C03', 'C05', 'C07', 'C09', 'D07'],
        because: 'mp3 and wav have no checksum over the sound.',
      },
    },
    clients: 'All play it.',
  },
  {
    name: 'wrong-type',
    title: 'Wrong type',
    does: 'One field of one event has a value of another type: a text becomes a number, anything else a text.',
    moment: { counts: 'events that have the field', initial: 'the first' },
    symptom: 'An event that is known, with a field that cannot be used.',
    findings: {
      fish: {
        raises: [{ rule: 'A58' }],
        mayRaise: ['C01', 'C03', 'C04', 'C06', 'A53', 'A54', 'A51', 'C08', 'D08'],
        because: 'The audio field becomes a text, unless another field is named.',
      },
      fishspeech: {
        raises: [{ rule: 'B15' }],
        mayRaise: ['C01', 'C03', 'B08', 'C08'],
        because: 'The text of processing becomes a number, unless another field is named.',
      },
    },
    clients:
      'Unknown; a text where bytes are due is played as noise, or thrown away, by what the language makes of it.',
  },
  {
    name: 'unknown-event',
    title: 'Unknown event',
    does: 'The server says something that no document knows.',
    moment: { counts: 'audio frames: it comes before that one', initial: 'before the second' },
    symptom: 'One event more, of a name nobody knows.',
    findings: {
      fish: { raises: [{ rule: 'A52' }], because: '' },
      fishspeech: { raises: [{ rule: 'B14' }], because: '' },
    },
    clients: 'Seen with npm fish-audio 0.1.0: ignored, as documents ask.',
  },
  {
    name: 'two-in-one',
    title: 'Two events in one frame',
    does: 'One event and the next one come in the same frame; where none follows within a second, it comes alone.',
    moment: nth('the second of audio (fish), the first of others'),
    symptom: 'One frame less; readers that take the first value lose the second.',
    findings: {
      fish: { raises: [{ rule: 'A12' }], mayRaise: ['C01', 'C03', 'C04', 'C06', 'A51', 'D08'], because: '' },
      fishspeech: { raises: [{ rule: 'B15' }], mayRaise: ['B08', 'C01'], because: '' },
    },
    clients: 'Unknown; MessagePack readers take the first value, or refuse the frame.',
  },
  {
    name: 'text-frame',
    title: 'Wrong kind of frame',
    does: 'One event comes in the other kind of frame: JSON in a text frame in place of MessagePack, JSON in a binary frame in place of text.',
    moment: nth('the second of audio (fish), the first of others'),
    symptom: 'One event in a frame of the kind that this protocol does not use for it.',
    findings: {
      fish: { raises: [{ rule: 'A10' }], mayRaise: ['C01', 'C03', 'C04', 'C06', 'A51', 'D08'], because: '' },
      fishspeech: {
        raises: [{ rule: 'B08' }],
        mayRaise: ['C01', 'C02', 'C08', 'C03', 'C09'],
        because: 'It is taken for sound, since binary frames are.',
      },
    },
    clients: 'Documents ask clients to ignore text frames; whether they do is unknown.',
  },
  {
    name: 'log',
    title: 'Debug log events',
    does: 'The server explains itself in log events, as it once did when asked to debug.',
    moment: { counts: 'audio frames: they come before that one', initial: 'before the first' },
    symptom: 'Events with a message and no sound; nothing else changes.',
    findings: {
      fish: {
        raises: [],
        because:
          'An event the protocol has had, though newer documents do not name it; whether the service still sends it is unknown.',
      },
    },
    clients: 'Seen with npm fish-audio 0.1.0: ignored.',
  },
  {
    name: 'no-time',
    title: 'No time',
    does: 'Takes the field time out of audio and finish.',
    moment: null,
    symptom: 'Events without time; nothing else changes.',
    findings: { fish: { raises: [], because: 'The field is not in the schema; it was only seen.' } },
    clients: `${unknownClients} None is known to read it.`,
  },
];
