/** The page's side of the console: state for the screen, wishes to the capture worker, sound to the player. */
import { originMs, randomId, realClock } from '../../clock/real.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { createPlayer } from '../../player/browser/player.ts';
import { noPlayback, type Playback } from '../../player/player-model.ts';
import { problem } from '../../problem/problem.ts';
import type { UpstreamInfo } from '../../relay/wire.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import { blocksRun } from '../../scenario/parse-steps.ts';
import { scrubSecrets } from '../../scenario/scrub-secrets.ts';
import { CalmCounts } from '../calm-counts.ts';
import type { ConsoleFacade } from '../facade.ts';
import { initialState } from '../initial-state.ts';
import { isDown } from '../link-down.ts';
import { type Choice, pageChoice } from '../page-choice.ts';
import type { ConnectAsk, FromWorker, KeyState, Sound, ToWorker } from '../port.ts';
import { createStore } from '../store.ts';
import { askToKeep } from './ask-to-keep.ts';
import { keptBudget } from './kept-budget.ts';
import { keepPrebuffer, keptPrebuffer } from './kept-prebuffer.ts';
import { keyCheck } from './key-check.ts';
import { whoAmI } from './log-in.ts';
import { openVault } from './open-vault.ts';
import { type PlayedPart, playerState } from './player-state.ts';
import { roomAsks } from './room-asks.ts';
import { soundSaver } from './save-sound.ts';
import { keepSocketLimit, keptSocketLimit } from './socket-limit.ts';
import { writtenTexts } from './written-texts.ts';

