/** What stages must be able to say in a protocol: frames of a server, made or changed. One folder per dialect. */
import type { FrameLike } from '../dialects/dialect.ts';

export type MadeFrame = { opcode: 'text' | 'binary'; bytes: Uint8Array };

export type Tongue = {
  dialect: string;
  /** The event that is struck where a fault of events (not of sound) names none. */
  usualEvent: string;
  /** The field that gets the wrong type where none is named. */
  usualField: string;
  /** Whether a frame of that name ends a round. */
  ends: readonly string[];
  /** The same frame with other sound; null for one that has none. */
  withAudio(frame: MadeFrame, audio: Uint8Array): MadeFrame | null;
  /** A frame of sound and nothing else. */
  justAudio(audio: Uint8Array): MadeFrame;
  /** The same event in the kind of frame this protocol does not use for it. */
  inWrongFrame(frame: MadeFrame): MadeFrame;
  /** With a value of another type in that field; null where the event has none. */
  wrongType(frame: MadeFrame, field: string): MadeFrame | null;
  unknownEvent(name: string): MadeFrame;
  /** `text`: what the client had asked to be spoken, where the protocol says so. */
  error(message: string, text: string | null): MadeFrame;
  /** Null where the protocol has no such event. */
  failedFinish(message: string): MadeFrame | null;
  log(message: string): MadeFrame | null;
  withoutTime(frame: MadeFrame): MadeFrame | null;
  /** The text of a client's `text` event, or of a server's event that names it; null for none. */
  textOf(frame: Pick<FrameLike, 'bytes' | 'opcode'>): string | null;
};
