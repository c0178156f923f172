/** How each hostile behaviour has to look in the record of a tap, where the client alone decides when it has had enough. */
import { hostileEnds } from './ends.ts';
import type { DialectName } from './speech.ts';

export type TapEnd = {
  /** As `drawnRecord` draws it, before the client leaves; `…` stands for anything. */
  rest: string;
  /** Added when the tap's own clock has run out: it waits for the answer to an upgrade, and for nothing else. */
  later?: string;
  /** What the client hears: what the server said, byte for byte; the beginning of it, where the server talks on; or our own answer. */
  heard: 'same' | 'begins' | { status: number; code: string };
  set?: string;
  asks?: boolean;
};

const ours = (code: string, status = 502): Pick<TapEnd, 'rest' | 'heard'> => ({
  rest: `dial | ! ${code}`,
  heard: { status, code },
});
const late: Pick<TapEnd, 'rest' | 'heard' | 'later'> = { ...ours('timeout', 504), rest: 'dial', later: ' | ! timeout' };

const unfit = (why: string) => ({ rest: `dial | 101 | * the answer is not one to this request: ${why}` });

export function tapEnds(dialect: DialectName): Record<string, TapEnd> {
  const b = dialect === 'fishspeech';
  const hello = b ? '<connected | <ready | ' : '';
  const done = b ? '<done' : '<finish';
  const first = b ? '<audio' : '<unreadable';
  const own: Record<string, Partial<TapEnd>> = {
    'up-hang': late,
    'up-slowloris': late,
    'up-huge-headers': ours('bad_upgrade'),
    'up-many-headers': ours('bad_upgrade'),
    'up-no-upgrade-header': ours('bad_upgrade'),
    'up-ansi-header': ours('bad_upgrade'),
    'up-garbage': ours('bad_upgrade'),
    'up-http2-preface': ours('bad_upgrade'),
    'up-101-extra-newline': ours('bad_upgrade'),
    'up-rst': ours('connection_lost'),
    'up-fin': ours('connection_lost'),
    // A header that speaks of one wire only does not go on to the next.
    'up-426': { heard: 'begins' },
    'up-slow-body': { later: ' | 503 refused', heard: 'begins' },
    // Whether it fits is for the client to say.
    'up-bad-accept': unfit('Sec-WebSocket-Accept does not fit the key'),
    'up-subprotocol': unfit('a sub-protocol was chosen that was not offered'),
    'up-bad-extension': unfit('an extension was chosen that was not offered'),
    'up-unrequested-extension': unfit('an extension was chosen that was not offered'),
    'ping-flood': { rest: `dial | 101 | ${hello}<ping ×2000 | ${done}` },
    'frag-with-ping': { rest: `dial | 101 | <ping | ${b ? '<audio' : '<log'} | ${done} | x peer 1000` },
    giant: { rest: `dial | 101 | ${first}`, set: 'mb=2' },
    'giant-audio': { rest: `dial | 101 | <audio | ${done}` },
    'len-nonminimal': { rest: `dial | 101 | ${first}` },
    'close-1-byte': { rest: 'dial | 101 | ! protocol_error…' },
    'close-long': { rest: 'dial | 101 | ! protocol_error…' },
    'close-bad-utf8': { rest: 'dial | 101 | ! E_UTF8 | x peer 1000 \ufffd\ufffd' },
    'close-then-data': { rest: 'dial | 101 | x peer 1000 bye…', heard: 'begins' },
    endless: { heard: 'begins' },
    // The visitor's key stands in a header, whatever the dialect.
    'echo-secrets': {
      rest: `dial | 101 | ${hello}${b ? '<processing' : '<log'} | ${done} | x peer 1008 bad key Bearer key#1.…`,
    },
  };
  for (const code of [999, 1004, 1005, 1006, 1015, 1016, 2999, 5000])
    own[`close-bad-${code}`] = { rest: `dial | 101 | ! protocol_error | x peer ${code} x` };
  return Object.fromEntries(
    Object.entries(hostileEnds(dialect)).map(([name, { rest, set, asks }]) => [
      name,
      {
        // The relay closes what broke the protocol; here the record only says that it did.
        rest: rest.replace(/ \| x us .*$/, ''),
        heard: 'same',
        ...(set === undefined ? {} : { set }),
        ...(asks === undefined ? {} : { asks }),
        ...own[name],
      },
    ]),
  );
}
