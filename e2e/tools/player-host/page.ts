/** A page with nothing but the player: what lib/console does with it, in its smallest form. */
import { createPlayer } from '@/lib/player/browser/player.ts';
import { heardClock } from '@/lib/player/heard-clock.ts';
import type { FromWorker, ToWorker } from './worker.ts';

type TrustedTypesLike = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown };
const { trustedTypes } = globalThis as unknown as { trustedTypes?: TrustedTypesLike };
trustedTypes?.createPolicy('default', { createScriptURL: (url) => url });

const query = new URLSearchParams(location.search);
const worker = new Worker('/worker.js', { type: 'module' });
const say = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
const byId = (id: string) => document.getElementById(id) as HTMLElement;

/** What is known of when the last playback was heard, in the page's time. */
let heard = heardClock();
const anchors = new Set<string>();
const heardFigures = () => ({
  isolated: crossOriginIsolated,
  now: performance.now(),
  anchors: [...anchors],
  played: heard.playedSamples,
  runs: heard.runs(),
  underruns: heard.underruns(),
  first: heard.heardAt(0),
  last: heard.heardAt(heard.playedSamples - 1),
  levels: heard.levels(),
});

const player = createPlayer({
  onHeard(report) {
    anchors.add(report.anchor.from);
    heard.add(report);
    byId('heard').textContent = JSON.stringify(heardFigures());
  },
  onState(state) {
    byId('state').textContent = state.state;
    byId('figures').textContent = JSON.stringify(state);
    if (query.has('tell')) console.log(JSON.stringify(state));
  },
});
worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
  if (data.type === 'need-port') {
    heard = heardClock();
    const port = player.start(Number(query.get('rate') ?? data.sampleRateHz));
    say({ type: 'port', port }, [port]);
  } else byId('trouble').textContent = data.text;
};
const part = () =>
  say({
    type: 'part',
    file: query.get('file') ?? '',
    format: (query.get('format') ?? 'mp3') as 'mp3',
    sampleRateHz: Number(query.get('sampleRate') ?? 0),
    range: JSON.parse(query.get('range') ?? '{}'),
  });
const load = () =>
  say({
    type: 'load',
    file: query.get('file') ?? '',
    format: (query.get('format') ?? 'mp3') as 'mp3',
    sampleRateHz: Number(query.get('sampleRate') ?? 0),
    stallMs: Number(query.get('stallMs') ?? 0),
  });

byId('load').onclick = load;
byId('part').onclick = part;
byId('play').onclick = () => player.play() === 'replay' && load();
byId('pause').onclick = () => player.pause();
byId('stop').onclick = () => player.stop();
byId('quiet').onclick = () => player.setVolume(0.25);
// Sound that comes without any action of the user.
if (query.has('auto')) load();
