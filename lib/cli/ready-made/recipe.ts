/** How a ready-made recording is made: steps against the built-in sandbox, whose seed and clock are fixed. */

export type Recipe = {
  /** Id of the recording, and name of its file. */
  id: string;
  /** Its session's id is made of it: never used again for another. */
  number: number;
  dialect: 'fish' | 'fishspeech';
  /** Path to dial; left out: the dialect's first. One that no page may name is how such a client dials. */
  path?: string;
  /** A key that the sandbox refuses: it is no secret. */
  key?: string;
  /** Settings of the sandbox, its faults among them: they stand in the address that was dialled. */
  switches?: Readonly<Record<string, string | number>>;
  /** JSONC, without the brackets around it. */
  steps: string;
};

/** One event or directive a line, joined as steps are. */
export const lines = (...steps: (object | string)[]): string =>
  steps.map((step) => (typeof step === 'string' ? step : JSON.stringify(step))).join(',\n');

export const text = (words: string) => ({ event: 'text', text: words });
export const flush = { event: 'flush' };
export const stop = { event: 'stop' };
export const until = (event: string) => ({ $until: { event, within: '40s' } });
export const quiet = { $until: { audioIdle: '700ms', within: '40s' } };
export const waited = (time: string) => ({ $wait: time });
export const hangUp = [{ $close: { code: 1000, reason: '' } }, { $until: { close: true, within: '5s' } }] as const;
