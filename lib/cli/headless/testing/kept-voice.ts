/** A voice that speaks everything once: asked for the same stream again, it gives what it gave. For tests that say the same many times. */
import type { Spoken, Voice, VoiceStream } from '../../../sandbox/voice.ts';

type Call = (stream: VoiceStream) => Promise<Spoken>;

/** `voice` must answer the same calls in the same way each time. */
export function keptVoice(voice: Voice): Voice {
  const kept = new Map<string, Promise<Spoken>>();
  return {
    open(ask) {
      let said = JSON.stringify(ask);
      const calls: Call[] = [];
      let stream: VoiceStream | null = null;
      let made = 0;
      const answer = (words: string, call: Call): Promise<Spoken> => {
        said += `\n${words}`;
        calls.push(call);
        const known = kept.get(said);
        if (known !== undefined) return known;
        stream ??= voice.open(ask);
        let spoken: Promise<Spoken> | undefined;
        // What was said before belongs to the same stream: its encoder must have heard it.
        for (; made < calls.length; made++) spoken = calls[made]?.(stream);
        if (spoken === undefined) throw new Error('nothing was asked for');
        kept.set(said, spoken);
        return spoken;
      };
      return {
        speak: (text, speaker) => answer(JSON.stringify([text, speaker]), (one) => one.speak(text, speaker)),
        end: () => answer('end', (one) => one.end()),
        drop: () => stream?.drop(),
      };
    },
  };
}
