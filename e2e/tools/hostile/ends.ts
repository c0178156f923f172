/** How each hostile behaviour has to look in the record of whoever meets it: what is there at once, and what its clocks add. */
import type { DialectName } from './speech.ts';

/**
 * What the clocks still have to say once everything has come that comes by itself. `first`: nothing came after the upgrade; `quiet`:
 * something came, then nothing; `done`: the server finished, then nothing; `talks`: it never stops.
 */
export type Wait = 'connect' | 'body' | 'first' | 'quiet' | 'done' | 'talks';

export type End = {
  /** As `drawnRecord` draws it; `…` stands for anything. */
  rest: string;
  /** Absent: the session is over by itself. */
  waits?: Wait;
  /** Follows the marks of silence: what came of a frame that never ended. */
  begun?: string;
  /** How a close of ours ends, where the server does not simply answer it. */
  goodbye?: string;
  /** Settings of the behaviour, smaller than its own where it is large. */
  set?: string;
  /** The page sends one frame as soon as the connection is open. */
  asks?: boolean;
};

const atMs = {
  closeAck: 3_000,
  body: 5_000,
  connect: 10_000,
  first: 10_000,
  done: 10_000,
  idle: 60_000,
  session: 1_800_000,
};

const line = (...words: string[]) => words.filter((word) => word !== '').join(' | ');
const open = (...words: string[]) => line('dial', '101', ...words);
const unfit = open('! bad_upgrade', 'x us 1006 cut');
const broken = open('! protocol_error', 'x us 1002 cut');
const lost = ['! connection_lost', 'x network 1006 cut'];
const uncut = 'no answer to our close within 3000 ms: the socket was cut';

/** By name of the behaviour. */
export function hostileEnds(dialect: DialectName): Record<string, End> {
  const b = dialect === 'fishspeech';
  const hello = b ? '<connected | <ready' : '';
  const times = (n: number) => (n === 1 ? '' : ` ×${n}`);
  const audio = (n: number) => `<audio${times(b ? 2 * n : n)}`;
  const log = (n = 1) => `${b ? '<processing' : '<log'}${times(n)}`;
  const done = b ? '<done' : '<finish';
  const greeted: Wait = b ? 'quiet' : 'first';
  const whole = (...words: string[]): End => ({ rest: open(...words, 'x peer 1000') });

  return {
    ...refusals,
    ...answers,
    'up-set-cookie': whole(hello, done),
    'up-101-early': { rest: open(hello, log(), audio(1), done), waits: 'done' },
    normal: { rest: open(hello, '>…', log(), audio(5), done, 'x peer 1000 bye'), set: 'ms=1~wait=600000', asks: true },
    'ping-flood': {
      rest: open(
        hello,
        '<ping | >pong | …',
        '* closed by console: 60 unanswered pings, they come faster than pongs are taken',
        'x us 1006 cut',
      ),
      set: 'n=2000',
    },
    'ping-big': { rest: broken },
    'ping-frag': { rest: broken },
    'pong-unsolicited': whole('<pong ×50', hello, done),
    'never-pong': { rest: open(hello), waits: greeted },
    'slow-reader': { rest: open(hello), waits: greeted, goodbye: uncut },
    ...closes,
    'close-rst': { rest: open(hello, audio(1), ...lost) },
    'close-never-acked': { rest: open(hello), waits: greeted, goodbye: uncut },
    'half-frame': {
      rest: open(hello),
      waits: greeted,
      begun: 'but 3214 bytes of an unfinished frame came',
      goodbye: 'x us 1001 cut',
    },
    'half-header': {
      rest: open(),
      waits: 'first',
      begun: 'but 1 byte of an unfinished frame came',
      goodbye: '! protocol_error | x us 1001 cut',
    },
    'bad-utf8-text': { rest: open('<unreadable', '! E_UTF8', 'x us 1007') },
    'bad-utf8-split': { rest: open('<unreadable', '! E_UTF8', 'x us 1007') },
    giant: { rest: open('! too_large', 'x us 1009 cut') },
    'giant-audio': { rest: open('<audio…', `${done}…`), waits: 'done', set: 'mb=6' },
    'giant-claimed': { rest: open('! too_large', 'x us 1009 cut') },
    'giant-claimed-msb': { rest: open('! too_large', 'x us 1009 cut') },
    rsv: { rest: broken },
    'opcode-3': { rest: broken },
    'opcode-11': { rest: broken },
    masked: { rest: broken },
    'len-nonminimal': {
      rest: open(
        b ? '<audio' : '<unreadable',
        '* the frame before tells its length in more bytes than needed, which RFC 6455 forbids (said once)',
      ),
      waits: 'quiet',
    },
    'deflate-bomb': { rest: open('x peer 1002 deflate not offered') },
    'deflate-garbage': { rest: open('x peer 1002 deflate not offered') },
    'frag-1': whole('<audio', done),
    'frag-1-tcp': whole('<audio', done),
    'frag-endless': { rest: open('! too_large', 'x us 1008 cut'), set: 'max=20000' },
    'frag-empty': { rest: open('! too_large', 'x us 1008 cut'), set: 'max=20000' },
    'frag-with-ping': whole('<ping | >pong', b ? '<audio' : '<log', done),
    'frag-orphan': { rest: broken },
    'frag-interrupted': { rest: broken },
    stall: { rest: open(hello, '>…', audio(3)), waits: 'quiet', set: 'wait=600000', asks: true },
    'stall-resume': { ...whole(hello, audio(6), done), set: 'ms=30' },
    'after-finish': whole(hello, audio(1), done, audio(1), log(), done),
    'wrong-order': { rest: open(done, audio(1), log(), hello), waits: 'quiet' },
    'never-close': { rest: open(hello, audio(1), done), waits: 'done' },
    'no-finish': whole(hello, audio(1)),
    'finish-error': whole(hello, audio(1), b ? '<error' : '<finish'),
    endless: { rest: open(hello, '<audio…'), waits: 'talks', set: 'rate=20' },
    burst: { ...whole(hello, audio(2000), done), set: 'n=2000' },
    'log-flood': { ...whole(hello, log(2000), done), set: 'n=2000' },
    trickle: whole(hello, audio(256), done),
    'time-skew': whole(hello, audio(6), done),
    'echo-secrets': { rest: open(hello, log(), done, `x peer 1008 bad key ${b ? '' : 'Bearer '}key#1………………………`) },
    'log-hostile': whole(hello, log(9), done),
    mixed: whole(b ? '<audio ×5' : `<unreadable | <log | <unreadable ×3`, done),
    corpus: whole('<…', done),
    script: whole(),
    'echo-count': { rest: open('>…', '<unreadable'), waits: 'quiet', asks: true },
  };
}

