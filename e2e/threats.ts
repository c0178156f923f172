/**
 * What can be done to the console and to whoever uses it, what is set against it, and the tests that show it. `threats.test.ts` holds the
 * table to the files it names, and writes `threats.md` from it.
 */

/** A file from the root of the project, and a part of the title of a test in it, as it is written there. */
export type Proof = readonly [file: string, title: string];

export type Threat = {
  /** Who does what, and what it would cost. */
  what: string;
  holds: string;
  proofs: readonly Proof[];
  /** What of it no test shows, and why. */
  notShown?: string;
};

const hostileRelay = [
  'e2e/hostile-relay.test.ts',
  'each has its end or its mark, at its time; nothing is left',
] as const;
const hostileTap = [
  'e2e/hostile-tap.test.ts',
  'each is passed on as it is, and shown as what it is; nothing is left',
] as const;
const neighbours = ['e2e/neighbours.spec.ts', 'only its own page opens anything'] as const;
const typedKey = ['e2e/key.spec.ts', 'the typed key is used, and written down nowhere'] as const;
/** What the watch of the browser tests sees, which all of them have that open the console by themselves. */
const breach = [
  'e2e/breaches.spec.ts',
  'a breach of the policy in the page or in a worker, a script that ran, and a Referer are told',
] as const;
const hostileFrames = ['e2e/hostile.spec.ts', ': row, fields, bytes, rules'] as const;

