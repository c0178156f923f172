/**
 * What a measurement needs of the running page, without a line of it in the product: what the capture worker told the page last,
 * and a hand on the way from the worker to the player. Installed before the page's own scripts.
 */
import type { Page } from '@playwright/test';
import type { Blame } from '@/lib/timing/blame.ts';
import type { Figure } from '@/lib/timing/figure.ts';
import type { PlayoutLog } from '@/lib/timing/playout.ts';

/** What is known of the session on show. */
export type Told = {
  over: boolean;
  figures: Figure[];
  blames: Blame[];
  turns: number;
  /** Seconds of sound decoded. */
  seconds: number;
};

/** What is done to sound between the worker and the player, from the next playback on. */
export type FeedHand =
  | { kind: 'none' }
  /** Everything waits for `ms` once this much sound has passed. */
  | { kind: 'starve'; afterS: number; ms: number };

type Probe = { timing: Told | null; seconds: number; hand: FeedHand };
type Probed = { wiretoneProbe: Probe };
type Wish = { do?: string; port?: MessagePort };
type Update = {
  say: string;
  patch: {
    sound?: { duration: number };
    timing?: (Omit<Told, 'turns' | 'seconds'> & { turns: { playouts: PlayoutLog[] }[] }) | null;
  };
};

/** Runs in the page. */
function install(): void {
  const probe: Probe = { timing: null, seconds: 0, hand: { kind: 'none' } };
  (globalThis as unknown as Probed).wiretoneProbe = probe;

  const bridge = (player: MessagePort): MessagePort => {
    const { hand } = probe;
    const channel = new MessageChannel();
    let samples = 0;
    let rate = 44_100;
    let openAt = 0;
    let held: MessageEvent[] = [];
    const give = ({ data }: MessageEvent) =>
      player.postMessage(data, data.block === undefined ? [] : [data.block.buffer]);
    const release = () => {
      const now = held;
      held = [];
      now.forEach(give);
    };
    channel.port1.onmessage = (event) => {
      samples += event.data.block?.length ?? 0;
      const due = hand.kind === 'starve' && samples > hand.afterS * rate;
      if (openAt === 0 && due) {
        openAt = performance.now() + hand.ms;
        setTimeout(release, hand.ms);
      }
      if (performance.now() < openAt || held.length > 0) held.push(event);
      else give(event);
    };
    player.onmessage = ({ data }) => {
      if (data.type === 'ready') rate = data.sampleRateHz;
      channel.port1.postMessage(data);
    };
    return channel.port2;
  };

  const NativeWorker = globalThis.Worker;
  globalThis.Worker = class extends NativeWorker {
    private readonly isCapture: boolean;

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.isCapture = options?.name === 'capture';
      if (!this.isCapture) return;
      this.addEventListener('message', ({ data }: MessageEvent<Update>) => {
        if (data.say !== 'update') return;
        const { timing, sound } = data.patch;
        if (sound !== undefined) probe.seconds = sound.duration;
        if (timing === undefined) return;
        probe.timing = timing === null ? null : { ...timing, turns: timing.turns.length, seconds: 0 };
      });
    }

    override postMessage(message: Wish, more: Transferable[] | StructuredSerializeOptions = []): void {
      if (!this.isCapture || message.do !== 'feed' || message.port === undefined || probe.hand.kind === 'none') {
        super.postMessage(message, more as Transferable[]);
        return;
      }
      const port = bridge(message.port);
      super.postMessage({ ...message, port }, [port]);
    }
  } as typeof Worker;
}

export async function installProbe(page: Page): Promise<void> {
  // Some compilers call this in what they make of a function; it stays behind when the function goes to the page.
  await page.addInitScript('globalThis.__name ??= (it) => it;');
  await page.addInitScript(install);
}

/** What the page was told last of the session on show; null before the first session. */
export function told(page: Page): Promise<Told | null> {
  return page.evaluate(() => {
    const { timing, seconds } = (globalThis as unknown as Probed).wiretoneProbe;
    if (timing === null) return null;
    const { over, figures, blames, turns } = timing;
    return { over, figures, blames, turns, seconds };
  });
}

/** Forgets what was told: what is told next is of the next session. */
export async function forgetTold(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign((globalThis as unknown as Probed).wiretoneProbe, { timing: null, seconds: 0 });
  });
}

export async function layHand(page: Page, hand: FeedHand): Promise<void> {
  await page.evaluate((wanted) => {
    (globalThis as unknown as Probed).wiretoneProbe.hand = wanted;
  }, hand);
}