const refused = (status: number): End => ({ rest: line('dial', `${status} refused`) });
const redirected = (status: number): End => ({ rest: line('dial', `${status} redirected`) });

const refusals: Record<string, End> = {
  ...Object.fromEntries([400, 401, 402, 403, 404, 426, 429, 500, 503].map((code) => [`up-${code}`, refused(code)])),
  'up-200-html': refused(200),
  'up-302': redirected(302),
  'up-307': redirected(307),
  'up-302-metadata': redirected(302),
  'up-302-loop': redirected(302),
  'up-slow-body': { rest: 'dial', waits: 'body' },
  'up-big-body': { ...refused(500), set: 'mb=8' },
};

const answers: Record<string, End> = {
  'up-hang': { rest: 'dial', waits: 'connect' },
  // Its 130 bytes take longer than any of this does.
  'up-slowloris': { rest: 'dial', waits: 'connect', set: 'ms=1000' },
  'up-huge-headers': { rest: line('dial', '! bad_upgrade') },
  'up-many-headers': { rest: line('dial', '! bad_upgrade') },
  'up-bad-accept': { rest: unfit },
  'up-no-upgrade-header': { rest: unfit },
  'up-subprotocol': { rest: unfit },
  'up-bad-extension': { rest: unfit },
  'up-unrequested-extension': { rest: unfit },
  'up-ansi-header': { rest: line('dial', '! bad_upgrade') },
  'up-rst': { rest: line('dial', '! connection_lost') },
  'up-fin': { rest: line('dial', '! connection_lost') },
  'up-garbage': { rest: line('dial', '! bad_upgrade') },
  'up-http2-preface': { rest: line('dial', '! bad_upgrade') },
  'up-101-rst': { rest: open(...lost) },
  'up-101-extra-newline': { rest: line('dial', '! bad_upgrade') },
};

const reasons: Record<number, string> = {
  1000: ' normal',
  1001: ' going away',
  1003: ' unsupported data',
  1005: '',
  1007: ' bad payload',
  1008: ' policy: <b>key revoked</b>',
  1009: ' too big',
  1011: ' internal error',
  1012: ' restart',
  1013: ' try later',
  3000: ' registered',
  4000: ' application \u202Eerror',
  4999: '',
};

const closes: Record<string, End> = {
  close: { rest: open('x peer 1000') },
  ...Object.fromEntries(
    Object.entries(reasons).map(([code, reason]) => [`close-${code}`, { rest: open(`x peer ${code}${reason}`) }]),
  ),
  ...Object.fromEntries(
    [999, 1004, 1005, 1006, 1015, 1016, 2999, 5000].map((code) => [`close-bad-${code}`, { rest: broken }]),
  ),
  'close-1006': { rest: open(...lost) },
  'close-1-byte': { rest: broken },
  'close-bad-utf8': { rest: open('! E_UTF8', 'x peer 1000 \ufffd\ufffd') },
  'close-long': { rest: broken },
  'close-then-data': {
    rest: open('* … bytes came after the close frame of the server: not read', 'x peer 1000 bye'),
  },
};

/** What the clocks add, in order: [when, what]. `team`: where every connection comes to an end. */
export function laterOf(end: End, team: boolean): [atMs: number, adds: string][] {
  const begun = end.begun === undefined ? '' : `, ${end.begun}`;
  const limit = (at: number, why: string): [number, string][] => {
    if (!team) return [[at, `* ${why}`]];
    const told = `* ${why}: closed by console`;
    const reason = why.replace(begun, '');
    if (end.goodbye !== uncut) return [[at, line(told, end.goodbye ?? `x us 1001 ${reason}`)]];
    return [
      [at, told],
      [at + atMs.closeAck, line(`* ${uncut}`, `x us 1001 cut ${reason}`)],
    ];
  };
  const session = limit(atMs.session, `this session is 30 minutes old${begun}`);
  const idle: [number, string] = [atMs.idle, `* no frame either way for 60 s${begun}`];
  switch (end.waits) {
    case undefined:
      return [];
    case 'body':
      return [[atMs.body, '503 refused']];
    case 'connect':
      return [[atMs.connect, '! timeout']];
    case 'first':
      return [[atMs.first, `* nothing received in the first 10 s${begun}`], idle, ...session];
    case 'quiet':
      return [idle, ...session];
    case 'talks':
      // It may say more between our close and its answer.
      return session.map(([at, says]) => [at, team ? says.replace(' | ', '… | ') : `${says}…`]);
    case 'done': {
      const last = limit(atMs.done, 'open and silent for 10 s after the server had finished or failed');
      return team ? last : [...last, idle, ...session];
    }
  }
}
