/** Whether a session is one that an SDK's text stream would have had: start, texts, stop. */
import { type Pieces, type SendStep, type SessionScript, sendsOf, type Value } from './script.ts';

/** The text that an SDK is given, after a pause; the last of them is the pause before stop. */
export type SdkText = { pauseMs: number; pieces: Pieces; end: boolean; flush: boolean };
export type FittingSession = { request: Value & { is: 'map' }; model: string; texts: readonly SdkText[] };

const livePath = '/v1/tts/live';

/** `sdk`: its name. `writes`: whether its encoder makes the frame's bytes. `isFlush`: for one whose texts can hold flushes. */
export function sdkSession(
  script: SessionScript,
  sdk: string,
  writes: (frame: SendStep) => boolean,
  isFlush: (frame: SendStep) => boolean = () => false,
): FittingSession | { why: string } {
  const upgrade = upgradeFits(script, sdk);
  if (typeof upgrade !== 'string') return upgrade;
  const frames = sendsOf(script);
  const odd = frames.find((frame) => !writes(frame));
  if (odd !== undefined) return { why: `Frame #${odd.seq} is not what ${sdk} would write; it is ${odd.meaning}` };
  const request = requestOf(frames[0]);
  if (request === null) return { why: `The first frame is no start with a request alone, which ${sdk} sends first.` };
  const last = frames.at(-1);
  if (last === undefined || !isEvent(last, 'stop', 1)) {
    return { why: `The last frame is no stop, which ${sdk} sends when the texts are over.` };
  }
  const texts: SdkText[] = [];
  let pauseMs = 0;
  for (const step of script.steps.slice(script.steps.indexOf(frames[0] as SendStep) + 1)) {
    if (step.do === 'sleep') pauseMs = step.ms;
    else if (step === last) {
      texts.push({ pauseMs, pieces: [], end: true, flush: false });
      break;
    } else if (step.do !== 'send') {
      return { why: `The session waits for the server between its frames; the text stream of ${sdk} cannot.` };
    } else {
      const flush = isFlush(step);
      const pieces = flush ? [] : textOf(step);
      if (pieces === null) {
        return {
          why: `${sdk} sends texts between start and stop, and nothing else; frame #${step.seq} is ${step.meaning}`,
        };
      }
      texts.push({ pauseMs, pieces, end: false, flush });
      pauseMs = 0;
    }
  }
  return { request, model: upgrade, texts };
}

/** The model header; or why the SDK would not dial this way. */
function upgradeFits({ dialect, path, query, headers }: SessionScript, sdk: string): string | { why: string } {
  if (dialect.id !== 'fish') return { why: `${sdk} speaks Fish Audio live, not ${dialect.title}.` };
  if (path !== livePath || query.length > 0) return { why: `${sdk} calls ${livePath} and no other address.` };
  const named = (name: string) => headers.filter((header) => header.name.toLowerCase() === name);
  const [bearer, key, ...more] = named('authorization')[0]?.value ?? [];
  if (bearer !== 'Bearer ' || key === undefined || typeof key === 'string' || more.length > 0) {
    return { why: `${sdk} sends "Authorization: Bearer" and the key; this session did not.` };
  }
  const model = named('model')[0]?.value[0];
  if (typeof model !== 'string') return { why: `${sdk} always sends a model header; this session had none.` };
  if (headers.length > 2) {
    const other = headers.find(({ name }) => !/^(?:authorization|model)$/i.test(name));
    return { why: `${sdk} does not send the header ${other?.name ?? ''}.` };
  }
  return model;
}

function isEvent({ value }: SendStep, name: string, keys: number): boolean {
  if (value?.is !== 'map' || value.entries.length !== keys) return false;
  const [key, event] = value.entries[0] ?? [];
  return key === 'event' && event?.is === 'text' && event.pieces.length === 1 && event.pieces[0] === name;
}

function requestOf(frame: SendStep | undefined): (Value & { is: 'map' }) | null {
  if (frame === undefined || !isEvent(frame, 'start', 2) || frame.value?.is !== 'map') return null;
  const [name, request] = frame.value.entries[1] ?? [];
  return name === 'request' && request?.is === 'map' ? request : null;
}

function textOf(frame: SendStep): Pieces | null {
  if (!isEvent(frame, 'text', 2) || frame.value?.is !== 'map') return null;
  const [name, text] = frame.value.entries[1] ?? [];
  return name === 'text' && text?.is === 'text' ? text.pieces : null;
}