/** Starts the worker and connects it to this page's server, which asks for a login or not. Call once, in a browser. */
export function createConsole(login = false): ConsoleFacade {
  const store = createStore(initialState, (run) => requestAnimationFrame(run));
  const check = keyCheck(randomId());
  const worker = new Worker(new URL('./capture-worker.ts', import.meta.url), { type: 'module', name: 'capture' });
  let sound: Sound = { duration: 0, format: null, sampleRateHz: 0, problem: null };
  let playback: Playback = noPlayback;
  let played: PlayedPart & { playback: number } = { id: '', fromS: 0, playback: 0 };
  let keys: ReadonlyMap<string, KeyState> = new Map();
  let fetching = false;
  let wasDown = false;
  const choice = pageChoice();
  const counts = new CalmCounts(realClock, store.get, store.set);

  const tell = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  const showSound = () => {
    const { active, sessions } = store.get();
    const title = sessions.find(({ id }) => id === played.id)?.title ?? '';
    store.set({ player: playerState(playback, { ...played, title }, active, sound) });
  };
  const player = createPlayer({
    onState: (state) => {
      playback = state;
      showSound();
    },
    onHeard(report) {
      const { anchor } = report;
      const shared = { ...anchor, pageMs: anchor.pageMs + originMs() };
      tell({ do: 'heard', id: played.playback, report: { ...report, anchor: shared } });
    },
  });

  const upstream = (): UpstreamInfo | undefined => store.get().upstreams.find((u) => u.id === store.get().upstream);
  const showKey = () => {
    const known = keys.get(store.get().upstream);
    store.set({ key: known?.info ?? null, keyProblem: known?.problem ?? null });
  };
  const chosen = (): Choice => {
    const { upstream, path, options, switches, faults } = store.get();
    return { upstream, path, options, switches, faults };
  };
  const become = (wanted: Choice) => {
    if (wanted.upstream !== store.get().upstream) tell({ do: 'choose' });
    store.set(wanted);
    showKey();
  };
  const choose = (id: string) => become(choice.toUpstream(chosen(), id, store.get().upstreams));
  const ask = (): ConnectAsk | null => {
    const wanted = choice.ask(store.get(), store.get().upstreams);
    const { faults } = store.get();
    return wanted === null || faults === '' ? wanted : { ...wanted, faults };
  };
  /** The choice becomes what the text asks for; where there is no such upstream it stays, and the run says so. */
  const chooseFor = (text: string) => {
    const { environment, upstreams } = store.get();
    const scenario = parseScenario(text, environment ?? {});
    // What is not run changes nothing beside an open connection.
    if (!connected() || !scenario.problems.some(blocksRun)) become(choice.forText(chosen(), scenario, upstreams));
  };
  const run = (text: string, from?: number) => {
    player.unlock();
    if (!connected()) player.reset();
    // A part of the text goes over what is open; of the whole the worker decides.
    if (store.get().run.state !== 'running' && (from === undefined || !connected())) chooseFor(text);
    tell({ do: 'run', text, ask: ask(), ...(from === undefined ? {} : { from }) });
  };
  const connected = () => {
    const phase = store.get().live?.connection.phase;
    return phase === 'dialling' || phase === 'open' || phase === 'closing';
  };
  const fetchUpstreams = async (again = false) => {
    if (fetching || (!again && store.get().upstreams.length > 0)) return;
    fetching = true;
    try {
      const answer = await fetch('/api/upstreams', { cache: 'no-store' });
      const upstreams = answer.ok ? upstreamsIn(await answer.json()) : [];
      if (again && upstreams.length === 0) return;
      store.set({ upstreams });
      const kept = upstream();
      const first = kept ?? upstreams.find((u) => u.sandbox) ?? upstreams[0];
      if (first !== undefined && !(again && kept !== undefined)) choose(first.id);
    } catch {
      // The link says that the server does not answer; the list is asked for again when it does.
    } finally {
      fetching = false;
    }
  };

  const saver = soundSaver(tell);
  const texts = writtenTexts(tell);
  const rooms = roomAsks(tell);
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.say === 'sound-file') {
      saver.take(data.id, data);
      return;
    }
    if (data.say === 'written') {
      texts.take(data.id, data.text);
      return;
    }
    if (data.say === 'answer') {
      rooms.take(data.id, data.answer);
      return;
    }
    if (data.say === 'playback') {
      const { id, session, fromS, range } = data;
      played = { id: session, fromS, playback: id, ...(range === undefined ? {} : { range }) };
      const port = player.start(data.sampleRateHz);
      tell({ do: 'feed', id: data.id, port: port as never }, [port]);
      return;
    }
    const { sound: heard, keys: known, ...patch } = data.patch;
    if (heard !== undefined) sound = heard;
    store.set(counts.take(patch));
    if (patch.kept !== undefined && patch.kept.sessions.length > 0)
      askToKeep(() => void rooms.ask('keep', { op: 'look' }));
    if (heard !== undefined) showSound();
    if (known !== undefined) {
      keys = known;
      showKey();
    }
    if (patch.link !== undefined && isDown(patch.link)) wasDown = true;
    if (patch.link === 'open') {
      // Another launch, or another user, has other upstreams, keys and addresses.
      void fetchUpstreams(wasDown);
      if (login) void whoAmI().then((user) => store.set({ user }));
      wasDown = false;
    }
  };
  worker.onerror = (event) => {
    const why = problem('internal', `the capture worker stopped: ${event.message || 'it could not be loaded'}`);
    store.set({ link: 'lost', alert: `${why.title}: ${why.detail}` });
  };
  const vault = openVault();
  void vault.port.then((port) => tell({ do: 'vault', port }, port === null ? [] : [port]));
  const budgetBytes = keptBudget();
  if (budgetBytes !== null) tell({ do: 'memory', budgetBytes });
  tell({ do: 'start', url: `${window.location.origin.replace(/^http/, 'ws')}/api/relay` });
  const socketLimit = keptSocketLimit();
  if (socketLimit !== null) {
    store.set({ socketLimit });
    tell({ do: 'socket-limit', most: socketLimit });
  }
  const prebufferMs = keptPrebuffer();
  player.setPrebuffer(prebufferMs);
  store.set({ prebufferMs });
  void fetchUpstreams();
  const tellSight = () => tell({ do: 'hidden', on: document.visibilityState === 'hidden' });
  document.addEventListener('visibilitychange', tellSight);
  tellSight();
  const playRange: ConsoleFacade['playRange'] = (range) => {
    const { active } = store.get();
    if (active === null) return;
    player.unlock();
    // A loop goes back to its start at the end as far as it has come; once, it goes on with what comes.
    const toS = range.loop ? Math.min(range.toS, sound.duration) : range.toS;
    tell({ do: 'play-range', session: active, range: { ...range, toS } });
  };

  return {
    getState: store.get,
    subscribe: store.subscribe,
    setUpstream: choose,
    refreshUpstreams: () => fetchUpstreams(true),
    setPath: (path) => store.set({ path }),
    setOption: (name, value) => store.set({ options: { ...store.get().options, [name]: value } }),
    setSwitches: (text) => store.set({ switches: text }),
    setFaults: (text) => store.set({ faults: text.trim() }),
    setKey(of, value) {
      check.remember(of, value);
      tell({ do: 'key', upstream: of, value });
    },
    connect() {
      const wanted = ask();
      if (wanted === null || connected()) return;
      player.unlock();
      player.reset();
      tell({ do: 'connect', ask: wanted });
    },
    disconnect: () => tell({ do: 'disconnect' }),
    runAll: (text) => run(text),
    runFrom: run,
    setEnvironment(values) {
      store.set({ environment: values });
      tell({ do: 'environment', values });
    },
    sendStep(text, offset) {
      player.unlock();
      tell({ do: 'send-step', text, offset });
    },
    stopRun: () => tell({ do: 'stop-run' }),
    repeat(wanted) {
      if (connected()) return;
      chooseFor(wanted.text);
      const connect = ask();
      if (connect === null) return;
      if (wanted.aloud) player.unlock();
      player.reset();
      tell({ do: 'repeat', ask: wanted, connect });
    },
    stopRepeat: () => tell({ do: 'stop-repeat' }),
    setGroup: (session, into) => tell({ do: 'group', session, into }),
    clearGroup: (group) => tell({ do: 'clear-group', group }),
    setFile: (name, bytes) => tell({ do: 'file', name, bytes }),
    removeFile: (name) => tell({ do: 'file', name, bytes: null }),
    async scrub(text) {
      const dialect = dialectOf(upstream()?.dialect ?? '');
      return dialect === undefined ? { text, replaced: [] } : scrubSecrets(text, dialect, await check.prepare(text));
    },
    openSession: (id) => tell({ do: 'open-session', id }),
    forgetSession(id) {
      const over = store.get().sessions.find((one) => one.id === id)?.connection.phase;
      if (over !== 'refused' && over !== 'closed' && over !== 'failed') return;
      if (played.id === id) player.reset();
      tell({ do: 'forget-session', id });
    },
    setFilter(part) {
      const filter = { ...store.get().filter, ...part };
      store.set({ filter });
      tell({ do: 'filter', filter });
    },
    setWindow: (from, count, sight) => tell({ do: 'window', from, count, ...(sight === undefined ? {} : { sight }) }),
    setFollow(on) {
      store.set({ follow: on });
      tell({ do: 'follow', on });
    },
    setPaused(on) {
      store.set({ paused: on });
      tell({ do: 'pause', on });
    },
    toggleFold: (seq) => tell({ do: 'fold', seq }),
    clearView: () => tell({ do: 'clear' }),
    showAll: () => tell({ do: 'show-all' }),
    writeFrom: texts.write,
    select: (seq) => tell({ do: 'select', seq }),
    toggleZero: (seq) => tell({ do: 'zero', seq }),
    togglePin: (seq) => tell({ do: 'pin', seq }),
    setAudioView: (on) => tell({ do: 'audio-view', on }),
    lookAtStream: (ask) => tell({ do: 'stream', ask }),
    lookAtTimeline: (ask) => tell({ do: 'timeline', ask }),
    goOnTimeline: (lane, to) => tell({ do: 'timeline-go', lane, to }),
    lookAtSound: (ask) => tell({ do: 'sound', ask }),
    selectAt: (second) => tell({ do: 'select-at', second }),
    setSocketLimit(most) {
      keepSocketLimit(most);
      store.set({ socketLimit: most });
      tell({ do: 'socket-limit', most });
    },
    selectNext: (step) => tell({ do: 'select-next', step }),
    play() {
      player.unlock();
      // What waits of another session gives way to the one on show.
      const isOther = playback.state !== 'empty' && played.id !== store.get().active;
      if (isOther || player.play() === 'replay' || playback.state === 'empty') tell({ do: 'replay' });
    },
    playRange,
    playFrame(seq, { last = seq, loop = false, speed = 1 } = {}) {
      const { active } = store.get();
      if (active === null) return;
      player.unlock();
      tell({ do: 'play-frame', session: active, seq, last, loop, speed });
    },
    async saveSound(range, as) {
      const { active, sessions } = store.get();
      const title = sessions.find(({ id }) => id === active)?.title ?? '';
      const { format, duration } = sound;
      if (active === null) return null;
      const whole = range.fromS <= 0 && range.toS >= duration;
      // A file from elsewhere has any name.
      const { redactor, secretsRedacted } = await import('../../recording/redact/redactor.ts');
      const named = redactor(null, secretsRedacted).text(title);
      return saver.save({ session: active, title: named, format: format ?? '', range, whole, as });
    },
    pause: () => player.pause(),
    stop() {
      player.stop();
      tell({ do: 'mute' });
    },
    setVolume: (volume) => player.setVolume(volume),
    setPrebuffer(ms) {
      const prebufferMs = keepPrebuffer(ms);
      player.setPrebuffer(prebufferMs);
      store.set({ prebufferMs });
    },
    ask: rooms.ask,
    dispose() {
      document.removeEventListener('visibilitychange', tellSight);
      worker.terminate();
      vault.close();
      player.dispose();
    },
  };
}

function upstreamsIn(answer: unknown): UpstreamInfo[] {
  const list = Array.isArray(answer) ? answer : (answer as { upstreams?: unknown } | null)?.upstreams;
  return Array.isArray(list) ? (list as UpstreamInfo[]) : [];
}
