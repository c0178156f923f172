import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formsIn, secretForms } from '../../../e2e/tools/secret-forms.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { problem } from '../../problem/problem.ts';
import type { Entry } from '../../session/entry.ts';
import { searchAddressPasswords } from './address-passwords.ts';
import { searchNamedValues } from './named-values.ts';
import { nothingRedacted, redactor, secretsRedacted } from './redactor.ts';
import { searchTokens } from './token-search.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const forms = secretForms(canary);
const fish = dialectOf('fish') as Dialect;
const fishspeech = dialectOf('fishspeech') as Dialect;
const utf8 = (text: string) => new TextEncoder().encode(text);
const base64 = (text: string) => Buffer.from(text).toString('base64');

let seq = 0;
const at = () => ({ seq: ++seq, t: seq });
const text = (value: unknown, dir: 'sent' | 'received' = 'received'): Entry => {
  const bytes = utf8(typeof value === 'string' ? value : JSON.stringify(value));
  return { ...at(), kind: 'frame', dir, opcode: 'text', bytes };
};
const binary = (bytes: Uint8Array, dir: 'sent' | 'received' = 'received'): Entry => {
  return { ...at(), kind: 'frame', dir, opcode: 'binary', bytes: Uint8Array.from(bytes) };
};
const dial = (url: string, headers: { name: string; value: string }[] = []): Entry => {
  return { ...at(), kind: 'dial', url, headers, via: 'import' };
};

/** All that an entry holds, as bytes: what a form of the key may stand in. */
function allOf(entry: Entry): Buffer {
  const parts: Buffer[] = [];
  const walk = (value: unknown) => {
    if (value instanceof Uint8Array) parts.push(Buffer.from(value));
    else if (typeof value === 'string') parts.push(Buffer.from(value));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(entry);
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from([0])]));
}

function redacted(entries: readonly Entry[], dialect: Dialect | null = null, options = secretsRedacted) {
  const taken = redactor(dialect, options);
  for (const entry of entries) taken.learn(entry);
  const made = entries.map((entry) => taken.entry(entry));
  return {
    entries: made.map(({ entry }) => entry),
    removed: made.flatMap(({ removed }) => removed),
    note: taken.note(),
  };
}

const bytesOf = (entry: Entry | undefined) =>
  entry?.kind === 'frame' ? Buffer.from(entry.bytes).toString('latin1') : '';

describe('a canary that stands alone, once, in a record that nobody masked', () => {
  const wide = Buffer.from(`say ${canary} now`, 'utf16le');
  const alone: [string, () => Entry, (Dialect | null)?][] = [
    ['in the address', () => dial(`wss://x.example/v1?a=1&token=${canary}&b=2`)],
    ['in the address, before the host', () => dial(`wss://user:${canary}@x.example/`)],
    ['in a header', () => dial('wss://x', [{ name: 'Authorization', value: `Bearer ${canary}` }])],
    ['in a header of another name', () => dial('wss://x', [{ name: 'X-Fish-Trace', value: `k=${canary};` }])],
    ['in a cookie', () => dial('wss://x', [{ name: 'Cookie', value: `a=1; session=${canary}` }])],
    ['in the text of a frame', () => text(`hello ${canary} there`)],
    ['in a JSON string', () => text({ event: 'log', message: `used ${canary}.` })],
    ['in a JSON string with escapes', () => text(`{"m":"\\u0066k_canary_DO_NOT_LEAK_7f3a9c2\\u0031"}`)],
    ['in JSON inside of a JSON string', () => text({ m: JSON.stringify({ apiKey: canary }) })],
    ['as the name of a field', () => text({ [canary]: 1 })],
    ['in a MessagePack string', () => binary(encodeMsgpack({ event: 'log', message: `Bearer ${canary}` }))],
    ['as the name of a MessagePack field', () => binary(encodeMsgpack({ [canary]: true }))],
    [
      'in bytes of a MessagePack frame',
      () => binary(encodeMsgpack({ note: utf8(`Authorization: Bearer ${canary}\r\n`) })),
    ],
    ['in a frame that is cut', () => binary(encodeMsgpack({ event: 'log', message: `a ${canary} b` }).slice(0, -2))],
    [
      'in the reason of a close',
      () => ({ ...at(), kind: 'close', by: 'peer', code: 1008, reason: utf8(`bad ${canary}`), clean: true }),
    ],
    [
      'in the body of a refusal',
      () => ({
        ...at(),
        kind: 'handshake',
        status: 401,
        statusText: 'No',
        headers: [],
        body: utf8(`{"detail":"${canary} is no key"}`),
      }),
    ],
    [
      'in the text of faults',
      () => ({ ...at(), kind: 'dial', url: 'ws://x', headers: [], via: 'relay', faults: `close:1011:token=${canary}` }),
    ],
    ['in a mark', () => ({ ...at(), kind: 'mark', by: 'relay', says: `refused: token=${canary}` })],
    ['in a failure', () => ({ ...at(), kind: 'failure', problem: problem('refused', `it says ${canary}`) })],
    [
      'in a plain call',
      () => ({
        ...at(),
        kind: 'http',
        method: 'POST',
        url: `/v1?api_key=${canary}`,
        status: 200,
        headers: [],
        requestBody: utf8(`{"password":"${canary}"}`),
      }),
    ],
    ['behind what looks like another', () => text({ m: `eyJ-AKIA-${canary}` })],
    ['in base64 of a text', () => text({ data: base64(`Authorization: Bearer ${canary}`) })],
    ['in base64, one byte in', () => text({ data: base64(`x ${canary} y`) })],
    ['in base64, two bytes in', () => binary(encodeMsgpack({ data: base64(`xx ${canary}`) }))],
    ['in base64 of base64', () => text({ data: base64(JSON.stringify({ d: base64(`token=${canary}`) })) })],
    ['in hexadecimal digits', () => text({ data: Buffer.from(`key: ${canary}`).toString('hex') })],
    ['in percent signs', () => text({ data: Array.from(canary, (c) => `%${c.charCodeAt(0).toString(16)}`).join('') })],
    ['in UTF-16', () => binary(encodeMsgpack({ note: new Uint8Array(wide) }))],
    ['in UTF-16, big end first', () => binary(new Uint8Array(Buffer.from(wide).swap16()))],
  ];
  it.each(alone)('%s', (_, make) => {
    const entry = make();
    const before = allOf(entry);
    expect(formsIn(before, forms).length + Number(!before.includes(canary))).toBeGreaterThan(0);
    const { entries, removed } = redacted([entry]);
    const after = entries[0] as Entry;
    expect(formsIn(allOf(after), forms)).toEqual([]);
    // A piece of it would be a leak too.
    expect(allOf(after).includes('LEAK_7f3')).toBe(false);
    expect(allOf({ ...after, masked: [] }).length).toBe(before.length);
    expect(removed.length).toBeGreaterThan(0);
    // A second time there is nothing left to remove.
    expect(redacted([after]).removed).toEqual([]);
  });
});

