/** Which stretch of a sound is drawn, and how zoom and pan change it. Seconds; pure. */

/** All of it; its last `widthS` seconds, whatever comes; or a stretch that stays. */
export type WaveWindow = { of: 'all' } | { of: 'end'; widthS: number } | { of: 'part'; fromS: number; toS: number };

export type Bounds = { fromS: number; toS: number };

/** Nothing is drawn closer than this. */
const narrowestS = 0.01;
/** What stands for an empty sound. */
const emptyS = 1;

export const wholeWindow: WaveWindow = { of: 'all' };

export function boundsOf(window: WaveWindow, seconds: number): Bounds {
  if (window.of === 'part') return { fromS: window.fromS, toS: window.toS };
  if (window.of === 'all') return { fromS: 0, toS: seconds > 0 ? seconds : emptyS };
  const fromS = Math.max(0, seconds - window.widthS);
  return { fromS, toS: fromS + window.widthS };
}

/** As the worker is asked for it. */
export function askOf(window: WaveWindow): Bounds {
  if (window.of === 'part') return { fromS: window.fromS, toS: window.toS };
  return { fromS: window.of === 'all' ? 0 : -window.widthS, toS: Number.POSITIVE_INFINITY };
}

/** `factor` below 1 comes closer. What is at `atS` stays where it is; while sound arrives and its end is in sight, the end does. */
export function zoomed(window: WaveWindow, seconds: number, factor: number, atS: number, live: boolean): WaveWindow {
  const { fromS, toS } = boundsOf(window, seconds);
  const widthS = Math.max(narrowestS, (toS - fromS) * factor);
  if (widthS >= Math.max(seconds, narrowestS)) return wholeWindow;
  if (live && window.of !== 'part') return { of: 'end', widthS };
  const share = (Math.min(toS, Math.max(fromS, atS)) - fromS) / (toS - fromS);
  return placed(atS - share * widthS, widthS, seconds);
}

/** Moves by a share of the width. At the end of a sound that still arrives it stays at the end. */
export function panned(window: WaveWindow, seconds: number, share: number, live: boolean): WaveWindow {
  const { fromS, toS } = boundsOf(window, seconds);
  const widthS = toS - fromS;
  if (window.of === 'all' || widthS >= seconds) return window;
  if (live && share > 0 && toS + share * widthS >= seconds) return { of: 'end', widthS };
  return placed(fromS + share * widthS, widthS, seconds);
}

/** The same width around a stretch, when it does not lie in the window; else the window as it is. */
export function revealed(window: WaveWindow, seconds: number, { fromS, toS }: Bounds): WaveWindow {
  const now = boundsOf(window, seconds);
  if (window.of === 'all' || (fromS >= now.fromS && fromS < now.toS)) return window;
  const widthS = now.toS - now.fromS;
  return placed((fromS + Math.min(toS, fromS + widthS)) / 2 - widthS / 2, widthS, seconds);
}

/** Round steps of the ruler: at most `most` marks in the window. */
export function rulerStep(widthS: number, most: number): number {
  const least = widthS / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((times) => times * power >= least) ?? 10;
  return step * power;
}

/** `1.25`, and from a minute on `2:03.5`; so many decimals as the step needs. */
export function timeText(second: number, stepS: number): string {
  const decimals = Math.max(0, Math.min(4, Math.ceil(-Math.log10(stepS) - 1e-9)));
  if (second < 60) return second.toFixed(decimals);
  const minutes = Math.floor(second / 60);
  return `${minutes}:${(second - minutes * 60).toFixed(decimals).padStart(decimals === 0 ? 2 : decimals + 3, '0')}`;
}

function placed(fromS: number, widthS: number, seconds: number): WaveWindow {
  const from = Math.max(0, Math.min(fromS, seconds - widthS));
  return { of: 'part', fromS: from, toS: from + widthS };
}