export const threats: Readonly<Record<string, Threat>> = {
  T1: {
    what: 'A page of another site opens a WebSocket to the console and spends the credit of its user.',
    holds: 'One gate before everything: Host and Origin are compared as exact strings, the cookie in constant time.',
    proofs: [
      ['lib/server/live-gate.test.ts', 'over real sockets'],
      ['lib/server/gate.test.ts', 'lets exactly the listed combinations of 784 through'],
      neighbours,
    ],
  },
  T2: {
    what: 'A name of a stranger is made to lead to this machine, so that his page has the same origin as the console.',
    holds: 'Only listed names are served, to requests and upgrades alike.',
    proofs: [['e2e/neighbours.spec.ts', 'under another name it is not there, and sets no cookie'], neighbours],
  },
  T3: {
    what: 'A page on another port of this machine, a sandboxed frame, or another user of the machine.',
    holds:
      'The port is part of the Origin, `null` is none, and the cookie is drawn anew at each start; where the server holds a key, a login is asked for.',
    proofs: [
      neighbours,
      ['lib/server/doors.test.ts', 'sets the cookie on pages, once per launch, out of reach of scripts'],
      ['lib/server/users/held-key.test.ts', 'asks for a login on this machine when the server holds a key'],
      ['lib/server/login/login.test.ts', 'lets a link in once, whatever wrong codes others send'],
    ],
    notShown:
      'Where the server holds no key, another user of the same machine can load the page as its own user can, and use what it types itself.',
  },
  T4: {
    what: 'The address of a server is spelled so that it leads inside: numbers, other digits, user parts, backslashes.',
    holds:
      'The page names an id, never an address; what is declared is read once, and every address is judged before it is dialled.',
    proofs: [
      ['lib/relay/node/canary.test.ts', '60 spellings lead nobody there'],
      ['lib/relay/address.test.ts', 'has enough spellings to mean something'],
    ],
  },
  T5: {
    what: 'A server answers the upgrade with a redirect to an address inside.',
    holds: 'No redirect is followed; its target is shown.',
    proofs: [
      hostileRelay,
      hostileTap,
      ['lib/server/faults.test.ts', 'names the target of a redirect, and does not go there'],
      ['lib/relay/node/tap/http-calls.test.ts', 'no redirect is followed, and browsers keep no cookies of an upstream'],
    ],
  },
  T6: {
    what: 'A name leads elsewhere between the check and the connection.',
    holds: 'The check is inside the look-up, and what was checked is what is connected to.',
    proofs: [['lib/relay/node/canary.test.ts', 'a name is looked up once for each dial']],
  },
  T7: {
    what: 'The relay is made to dial the console itself.',
    holds: 'Our own ports are refused under every address of this machine.',
    proofs: [['lib/server/faults.test.ts', 'never dials this console under the name %s']],
  },
  T8: {
    what: 'The web framework answers upgrades that were meant to be refused, or leaves them standing.',
    holds: 'It is given a server that never listens; unknown upgrades are answered and ended.',
    proofs: [
      ['e2e/doors.spec.ts', 'Next adds no listener of its own, and every unknown upgrade is answered and ended'],
    ],
  },
  T9: {
    what: 'A console for a team is used as an open relay.',
    holds: 'Other addresses than loopback are bound only for a team, with a login and limits for each user.',
    proofs: [
      ['lib/server/users/team.test.ts', 'dials nobody for a thousand who are not logged in'],
      ['lib/server/users/team.test.ts', 'is limited, and is nothing to another'],
      ['lib/relay/allowance.test.ts', 'lets exactly four be under way'],
      ['lib/relay/allowance.test.ts', 'lets exactly ten begin within a minute'],
      ['lib/relay/allowance.test.ts', 'ends one after thirty minutes, or beyond 256 MiB'],
      ['e2e/cold-start.spec.ts', 'is refused with the reason'],
    ],
  },
  T10: {
    what: 'A key lies about on the disk after it was used.',
    holds:
      'Keys are in the memory of the relay only; the page has a handle. Every run of the browser tests ends with a search of all it has written.',
    proofs: [
      typedKey,
      ['lib/server/settings.test.ts', 'are taken out of the environment, and shared only when told to'],
      ['e2e/tools/secret-scan.test.ts', 'files are searched from the given moment on, in depth, outside packages'],
    ],
  },
  T11: {
    what: 'A token in an address gets into the history, the Referer, or a log.',
    holds: 'The relay adds it; no address of the page ever has one, and no request says where it comes from.',
    proofs: [typedKey, breach, ['lib/server/doors.test.ts', 'sends the security headers with everything']],
  },
  T12: {
    what: 'An error, a stack or the log of the server tells a key.',
    holds:
      'One log, which masks what is known and what looks like a secret; errors of sockets are told in our own words.',
    proofs: [
      hostileRelay,
      hostileTap,
      ['lib/transport/node/dial.test.ts', 'says nothing of the address %j when it is no URL'],
      ['lib/server/log.test.ts', 'masks what is known and what looks like a secret, in messages too'],
    ],
  },
  T13: {
    what: 'A key leaves with an export, a copy, a report or a program.',
    holds:
      'The recorder masked it; exports look for it once more, in every spelling, inside JSON, MessagePack and base64.',
    proofs: [
      ['lib/recording/export/export.test.ts', 'leave none in %s, in any spelling'],
      ['e2e/export.spec.ts', 'no planted key leaves: files, clipboard, preview'],
      ['lib/recording/redact/redactor.test.ts', 'a key that is split over two frames'],
    ],
    notShown: 'A key that is split over two frames is told, and not removed.',
  },
  T14: {
    what: 'Traffic, a file or an error holds HTML, and it runs in the page.',
    holds: 'Text nodes only, Trusted Types, and a content policy with a nonce; workers have one of their own.',
    proofs: [
      breach,
      hostileFrames,
      ['e2e/import.spec.ts', 'dropped and pasted: hostile text stays text'],
      ['e2e/report.spec.ts', 'a report opens from the disk, asks for nothing, plays, and can be read'],
    ],
  },
  T15: {
    what: 'A picture named in a text is fetched when the text is pointed at, and tells that it was seen.',
    holds:
      'What the editor shows of a text is never read as Markdown with pictures; the policy allows none from elsewhere.',
    proofs: [['e2e/breaches.spec.ts', 'a picture named in the steps is never fetched, whatever is hovered']],
  },
  T16: {
    what: 'A file that is opened was made to break the reader.',
    holds: 'Read in pieces, in a worker, with limits; what is broken is told, what is whole is kept.',
    proofs: [
      ['lib/recording/import/hostile-files.test.ts', 'no row is left out'],
      ['lib/recording/import/hostile-files.test.ts', '$file: $mustShow'],
      ['lib/recording/import/any-bytes.test.ts', 'a bomb is refused with the reason, and costs little'],
    ],
  },
  T17: {
    what: 'Characters that nobody sees, or that turn the line, make a row say what it does not.',
    holds: 'One function shows them as tokens, in the page, on terminals, and in what is saved for reading.',
    proofs: [
      ['e2e/hidden-characters.spec.ts', 'what an upstream sends'],
      hostileFrames,
      ['lib/server/log.test.ts', 'writes nothing that a terminal would obey'],
      [
        'lib/scenario/report/report.test.ts',
        'pretty keeps every text on its line, without anything that cannot be seen',
      ],
      ['lib/recording/export/export.test.ts', 'the table of timings has a line for each frame, without formulas'],
    ],
  },
  T18: {
    what: 'Keys such as `__proto__`, or a key twice, change the reader or hide a value.',
    holds: 'A flat table of nodes, never plain objects; both of two equal keys are shown.',
    proofs: [
      ['lib/msgpack/hostile.test.ts', 'no frame touches the prototypes'],
      ['lib/recording/import/json-walk.test.ts', 'names that mean something to JavaScript are names'],
      ['lib/msgpack/inspect.test.ts', 'duplicates are found beyond the few keys that are compared in pairs'],
      hostileFrames,
    ],
  },
  T19: {
    what: 'A few bytes claim millions of values.',
    holds: 'Nothing is made from a claim; what is listed has a limit.',
    proofs: [
      ['lib/msgpack/hostile.test.ts', 'costs no memory and no time'],
      ['lib/msgpack/hostile.test.ts', 'more values than can be listed are counted'],
    ],
  },
  T20: {
    what: 'Values inside values, so deep that the reader falls over.',
    holds: 'No recursion, and a limit that is told.',
    proofs: [
      ['lib/msgpack/hostile.test.ts', 'a million levels are counted'],
      ['lib/json/inspect.test.ts', 'depth is bounded without recursion'],
    ],
  },
  T21: {
    what: 'Large numbers are rounded on the way to the eye.',
    holds: 'Integers of 64 bits are exact; numbers of JSON keep their digits.',
    proofs: [
      ['lib/msgpack/inspect.test.ts', 'exact 64-bit integers'],
      ['lib/json/inspect.test.ts', 'numbers keep their digits'],
      hostileFrames,
      ['lib/recording/export/export.test.ts', 'byte for byte where nothing is removed'],
    ],
  },
  T22: {
    what: 'A giant frame, or one in endless pieces, fills the memory.',
    holds: '32 MiB a message and 4,096 pieces, told in the row where they end it.',
    proofs: [
      hostileRelay,
      [
        'e2e/hostile-relay.test.ts',
        'of a message that is too large by its own word, no more is read than the sockets hold',
      ],
    ],
    notShown:
      'Counted in bytes that were taken from the socket; what the memory of the process grows by is a figure of `npm run soak`.',
  },
  T23: {
    what: 'A small compressed frame becomes a giant one.',
    holds: 'Compression is not offered; where it is, the limit holds for what comes out.',
    proofs: [
      ['e2e/hostile-relay.test.ts', 'where compression is offered, ends by its limit'],
      ['lib/relay/node/tap/inflate.test.ts', 'a bomb is told and not unpacked; so is what cannot be read'],
    ],
    notShown: 'What the memory of the process grows by is a figure of `npm run soak`.',
  },
  T24: {
    what: 'A flood of pings.',
    holds: 'All are answered and counted, a hundred a second are listed; the end has its true reason.',
    proofs: [
      ['lib/relay/relay.test.ts', 'lists 100 pings a second and counts the others; all are answered'],
      ['lib/relay/relay.test.ts', 'ends a ping flood with the true reason'],
      hostileRelay,
      hostileTap,
    ],
  },
  T25: {
    what: 'A stream without end, or a flood of events, stops the page.',
    holds: 'Columns in a worker, rows only for what is in sight, one update for each painted frame.',
    proofs: [['e2e/flood.spec.ts', 'every frame of a flood is in the log']],
    notShown:
      'Half an hour of it is the business of `npm run soak`; frame times, and what the rows keep of the main thread’s heap, of `npm run bench`.',
  },
  T26: {
    what: 'One side takes nothing, and the relay keeps what the other sends.',
    holds: 'The other is not read meanwhile, and a mark says for how long.',
    proofs: [
      ['lib/server/backpressure.test.ts', 'stops the upstream while the page takes nothing, and loses nothing'],
      ['lib/relay/relay.test.ts', 'stops reading above 4 MiB, starts again below 1 MiB'],
      ['e2e/hostile-relay.test.ts', 'what it does not read is kept up to a limit, then the page is told to stop'],
    ],
    notShown:
      'Counted in bytes that were taken from the socket; what ten seconds of a page that reads nothing cost in memory is a figure of `npm run soak`.',
  },
  T27: {
    what: 'A server that never answers, answers a byte at a time, or never closes.',
    holds: 'Deadlines of our own, by the clock and not by silence; every one has its words.',
    proofs: [
      hostileRelay,
      ['lib/relay/node/tap/refusals.test.ts', 'waits 10 seconds for an answer, however it drips, and says 504'],
    ],
  },
  T28: {
    what: 'The answer to an upgrade holds cookies, policies or a quarter of a megabyte of headers.',
    holds: 'They are shown in a row, and are in no answer of ours.',
    proofs: [hostileRelay],
  },
  T29: {
    what: 'Audio that claims hours, or whose headers lie.',
    holds: 'Decoded as it comes, in a worker; how much comes out of a byte is limited, and told.',
    proofs: [
      ['lib/audio/audio-bomb.test.ts', 'is cut at 30 s and one second per 100 bytes'],
      ['e2e/bomb.spec.ts', '33 kB that claim 949 seconds of silence'],
      ['lib/audio/codec.test.ts', 'a frame that breaks the decoder is refused, and a new one takes over'],
      ['e2e/hostile.spec.ts', 'fish: good frames, and audio'],
    ],
  },
  T30: {
    what: 'The browser dies in the middle of a session.',
    holds: 'What came is on the disk within a quarter of a second, and is offered again.',
    proofs: [['e2e/kept.spec.ts', 'a browser killed in the middle of a session loses a flush at most']],
  },
  T31: {
    what: 'The disk is full.',
    holds: 'The session goes on in memory, that is said, and it can be exported whole.',
    proofs: [['e2e/kept.spec.ts', 'in 2 MiB of space a session goes on in memory, whole']],
  },
  T32: {
    what: 'The clock of the machine is set while a session runs.',
    holds: 'All times come from a clock that never jumps; the wall clock is asked once for each session.',
    proofs: [['lib/relay/wall-clock.test.ts', 'times of a session are those of a clock that never jumps']],
  },
  T33: {
    what: 'The server is killed or restarted in the middle of a session.',
    holds: 'The page says so, keeps its rows, finds the server again, and dials nobody by itself.',
    proofs: [
      ['e2e/killed-server.spec.ts', 'killed in the middle: the page says so, keeps its rows, finds the server again'],
      ['lib/console/capture/killed-server.test.ts', 'a connection that is %s'],
      ['lib/console/capture/relay-link.test.ts', 'lost after it was open: again after half a second'],
      ['lib/server/doors.test.ts', 'tells pages 1012 and closes in good time'],
    ],
    notShown:
      'In the browser it is killed once, while the upstream speaks; in each state of a connection in memory. Nowhere twenty times.',
  },
  T34: {
    what: 'An upgrade that is none makes the gate throw.',
    holds: 'Strings are compared, never parsed; nothing that is thrown there ends the process.',
    proofs: [['lib/server/fuzzed-upgrades.test.ts', '10,000 of them']],
  },
  T35: {
    what: 'A dependency with a known weakness.',
    holds: 'Exact versions, with a floor for those that had one.',
    proofs: [
      ['e2e/dependencies.test.ts', 'no locked package lies below its floor'],
      ['e2e/dependencies.test.ts', 'the lock names no address and keeps every checksum'],
    ],
  },
  T36: {
    what: 'The page is put into a frame, or its window is held by whoever opened it.',
    holds: 'It refuses frames, and stands in a browsing group of its own.',
    proofs: [['e2e/neighbours.spec.ts', 'nobody puts it into a frame, or keeps hold of its window']],
  },
  T37: {
    what: 'A text of the traffic breaks out of a literal in a program that is written from it.',
    holds: 'Every text is escaped to plain letters, in each language as that language reads it.',
    proofs: [
      ['lib/codegen/hostile-texts.test.ts', 'are 1,000, and different'],
      ['lib/codegen/hostile-texts.test.ts', 'mean the text in JavaScript, as they are and through a compiler'],
      ['lib/codegen/hostile-texts.test.ts', 'mean the text in Python'],
      ['lib/codegen/hostile-texts.test.ts', 'mean the text in a shell'],
    ],
    notShown: 'What is read by Python and by a shell is shown where the machine has them.',
  },
  T38: {
    what: 'A real client sends its key to a tap.',
    holds: 'It goes on to its server and is masked in the record; pages of other origins get no tap.',
    proofs: [
      [
        'lib/server/tap/real-clients.test.ts',
        'passes fish-audio 0.1.0 on to the byte, both ways, and knows no key afterwards',
      ],
      ['lib/server/tap/tap-room.test.ts', 'has our own headers where the answer is ours, and lets no other site in'],
      [
        'lib/server/users/held-key.test.ts',
        'uses the key in taps only when told to, and only at the address that was printed',
      ],
      neighbours,
    ],
  },
  T39: {
    what: 'What only tests use is served with the product.',
    holds: 'It is in no folder that is served; faults come through the relay alone, and are marked.',
    proofs: [['e2e/neighbours.spec.ts', 'nothing that only tests use is served']],
  },
};

/** The table as a page for readers. */
export function threatsPage(): string {
  const sections = Object.entries(threats).map(([id, { what, holds, proofs, notShown }]) =>
    [
      `## ${id}. ${what}`,
      `${holds}${notShown === undefined ? '' : ` *Not shown:* ${notShown}`}`,
      proofs.map(([file, title]) => `- \`${file}\`: ${title}`).join('\n'),
    ].join('\n\n'),
  );
  const head =
    '# What is held off, and which tests show it\n\nWritten from `threats.ts`. A title with `%s` or `$` stands for one test of each value.';
  return `${[head, ...sections].join('\n\n')}\n`;
}