describe('by its name alone', () => {
  const named: [string, Entry, string][] = [
    [
      'in words',
      { ...at(), kind: 'mark', by: 'relay', says: 'password: "correct horse" for x' },
      'password: "secret......." for x',
    ],
    [
      'in a query inside of words',
      { ...at(), kind: 'mark', by: 'relay', says: 'GET /v?api_key=horse&b=2' },
      'GET /v?api_key=*****&b=2',
    ],
    ...(
      [
        [
          'the password of any address',
          'see postgres://bob:s3cr3tPW@db.example.com/x',
          'see postgres://bob:secret#1@db.example.com/x',
        ],
        ['the password of an address, with signs', '"redis://:p%40ss:w@rd@h:6379"', '"redis://:secret.....@h:6379"'],
        ['said as a sentence', 'My password is hunter2-swordfish.', 'My password is secret#1..........'],
        ['said in quotes', 'the password was "correct horse"', 'the password was "secret......."'],
        ['a code to pass', 'The passcode: 99881122', 'The passcode: secret#1'],
        ['a key with a blank in its name', 'The API key is abcd1234efgh', 'The API key is secret#1....'],
        ['with the signs of a list', 'password=Tr0ub4dor&3', 'password=secret#1...'],
        ['with more signs, up to a blank', '(password=Tr0u,b)4;d}or&x=3 y', '(password=secret#1......... y'],
        ['in a query, with more signs', '/v?a=1&password=Tr0ub4dor,3&b=2', '/v?a=1&password=secret#1...&b=2'],
        ['in a form', 'password=horse&b=2', 'password=*****&b=2'],
      ] as const
    ).map(([name, says, wanted]): [string, Entry, string] => [
      name,
      { ...at(), kind: 'mark', by: 'relay', says },
      wanted,
    ]),
    [
      'a cookie, whose name stays',
      dial('wss://x', [{ name: 'Cookie', value: 'a=horse; theme=dark' }]),
      'a=*****; theme=****',
    ],
    [
      'a cookie that is set, whose properties stay',
      dial('wss://x', [{ name: 'Set-Cookie', value: 'sid=horse; Path=/; Max-Age=60' }]),
      'sid=*****; Path=/; Max-Age=60',
    ],
    [
      'all below a name',
      text({ credentials: { user: 'horse', list: ['rider'] }, n: 1 }),
      '{"credentials":{"user":"*****","list":["*****"]},"n":1}',
    ],
    [
      'all below a name, in JSON inside of JSON',
      text({ m: '{"credentials":{"user":"horse"}}' }),
      '{"m":"{\\"credentials\\":{\\"user\\":\\"*****\\"}}"}',
    ],
    ['a number, which stays one', text({ password: 12345678, token: 12 }), '{"password":11111111,"token":12}'],
    ['in MessagePack bytes', binary(encodeMsgpack({ secret: utf8('horse') })), '\x81\xa6secret\xc4\x05*****'],
  ];
  it.each(named)('%s', (_, entry, wanted) => {
    const after = redacted([entry]).entries[0] as Entry;
    const said = after.kind === 'mark' ? after.says : after.kind === 'dial' ? after.headers[0]?.value : bytesOf(after);
    expect(said).toBe(wanted);
  });
});

