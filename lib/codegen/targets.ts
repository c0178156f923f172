/** The languages a session can be taken home in. Data alone: the page shows the choice without the writers. */
export type TargetId = 'ts-ws' | 'ts-sdk' | 'py-websockets' | 'py-sdk' | 'websocat';
export type Target = {
  id: TargetId;
  language: string;
  /** What it stands on. */
  library: string;
  fileName: string;
};

export const scriptFile = 'session.mts';
export const pythonFile = 'session.py';
export const shellFile = 'session.sh';

/** In the order of the choice. */
export const targets: readonly Target[] = [
  { id: 'ts-ws', language: 'TypeScript', library: 'ws', fileName: scriptFile },
  { id: 'ts-sdk', language: 'TypeScript', library: 'fish-audio', fileName: scriptFile },
  { id: 'py-websockets', language: 'Python', library: 'websockets', fileName: pythonFile },
  { id: 'py-sdk', language: 'Python', library: 'fishaudio', fileName: pythonFile },
  { id: 'websocat', language: 'Shell', library: 'websocat', fileName: shellFile },
];
