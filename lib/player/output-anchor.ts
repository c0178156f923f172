/** Where the output stands: one moment on the audio clock and on the page's, as the browser tells them. */

/** What is asked of an AudioContext. Seconds; `performanceTime` in milliseconds on the page's clock. */
export type OutputState = {
  currentTime: number;
  baseLatency?: number;
  outputLatency?: number;
  getOutputTimestamp?: () => { contextTime?: number; performanceTime?: number };
};

/** What stands at `contextS` of the audio clock was heard at `pageMs` (milliseconds on the page's clock). */
export type OutputAnchor = {
  contextS: number;
  pageMs: number;
  /** `output`: the browser asked the output; `latency`: reckoned from the latency it states, which is less sure. */
  from: 'output' | 'latency';
};

/** The anchor of this moment. `nowMs`: the page's clock. What the browser does not know of the way to the ear is in neither. */
export function outputAnchor(context: OutputState, nowMs: number): OutputAnchor {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {};
  if (contextTime > 0 && performanceTime > 0) return { contextS: contextTime, pageMs: performanceTime, from: 'output' };
  const latencyS = context.outputLatency || context.baseLatency || 0;
  return { contextS: context.currentTime - latencyS, pageMs: nowMs, from: 'latency' };
}
