/** A core on a stage, for tests: the real relay and the sandbox behind it, all in memory, on one clock moved by hand. */
import { openAudioStream } from '../../audio/audio-stream.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { type FakeClock, fakeClock } from '../../clock/fake.ts';
import { dialectOf, dialects } from '../../dialects/registry.ts';
import type { FeedMessage, FeedPort } from '../../player/port.ts';
import type { Problem } from '../../problem/problem.ts';
import { builtinUpstreams } from '../../relay/builtin.ts';
import { defaultRelayLimits } from '../../relay/limits.ts';
import { createRelay, type PageEnd, type Relay } from '../../relay/relay.ts';
import { createTapHub, type TapHub } from '../../relay/tap/tap-hub.ts';
import type { TapAsk, TapRecord } from '../../relay/tap/tap-record.ts';
import type { TapView } from '../../relay/tap/tap-view.ts';
import { upstreamInfo } from '../../relay/upstream.ts';
import { openInMemory } from '../../sandbox/memory-host.ts';
import { sandboxServer } from '../../sandbox/servers.ts';
import { parseSwitches, type Switches } from '../../sandbox/switches.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import { Masker } from '../../session/mask.ts';
import type { PayloadMemory } from '../../session/payload-memory.ts';
import { defaultLimits } from '../../transport/limits.ts';
import { type MemoryPeer, memoryDial } from '../../transport/memory.ts';
import { createTransport } from '../../transport/recorder.ts';
import type { ConnectAsk, FromWorker, WorkerState } from '../port.ts';
import { Core } from './core.ts';
import type { Vault } from './keep/vault.ts';
import type { LinkEvents } from './relay-link.ts';

export type CoreStage = {
  clock: FakeClock;
  core: Core;
  /** All that the page was told, merged. */
  page: Partial<WorkerState>;
  messages: FromWorker[];
  /** Samples that reached the player, and whether the end was told. */
  heard: { samples: number; rate: number; ended: number; playbacks: number };
  /** From now on the player says only when asked that it has played to its end. */
  slowPlayer(): () => void;
  peers: MemoryPeer[];
  /** Commands the server got, as JSON. */
  commands: string[];
  ask(upstream: string, switches?: string, options?: Record<string, string>): ConnectAsk;
  /** Cuts the line, as a lost network does. */
  cut(): void;
  /** What is sent from now on over this line never arrives, or not before `deliver`. */
  swallow(): void;
  deliver(): void;
  /** What the server says in the next `ms` arrives after them, all at once. */
  hold(ms: number): void;
  /** From now on no line can be opened. */
  refuseLinks(): void;
  /** Another server in place of the old one, which forgot everything. */
  restart(): void;
  /** The server says that it goes down, to this page and to any that comes. */
  goDown(why: Problem): void;
  /** A client connects through the tap: what its conduit tells. */
  tap(upstream: string, more?: Partial<TapAsk>): TapRecord;
  /** Another page wants taps from now on, and acknowledges nothing. */
  otherPage(): void;
  otherLeaves(): void;
  /** That page takes and acknowledges all there is. */
  takeAll(): void;
  /** Taps of which the server still keeps something. */
  tapped(): number;
};

/**
 * `serve`: who answers a dial; the sandbox unless given. `vault`: where sessions are kept; nowhere unless given. `payloads`: in memory
 * alone unless given.
 */
