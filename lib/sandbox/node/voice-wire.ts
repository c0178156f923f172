/** What the server's side of the voice and its worker thread say to each other. */
import type { Speaker, Spoken, VoiceAsk } from '../voice.ts';

export type VoiceRequest =
  | { id: number; op: 'warm' }
  | { id: number; op: 'open'; stream: number; ask: VoiceAsk }
  | { id: number; op: 'speak'; stream: number; text: string; speaker: Speaker }
  | { id: number; op: 'end'; stream: number }
  | { id: number; op: 'drop'; stream: number };

export type VoiceReply = { id: number; spoken: Spoken } | { id: number; error: string };