describe('a value that was met at a secret place', () => {
  // Nothing about it looks like a key.
  const secret = 'correct-horse-battery';
  const spelled = secretForms(secret).map(({ name, bytes }): [string, Buffer] => [name, bytes]);
  it.each(spelled)('goes everywhere, as %s, earlier too', (_, bytes) => {
    const earlier = binary(
      encodeMsgpack({
        event: 'audio',
        audio: new Uint8Array(Buffer.concat([Buffer.from('AB'), bytes, Buffer.from('yz')])),
      }),
    );
    const { entries, removed } = redacted(
      [earlier, text({ event: 'start', token: secret, request: {} }, 'sent')],
      fishspeech,
    );
    for (const entry of entries) expect(formsIn(allOf(entry), secretForms(secret))).toEqual([]);
    expect(removed.map(({ seq: where, why }) => [where - earlier.seq, why])).toEqual([
      [0, 'met'],
      [1, 'position'],
    ]);
  });

  it('has the same filler everywhere, and the entry says where it is', () => {
    const { entries } = redacted([text({ token: secret }), text(`"${secret}" and ${canary}`)]);
    expect(entries.map(bytesOf)).toEqual([
      '{"token":"secret#1............."}',
      '"secret#1............." and secret#2......................',
    ]);
    expect(entries[1]?.masked).toEqual([
      { in: 'bytes', start: 1, end: 22, key: 'secret#1' },
      { in: 'bytes', start: 28, end: 58, key: 'secret#2' },
    ]);
  });

  it('is met without the signs that followed it', () => {
    const says = [
      'my password is hunter2-swordfish. ok',
      'f(token=hunter3-swordfish, b)',
      'x?secret=hunter4-swordfish)',
    ];
    const marks = says.map((one): Entry => ({ ...at(), kind: 'mark', by: 'relay', says: one }));
    const { entries } = redacted([...marks, text('"hunter2-swordfish hunter3-swordfish hunter4-swordfish"')]);
    expect(bytesOf(entries.at(-1))).not.toContain('swordfish');
    expect(bytesOf(entries.at(-1))).toMatch(/^"secret#1\.+ secret#2\.+ secret#\d\.+"$/);
  });

  it('does not take a plain word with it', () => {
    const { entries } = redacted([text({ password: 'undefined' }), text('it is undefined here')]);
    expect(entries.map(bytesOf)).toEqual(['{"password":"secret..."}', 'it is undefined here']);
  });
});

describe('what is left alone', () => {
  const left: [string, Entry][] = [
    [
      'speech about keys',
      text({
        event: 'text',
        text: 'The token: a word. Bearer of bad news, task-oriented, a secret, and the password is easy.',
      }),
    ],
    ['addresses with a port and an @', text('wss://h:8080/@me, http://[::1]:80/a?b=c:d@e and mailto:a@b.example')],
    ['talk of passwords', text('A password is required. Your password is 8-bit, the token is gone; secret=, token=)')],
    ['counts of tokens', text({ max_tokens: 20000000, token_type: 'bearer', usage: { token_count: 1234567 } })],
    ['the words of the sandbox', text({ event: 'start', token: 'sandbox-401' })],
    [
      'what the recorder masked',
      dial('wss://x?token=key%231..', [{ name: 'authorization', value: 'Bearer key#1......' }]),
    ],
    ['the number of an upgrade', dial('wss://x', [{ name: 'Sec-WebSocket-Key', value: 'dGhlIHNhbXBsZSBub25jZQ==' }])],
    ['sound', binary(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) & 255))],
  ];
  it.each(left)('%s', (_, entry) => {
    const one = redacted([entry]);
    expect(one.removed.filter(({ where }) => where !== 'url')).toEqual([]);
    if (one.removed.length === 0) expect(one.entries[0]).toBe(entry);
  });

  it('all, when nothing is asked for', () => {
    const entry = text({ token: canary });
    expect(redacted([entry], null, nothingRedacted).entries[0]).toBe(entry);
  });
});

