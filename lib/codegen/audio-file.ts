import type { AudioAsk } from '../dialects/dialect.ts';

/** What the sound of a session is saved as. Opus comes in Ogg; raw samples have no ending that says their rate. */
export function audioFileName({ format }: AudioAsk): string {
  return `speech.${format === 'opus' ? 'ogg' : format}`;
}
