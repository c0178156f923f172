/** The Worker around the capture core: the one WebSocket to the page's own server, and messages to and from the page. */
import { openAudioStream } from '../../audio/audio-stream.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { originMs, randomId, realClock } from '../../clock/real.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { subProtocol } from '../../relay/wire.ts';
import { PayloadMemory, type SpillSource, usualBudgetBytes, usualWarnBytes } from '../../session/payload-memory.ts';
import { Core } from '../capture/core.ts';
import type { LinkHost } from '../capture/relay-link.ts';
import type { FromWorker, ToWorker } from '../port.ts';
import { opfsSpill, sweepSpills } from './spill-opfs.ts';
import { farVault } from './vault-port.ts';

/** The part of a dedicated worker's scope in use: the DOM library describes a window here. */
type WorkerScope = {
  postMessage(message: FromWorker): void;
  onmessage: ((event: { data: ToWorker }) => void) | null;
};
const scope = globalThis as unknown as WorkerScope;

const linkTo = (url: string): LinkHost => ({
  clock: realClock,
  open(events) {
    const socket = new WebSocket(url, subProtocol);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => events.opened();
    socket.onclose = () => events.closed();
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') events.text(data);
      else events.binary(new Uint8Array(data));
    };
    return socket;
  },
  async visitHome() {
    // Also fails while the server is down: the next attempt comes anyway.
    const page = await fetch('/', { cache: 'no-store' }).catch(() => null);
    if (page === null) return 'away';
    return new URL(page.url).pathname === '/login' ? 'login' : 'here';
  },
});

const vaultPort = Promise.withResolvers<MessagePort | null>();

const spill: SpillSource = {
  budgetBytes: usualBudgetBytes,
  warnBytes: usualWarnBytes,
  open: () => opfsSpill(randomId()),
};
// What a page left behind that did not end in order takes space that this one may need.
void sweepSpills();

const core = new Core({
  clock: realClock,
  link: linkTo,
  post: (message) => scope.postMessage(message),
  dialectOf,
  newHasher: frameHasher,
  openAudio: openAudioStream,
  newId: randomId,
  vault: farVault(vaultPort.promise),
  payloads: new PayloadMemory(spill),
  learnsSecrets: true,
});
scope.onmessage = ({ data }) => {
  if (data.do === 'vault') vaultPort.resolve(data.port);
  else if (data.do === 'memory') spill.budgetBytes = data.budgetBytes;
  else if (data.do !== 'heard') core.take(data);
  else {
    const { anchor } = data.report;
    const here = { ...anchor, pageMs: anchor.pageMs - originMs() };
    core.take({ ...data, report: { ...data.report, anchor: here } });
  }
};