it('replaces the audio of references by silence of the same size, and names it', () => {
  const start = { event: 'start', request: { references: [{ audio: new Uint8Array([1, 2, 3]), text: 'hi' }] } };
  const entry = binary(encodeMsgpack(start), 'sent');
  const { entries, removed } = redacted([entry], fish, { secrets: false, referenceAudio: true });
  const silent = { event: 'start', request: { references: [{ audio: new Uint8Array(3), text: 'hi' }] } };
  expect(bytesOf(entries[0])).toBe(bytesOf(binary(encodeMsgpack(silent))));
  expect(removed).toMatchObject([{ where: 'bytes', why: 'audio', name: 'references.audio' }]);
  expect(entries[0]?.masked).toBeUndefined();
});

it('keeps base64 base64, JSON JSON, and MessagePack as long as it was', () => {
  const inner = { a: 'é', authorization: `Bearer ${canary}`, z: [1, 2] };
  const { entries } = redacted([text({ data: base64(JSON.stringify(inner)) })]);
  const { data } = JSON.parse(bytesOf(entries[0])) as { data: string };
  const filler = 'secret#1'.padEnd(canary.length, '.');
  expect(JSON.parse(Buffer.from(data, 'base64').toString())).toEqual({ ...inner, authorization: `Bearer ${filler}` });
});

it('leaves a program what it is, but for keys', () => {
  const taken = redactor(null, secretsRedacted);
  taken.learn(text({ token: 'correct-horse-battery' }));
  const code = `headers={'Authorization': f'Bearer {key}', 'api_key': os.environ["FISH_API_KEY"]}; token=args.token`;
  expect(taken.text(code)).toBe(code);
  expect(taken.text(`say('correct-horse-battery ${canary}')`)).toBe(
    "say('secret#1............. secret........................')",
  );
});

describe('a key that is split over two frames', () => {
  it('is told, and never claimed to be removed', () => {
    const first = text({ event: 'text', text: `my key ${canary.slice(0, 14)}` }, 'sent');
    const second = text({ event: 'text', text: canary.slice(14) }, 'sent');
    const { removed, note } = redacted([dial(`wss://x?token=${canary}`), first, text('between'), second]);
    expect(removed.map(({ where }) => where)).toEqual(['url']);
    expect(note.splits).toEqual([{ seq: first.seq, next: second.seq }]);
  });

  it('is told where only its beginning looks like one', () => {
    const first = text({ text: 'my key fk_canary' });
    expect(redacted([first, text({ text: '_DO_NOT' })]).note.splits).toEqual([{ seq: first.seq, next: null }]);
  });
});

it('looks for a thousand values and no more, and says so', () => {
  const entries = Array.from({ length: 1010 }, (_, i) => text({ signature: `sig-${i}-0123456789` }));
  const { note, removed } = redacted([...entries, text('sig-1009-0123456789')]);
  expect([note.values, note.tooMany, removed.length]).toEqual([1000, true, 1010]);
});

it('never throws, whatever the bytes, and changes no length', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .constantFrom('token=', '{"secret":"', '\\u00', '%4', 'eyJ', '-----BEGIN ', 'sk-', ` ${canary}`, '"}', '==')
      .map(utf8),
  );
  const bytes = fc.array(piece, { maxLength: 12 }).map((parts) => new Uint8Array(Buffer.concat(parts)));
  fc.assert(
    fc.property(bytes, fc.constantFrom('text', 'binary', 'ping'), (payload, opcode) => {
      const entry: Entry = { ...at(), kind: 'frame', dir: 'sent', opcode: opcode as 'text', bytes: payload };
      const close: Entry = { ...at(), kind: 'close', by: 'peer', code: 1000, reason: payload, clean: true };
      const says: Entry = { ...at(), kind: 'mark', by: 'page', says: String.fromCharCode(...payload) };
      const { entries } = redacted([entry, close, says], fishspeech);
      expect(bytesOf(entries[0]).length).toBe(payload.length);
      expect((entries[1] as { reason: Uint8Array }).reason.length).toBe(payload.length);
      expect((entries[2] as { says: string }).says.length).toBe(payload.length);
      for (const after of entries) expect(allOf(after).includes(canary)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

it('reads a text a bounded number of times, whatever it repeats', () => {
  const reads = (size: number, unit: string) => {
    let count = 0;
    const bytes = utf8(unit.repeat(size).slice(0, size));
    const counted = new Proxy(bytes, {
      get(target, name) {
        count++;
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    searchTokens(counted, []);
    searchNamedValues(counted, []);
    searchAddressPasswords(counted, []);
    return count;
  };
  for (const unit of [
    'sk-',
    'token:',
    'token=',
    'Bearer ',
    'eyJ',
    '-----BEGIN ',
    'passwordpassword',
    '://',
    '://a:',
    ':',
    'password is ',
    'password=&',
  ]) {
    expect(reads(16_000, unit)).toBeLessThan(reads(8000, unit) * 2.5 + 5000);
  }
});
