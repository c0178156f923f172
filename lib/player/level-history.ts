/** How full the player's queue was, over a whole playback, in bounded memory: full, every second point goes. */

export type LevelPoint = {
  /** Seconds on the audio clock. */
  contextS: number;
  queuedS: number;
};

export type LevelHistory = {
  add(contextS: number, queuedS: number): void;
  readonly length: number;
  /** In order of time. */
  points(): LevelPoint[];
};

/** Of two points that become one, the emptier stays: a queue that ran low must not look full. */
export function levelHistory(most = 4096): LevelHistory {
  const times = new Float64Array(most);
  const levels = new Float32Array(most);
  let length = 0;
  /** Reports that make one point, and those of the point under way. */
  let stride = 1;
  let inPoint = 0;

  const thin = () => {
    const half = length >> 1;
    for (let i = 0; i < half; i++) {
      const lower = (levels[2 * i] as number) <= (levels[2 * i + 1] as number) ? 2 * i : 2 * i + 1;
      times[i] = times[lower] as number;
      levels[i] = levels[lower] as number;
    }
    length = half;
    stride *= 2;
  };
  return {
    add(contextS, queuedS) {
      if (inPoint === 0) {
        if (length === most) thin();
        times[length] = contextS;
        levels[length++] = queuedS;
      } else if (queuedS < (levels[length - 1] as number)) {
        times[length - 1] = contextS;
        levels[length - 1] = queuedS;
      }
      inPoint = (inPoint + 1) % stride;
    },
    get length() {
      return length;
    },
    points: () => Array.from({ length }, (_, i) => ({ contextS: times[i] as number, queuedS: levels[i] as number })),
  };
}
