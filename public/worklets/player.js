// Plays blocks of samples in order as they come. Plain JavaScript: an AudioWorklet loads it as it stands.
// Messages are described in lib/player/port.ts; times are counted in samples at the context's rate (`sampleRate`).

/** Bytes of samples that may wait here; the feeder sends less, this only bounds a runaway. */
const mostQueuedSamples = (32 << 20) / 4;
const reportEveryS = 0.05;
const levelEveryS = 0.1;
/** So long without a block, nothing more is due: what waits is the end of a turn, however little it is. */
const patienceS = 0.8;

class WiretonePlayer extends AudioWorkletProcessor {
  constructor(options) {
    super();
    const { prebufferMs, rebufferMs, paused } = options.processorOptions;
    this.prebuffer = Math.round((prebufferMs / 1000) * sampleRate);
    this.rebuffer = Math.round((rebufferMs / 1000) * sampleRate);
    /** waiting: for enough samples; playing; paused: by the user; stopped, ended: for good. */
    this.phase = paused ? 'paused' : 'waiting';
    this.started = false;
    this.complete = false;
    this.blocks = [];
    this.readAt = 0;
    this.queued = 0;
    this.received = 0;
    this.played = 0;
    this.underruns = 0;
    this.missing = 0;
    /** Silent samples since the queue ran dry: an underrun when sound follows them, nothing when the end does. */
    this.dry = 0;
    /** How much of it there was when the last block came, and how long that is ago: later, nothing may have been due. */
    this.dryDue = 0;
    this.sinceBlock = 0;
    this.runMissing = 0;
    /** Where the queue ran dry, as a frame of the context; -1 while it is not. */
    this.dryFrame = -1;
    /** Why the next sample begins a run of its own; null while one goes on. */
    this.runWhy = null;
    /** Nothing was due while the queue was dry: what comes answers something sent meanwhile. */
    this.resting = false;
    this.refused = 0;
    this.sinceReport = 0;
    this.reportedAt = -1;
    this.sinceLevel = 0;
    this.feed = null;
    this.port.onmessage = ({ data, ports }) => this.command(data, ports);
  }

  command(message, ports) {
    if (message.type === 'attach') this.attach(ports[0]);
    else if (this.phase === 'stopped') return;
    else if (message.type === 'stop') this.stop();
    else if (message.type === 'pause' && this.phase !== 'ended') this.enter('paused');
    else if (message.type === 'play' && this.phase === 'paused') this.enter('waiting');
  }

  attach(feed) {
    this.feed = feed;
    feed.onmessage = ({ data }) => {
      if (data.type === 'pcm') this.take(data.block, data.rest === true);
      else if (data.type === 'end') this.complete = true;
      if (this.phase === 'waiting') this.begin();
      // While the context is suspended, its time stands still and nothing else tells the page that sound has come.
      const still = this.reportedAt === currentFrame;
      if (this.phase !== 'playing' || still) this.report();
    };
    feed.postMessage({ type: 'ready', sampleRateHz: sampleRate });
    this.report();
  }

  take(block, rest) {
    if (this.phase === 'stopped' || block.length === 0) return;
    if (rest && this.phase !== 'playing') {
      if (this.queued === 0) this.resting = true;
      // The end of what was due has come before: too little to go on with, but nothing was late since.
      else this.dry = this.dryDue;
    }
    this.dryDue = this.dry;
    this.sinceBlock = 0;
    this.received += block.length;
    if (this.queued + block.length > mostQueuedSamples) {
      this.refused += block.length;
      return;
    }
    this.blocks.push(block);
    this.queued += block.length;
  }