export function coreStage(serve?: (peer: MemoryPeer) => void, vault?: Vault, payloads?: PayloadMemory): CoreStage {
  const clock = fakeClock();
  const peers: MemoryPeer[] = [];
  const commands: string[] = [];
  const heard = { samples: 0, rate: 0, ended: 0, playbacks: 0 };
  const unheard: (() => void)[] = [];
  let slow = false;
  const playedOut = (say: () => void) => (slow ? unheard.push(say) : queueMicrotask(say));
  const messages: FromWorker[] = [];
  let ids = 0;
  let taps = 0;
  const others: TapView[] = [];
  const otherOwner = { wake() {}, lost() {} };
  const page: Partial<WorkerState> = {};
  let launches = 0;
  let hub: TapHub;
  let relay: Relay = newRelay();
  let goingDown: Problem | null = null;
  let refusing = false;
  let deaf: typeof line = null;
  let swallowed: ((end: PageEnd) => void)[] = [];
  let line: { events: LinkEvents; end: PageEnd } | null = null;
  let heldUntil = 0;
  const pass = (arrive: () => void) => {
    if (clock.now() < heldUntil) clock.after(heldUntil - clock.now(), arrive);
    else arrive();
  };
  const upstreams = builtinUpstreams(dialects, 'ws://127.0.0.1:4820');

  function newRelay(): Relay {
    const masker = new Masker();
    const dial = memoryDial(clock, (peer) => {
      peers.push(peer);
      (serve ?? ((p: MemoryPeer) => sandbox(p, clock)))(peer);
    });
    hub = createTapHub({ clock, masker, dialects, newId: () => (++taps).toString(16).padStart(32, 'f') });
    return createRelay({
      taps: hub,
      clock,
      limits: defaultRelayLimits,
      dialects,
      masker,
      upstreams: () => builtinUpstreams(dialects, 'ws://127.0.0.1:4820'),
      transportFor: () => createTransport({ dial, clock, masker, limits: defaultLimits }),
      launch: `launch ${++launches}`,
      goingDown: () => goingDown,
    });
  }

  const core = new Core({
    clock,
    link: () => ({
      clock,
      visitHome: async () => 'here',
      open(events) {
        if (refusing) clock.after(1, () => events.closed());
        if (refusing) return { send() {}, close() {} };
        // A socket opens after the call that made it.
        clock.after(1, () => {
          events.opened();
          const link = {
            text: (json: string) => pass(() => events.text(json)),
            binary: (bytes: Uint8Array) => {
              const own = bytes.slice();
              pass(() => events.binary(own));
            },
            close: () => events.closed(),
          };
          line = { events, end: relay.connect(link) };
          for (const early of queue.splice(0)) early(line.end);
        });
        const queue: ((end: PageEnd) => void)[] = [];
        return {
          send(data) {
            const give = (end: PageEnd) => (typeof data === 'string' ? end.text(data) : end.binary(data.slice()));
            if (line !== null && line === deaf) {
              swallowed.push(give);
              return;
            }
            if (typeof data === 'string') commands.push(data);
            if (line?.events === events) give(line.end);
            else queue.push(give);
          },
          close: () => events.closed(),
        };
      },
    }),
    post(message) {
      messages.push(message);
      if (message.say === 'update') Object.assign(page, message.patch);
      else if (message.say === 'playback') {
        heard.playbacks++;
        heard.rate = message.sampleRateHz;
        core.take({ do: 'feed', id: message.id, port: ear(heard, message.sampleRateHz, playedOut) });
      }
    },
    dialectOf,
    newHasher: frameHasher,
    openAudio: openAudioStream,
    newId: () => (++ids * 65_536 + peers.length + messages.length).toString(16).padStart(32, '0'),
    learnsSecrets: true,
    ...(vault === undefined ? {} : { vault }),
    ...(payloads === undefined ? {} : { payloads }),
  });
  core.take({ do: 'start', url: 'ws://127.0.0.1:4820/api/relay' });

  const cut = () => {
    line?.end.closed();
    line?.events.closed();
    line = null;
  };
  return {
    clock,
    core,
    page,
    messages,
    heard,
    slowPlayer() {
      slow = true;
      return () => {
        for (const say of unheard.splice(0)) say();
      };
    },
    peers,
    commands,
    ask(id, switches = '', options = {}) {
      const found = upstreams.find((u) => u.id === id);
      if (found === undefined) throw new Error(`no upstream ${id}`);
      return { upstream: upstreamInfo(found), options, switches };
    },
    cut,
    swallow() {
      deaf = line;
    },
    deliver() {
      deaf = null;
      if (line !== null) for (const give of swallowed) give(line.end);
      swallowed = [];
    },
    hold(ms) {
      heldUntil = clock.now() + ms;
    },
    refuseLinks() {
      refusing = true;
    },
    goDown(why) {
      goingDown = why;
      relay.tell(why);
    },
    restart() {
      cut();
      goingDown = null;
      relay = newRelay();
    },
    tap(id, more = {}) {
      const upstream = upstreams.find((one) => one.id === id);
      if (upstream === undefined) throw new Error(`no upstream ${id}`);
      return hub.begin({ upstream, name: '', kind: 'spliced', ...more });
    },
    otherPage() {
      const begun = (view: TapView) => {
        others.push(view);
        view.attach(otherOwner, 0);
      };
      hub.attend({ owner: otherOwner, begun, gone() {}, keep() {} });
    },
    otherLeaves() {
      for (const view of others.splice(0)) view.detach(otherOwner);
    },
    takeAll() {
      for (const view of others) {
        while (view.take(1e6).records.length > 0);
        view.ack(2 ** 31);
      }
    },
    tapped: () => hub.sessions(),
  };
}

/** Stands for the player: takes everything at once, and says through `playedOut` that the end was heard. */
function ear(heard: CoreStage['heard'], sampleRateHz: number, playedOut: (say: () => void) => void): FeedPort {
  let samples = 0;
  const port: FeedPort = {
    onmessage: null,
    postMessage(message: FeedMessage) {
      if (message.type === 'pcm') {
        heard.samples += message.block.length;
        samples += message.block.length;
        return;
      }
      heard.ended++;
      playedOut(() => port.onmessage?.({ data: { type: 'level', queuedSamples: 0, playedSamples: samples } }));
    },
    close() {},
  };
  queueMicrotask(() => port.onmessage?.({ data: { type: 'ready', sampleRateHz } }));
  return port;
}

/** The sandbox at the other end of a dial, with the switches of its path. */
function sandbox(peer: MemoryPeer, clock: FakeClock): void {
  const found = /\/sandbox\/([a-z]+)(?:~([^/?]*))?([^?]*)/.exec(peer.plan.url);
  const server = sandboxServer(found?.[1] ?? '');
  const pairs = (found?.[2] ?? '').split(',').filter((p) => p !== '');
  const switches = parseSwitches(pairs.map((p) => p.split('=') as [string, string])) as Switches;
  if (server === null) {
    peer.refuse(404, 'Not Found');
    return;
  }
  peer.accept();
  const client = openInMemory(
    server.behaviour,
    { clock, voice: toneVoice(), switches },
    { model: 's1', path: found?.[3] ?? '' },
    {
      onFrame: (opcode, bytes) => peer.send(opcode, bytes),
      onClose: (code, reason) => (code === 1006 ? peer.lose() : peer.close(code, encodeUtf8(reason))),
    },
  );
  peer.onFrame = (opcode, bytes) => {
    if (opcode === 'text' || opcode === 'binary') client.send(opcode, bytes);
  };
  const closed = peer.onClose;
  peer.onClose = (code, reason) => {
    client.close();
    closed(code, reason);
  };
}
