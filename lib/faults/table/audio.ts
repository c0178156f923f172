/** Faults of the sound itself: events are whole, the container is not. */
import type { FaultWords } from '../fault.ts';

export const audioFaults: readonly FaultWords[] = [
  {
    name: 'cut-audio',
    title: 'Audio cut inside a unit',
    does: 'Takes the end of one audio frame away, so that an mp3 frame, an Ogg page or a sample is cut in the middle.',
    moment: { counts: 'audio frames', initial: 'the second' },
    symptom: 'The event is whole and its sound is not: a click, or noise from there on (pcm and wav).',
    findings: {
      fish: {
        raises: [
          { rule: 'C01', formats: ['mp3'] },
          { rule: 'A56', formats: ['pcm'] },
          { rule: 'C04', formats: ['opus'] },
        ],
        mayRaise: ['C01', 'C03', 'C04', 'C06', 'C09', 'A61', 'D07', 'D08'],
        because: 'In a wav only the end of the stream shows that half a sample is missing.',
      },
      fishspeech: {
        raises: [{ rule: 'C01', formats: ['mp3'] }],
        mayRaise: ['C01', 'C03', 'D07', 'D08'],
        because: 'In a wav only the end of the stream shows that half a sample is missing.',
      },
    },
    clients: 'All play it; what is heard depends on the decoder.',
  },
  {
    name: 'header-again',
    title: 'Header comes again',
    does: 'The header of the file (ID3 tag, first Ogg pages, wav header) comes again before the first audio after a flush; in fishspeech after each done.',
    moment: {
      counts: 'audio frames: it comes before that one, flush or not',
      initial: 'after each flush that was sent once sound had come',
    },
    symptom: 'The stream begins anew in the middle; a player that expects one file clicks or stops.',
    findings: {
      fish: {
        raises: [{ rule: 'C05', formats: ['mp3', 'opus', 'wav'] }],
        mayRaise: ['C01', 'C03', 'C06', 'C09', 'D08'],
        because: 'Pcm has no header. Whether the service itself does so is unknown.',
      },
      fishspeech: {
        raises: [{ rule: 'C05', formats: ['mp3'] }],
        mayRaise: ['C01', 'C03', 'C09', 'D08'],
        because:
          'A wav that begins anew with a text is taken for a file of its own, which is fine. Whether the service itself does so is unknown.',
      },
    },
    clients: 'Unknown; those that hand all bytes to one decoder rely on what it makes of a second header.',
  },
  {
    name: 'wrong-format',
    title: 'Wrong format',
    does: 'The sound is not what was asked for: a wav of silence, or mp3 where wav was asked for; as many bytes as before.',
    moment: null,
    symptom: 'A player set up for the format asked for makes noise or stays silent.',
    findings: {
      fish: {
        raises: [{ rule: 'A53' }],
        mayRaise: ['A54', 'A61', 'C01', 'C03', 'C08', 'C09', 'D06', 'D08', 'D01', 'D02'],
        because: '',
      },
      fishspeech: {
        raises: [{ rule: 'C08' }],
        mayRaise: ['C01', 'C03', 'C09', 'D06', 'D08', 'D01', 'D02'],
        because: '',
      },
    },
    clients: 'Field reports of "popping" audio: clients play what comes as what they asked for.',
  },
];