  /** From waiting to playing, when enough is there; to ended, when nothing more will come. */
  begin() {
    // After a user's pause nothing is missing: what was queued then goes on at once.
    const enough = !this.started ? this.prebuffer : this.dry > 0 && !this.isPatient() ? this.rebuffer : 1;
    if (this.queued > 0 && (this.complete || this.queued >= enough)) {
      this.runWhy = this.reason();
      this.runMissing = this.runWhy === 'underrun' ? this.dry : 0;
      this.started = true;
      if (this.dry > 0 && !this.resting) {
        this.underruns++;
        this.missing += this.dry;
      }
      this.dry = 0;
      this.resting = false;
      this.enter('playing');
    } else if (this.complete && this.queued === 0) this.enter('ended');
  }

  /** Whether what waits was waited with long enough. */
  isPatient() {
    return this.queued > 0 && this.sinceBlock >= patienceS * sampleRate;
  }

  /** What ended the silence before the run that begins now. */
  reason() {
    if (!this.started) return 'start';
    if (this.dry === 0) return 'resumed';
    return this.resting ? 'rest' : 'underrun';
  }

  /** Tells the page which sample stands at which frame of the context, and what was before it. */
  tellRun() {
    const dryFrame = this.dryFrame === -1 ? null : this.dryFrame;
    const { played, runWhy, runMissing } = this;
    this.port.postMessage({
      type: 'run',
      sample: played,
      frame: currentFrame,
      why: runWhy,
      dryFrame,
      missing: runMissing,
    });
    this.runWhy = null;
    this.dryFrame = -1;
  }

  stop() {
    this.blocks = [];
    this.queued = 0;
    this.enter('stopped');
    if (this.feed !== null) {
      this.feed.postMessage({ type: 'gone' });
      this.feed.close();
      this.feed = null;
    }
  }

  enter(phase) {
    if (this.phase === phase) return;
    this.phase = phase;
    if (phase === 'waiting') this.begin();
    this.report();
    this.level();
  }

  report() {
    this.sinceReport = 0;
    this.reportedAt = currentFrame;
    this.port.postMessage({
      type: 'report',
      phase: this.phase,
      receivedSamples: this.received,
      playedSamples: this.played,
      queuedSamples: this.queued,
      underruns: this.underruns,
      missingSamples: this.missing,
      refusedSamples: this.refused,
      frame: currentFrame,
    });
  }

  level() {
    this.sinceLevel = 0;
    if (this.feed === null) return;
    this.feed.postMessage({ type: 'level', queuedSamples: this.queued, playedSamples: this.played });
  }

  /** Fills `out` from the queue; the number of samples written. */
  pull(out) {
    let at = 0;
    while (at < out.length && this.blocks.length > 0) {
      const block = this.blocks[0];
      const count = Math.min(out.length - at, block.length - this.readAt);
      out.set(block.subarray(this.readAt, this.readAt + count), at);
      at += count;
      this.readAt += count;
      if (this.readAt === block.length) {
        this.blocks.shift();
        this.readAt = 0;
      }
    }
    this.queued -= at;
    this.played += at;
    return at;
  }

  process(_inputs, outputs) {
    const out = outputs[0][0];
    if (this.phase === 'playing') {
      if (this.runWhy !== null) this.tellRun();
      const written = this.pull(out);
      if (this.queued === 0 && this.complete) this.enter('ended');
      else if (written < out.length) {
        this.dry = out.length - written;
        this.dryFrame = currentFrame + written;
        this.enter('waiting');
      }
    } else if (this.phase === 'waiting' && this.started) {
      if (this.dry === 0) this.dryFrame = currentFrame;
      this.dry += out.length;
      this.sinceBlock += out.length;
      if (this.isPatient()) {
        this.dry = this.dryDue;
        this.begin();
      }
    }
    this.sinceReport += out.length;
    this.sinceLevel += out.length;
    const live = this.phase === 'playing' || (this.phase === 'waiting' && this.started);
    if (live && this.sinceReport >= reportEveryS * sampleRate) this.report();
    if (live && this.sinceLevel >= levelEveryS * sampleRate) this.level();
    return this.phase !== 'stopped' && this.phase !== 'ended';
  }
}

registerProcessor('wiretone-player', WiretonePlayer);
