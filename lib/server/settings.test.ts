import { describe, expect, it } from 'vitest';
import { takeHeldKeys, withoutKeys } from './held-keys.ts';
import { createLog } from './log.ts';
import { readSettings, SettingsError } from './settings.ts';

const read = (args: string[] = [], env: Record<string, string> = {}, config: string | null = null) =>
  readSettings(args, env, config);

describe('settings', () => {
  it('has defaults', () => {
    expect(read()).toEqual({
      host: '127.0.0.1',
      port: 4820,
      upstreams: [],
      allowOrigins: [],
      development: false,
      profiles: [],
      team: false,
      publicOrigin: null,
      users: [],
      userLimits: { sessions: 4, sessionMs: 1_800_000, sessionBytes: 268_435_456, connectsPerMinute: 10 },
      sharedKey: false,
      tapKey: false,
      heldKeys: new Map(),
      drainMs: 0,
    });
  });

  it.each([
    ['localhost', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['', '127.0.0.1'],
  ])('takes HOST %s as %s', (HOST, host) => expect(read([], { HOST }).host).toBe(host));
  it.each(['0.0.0.0', '::', '192.168.1.5', '127.0.0.2', 'example.com', '*', '__proto__', 'constructor'])(
    'refuses HOST %s with the reason',
    (HOST) => expect(() => read([], { HOST })).toThrow(/localhost, 127\.0\.0\.1 or ::1 only: .+keys/),
  );
  it.each(['65536', '-1', 'x', '1e3', ' 80', '80.5', '123456'])('refuses PORT %j', (PORT) =>
    expect(() => read([], { PORT })).toThrow(SettingsError),
  );
  it('takes PORT', () => expect(read([], { PORT: '0' }).port).toBe(0));

  it('reads --upstream in both spellings', () => {
    const flag = 'mine=wss://x.example/p,dialect=fish,path=/v1/x';
    const want = { id: 'mine', base: 'wss://x.example/p', dialect: 'fish', path: '/v1/x' };
    expect(read(['--upstream', flag]).upstreams).toEqual([want]);
    expect(read([`--upstream=${flag},loopback`]).upstreams).toEqual([{ ...want, loopback: true }]);
  });
  it.each([
    ['--upstream'],
    ['--upstream', 'a=wss://x,nope=1'],
    ['--upstream', 'a=wss://x,loopback=yes'],
    ['--nope'],
    ['x'],
  ])('refuses %s %s', (...args) => expect(() => read(args)).toThrow(SettingsError));

  it('shows the form of --upstream to who does not know it', () => {
    for (const flag of ['nonsense', 'a=wss://x,nope=1'])
      expect(() => read(['--upstream', flag])).toThrow('--upstream ID=wss://HOST[:PORT],dialect=fish|fishspeech');
  });

  it('takes origins exactly as browsers send them', () => {
    expect(read(['--allow-origin', 'https://console.example']).allowOrigins).toEqual(['https://console.example']);
    for (const bad of [
      'console.example',
      'https://x.example/',
      'HTTPS://x.example',
      'https://x.example:443',
      'null',
      'https://u@x.example',
    ])
      expect(() => read(['--allow-origin', bad])).toThrow(SettingsError);
  });

  it('reads the configuration file', () => {
    const upstreams = [{ id: 'mine', base: 'wss://x.example', dialect: 'fish', loopback: false }];
    const config = JSON.stringify({ upstreams, allowOrigins: ['https://a.example'] });
    expect(read([], {}, config)).toMatchObject({ upstreams, allowOrigins: ['https://a.example'] });
  });
  it('takes files of sandbox profiles from flags and from the configuration', () => {
    expect(read(['--profile', 'a.json', '--profile=b.json'], {}, '{"profiles": ["c.json"]}').profiles).toEqual([
      'c.json',
      'a.json',
      'b.json',
    ]);
  });
  it.each([
    '{',
    '[]',
    '{"profiles": "a.json"}',
    '{"profiles": [1]}',
    '{"nope": 1}',
    '{"upstreams": {}}',
    '{"upstreams": [{"id": 1}]}',
    '{"upstreams": [{"id": "a"}]}',
    '{"upstreams": [{"key": "x"}]}',
  ])('refuses the configuration %s', (config) =>
    expect(() => read([], {}, config)).toThrow(/^wiretone\.config\.json: /),
  );
});

describe('settings of a server of many', () => {
  const origin = '--public-origin=https://console.example';
  const line = 'scrypt:32768:8:1:nd-G5xYB47fQeMkvRUwYKw:m1e1C2UJ_JdDwG3EawbAd9Ykezv2be30C4pzm3rUY9s';
  const config = (team: unknown) => JSON.stringify({ team });

  it('takes users, limits and an address of the network', () => {
    const team = { users: [{ name: 'ana', password: line }], limits: { sessions: 8 } };
    const settings = read(['--team', origin], { HOST: '0.0.0.0' }, config(team));
    expect(settings).toMatchObject({
      team: true,
      publicOrigin: 'https://console.example',
      host: '0.0.0.0',
      drainMs: 30_000,
    });
    expect(settings.users.map(({ name }) => name)).toEqual(['ana']);
    expect(settings.userLimits).toMatchObject({ sessions: 8, connectsPerMinute: 10 });
    expect(read(['--team', origin, '--drain', '5s'], { HOST: '[::]' })).toMatchObject({ host: '::', drainMs: 5000 });
    // What the file says of a team is nothing to a console of one's own.
    expect(read([], {}, config(team))).toMatchObject({ team: false, host: '127.0.0.1' });
  });

  it.each([
    [['--team'], /needs --public-origin/],
    [['--team', '--public-origin=http://console.example'], /plain http.+TLS/],
    [['--team', '--public-origin=https://console.example/'], /no slash/],
    [['--team', '--public-origin=https://console.example:443'], /no :443/],
    [['--team', '--public-origin=https://u:p@console.example'], /--public-origin takes/],
    [[origin], /needs --team/],
    [['--shared-key'], /needs --team/],
    [['--drain=5s'], /needs --team/],
    [['--team', origin, '--drain=soon'], /seconds/],
  ])('refuses %j', (args, why) => expect(() => read(args)).toThrow(why));

  it.each([
    [[], /must be an object/],
    [{ admins: [] }, /users and limits/],
    [{ users: [{ name: 'a b', password: line }] }, /"name"/],
    [{ users: [{ name: 'ana', password: 'hunter2' }] }, /npm run -s password/],
    [{ users: [{ name: 'ana', password: line.replace('32768', '1024') }] }, /npm run -s password/],
    [
      {
        users: [
          { name: 'ana', password: line },
          { name: 'ana', password: line },
        ],
      },
      /one name/,
    ],
    [{ limits: { sessions: 0 } }, /whole numbers/],
    [{ limits: { constructor: 1 } }, /whole numbers/],
  ])('refuses the team %j', (team, why) => {
    const readIt = () => read(['--team', origin], {}, config(team));
    expect(readIt).toThrow(why);
    expect(readIt).not.toThrow(/hunter2/);
  });
});

describe('keys that the server holds', () => {
  const many = { team: true, sharedKey: false };
  const one = { team: false, sharedKey: false };

  it('are taken out of the environment, and shared only when told to', () => {
    const env = () =>
      ({ FISH_API_KEY: ' fk_1234567890 ', MY_SERVER_API_KEY: 'x', OTHER: 'y' }) as Record<string, string>;
    const [alone, team, shared] = [env(), env(), env()];
    expect(takeHeldKeys(alone, ['fish', 'fishspeech', 'my-server'], one)).toEqual({
      held: new Map([
        ['fish', 'fk_1234567890'],
        ['my-server', 'x'],
      ]),
      unused: [],
    });
    expect(takeHeldKeys(team, ['fish'], many)).toEqual({ held: new Map(), unused: ['FISH_API_KEY'] });
    expect(takeHeldKeys(shared, ['fish'], { ...many, sharedKey: true }).held.size).toBe(1);
    expect([alone, team.FISH_API_KEY, shared.FISH_API_KEY]).toEqual([{ OTHER: 'y' }, undefined, undefined]);
    expect(withoutKeys(env())).toEqual({ OTHER: 'y' });
  });

  it('are refused without being repeated', () => {
    expect(() => takeHeldKeys({ FISH_API_KEY: 'fk_\nsecret' }, ['fish'], one)).toThrow(
      /^FISH_API_KEY holds what is no key/,
    );
    expect(() => takeHeldKeys({ A_B_API_KEY: 'secret' }, ['a-b', 'a_b'], one)).toThrow(/both "a-b" and "a_b"/);
  });
});

describe('the log', () => {
  it('masks known keys and what looks like one', () => {
    const lines: string[] = [];
    const log = createLog(
      (text) => text.replaceAll('known-key', 'key#1....'),
      (l) => lines.push(l),
      (l) => lines.push(l),
    );
    log.info('known-key');
    log.warn('GET wss://x/v1?a=1&token=abc%20def&b=2 "Authorization: Bearer fk_123"');
    log.error('broke', new Error('Invalid URL: ws://x?api_key=secret'));
    expect(lines[0]).toBe('key#1....');
    expect(lines[1]).toBe('GET wss://x/v1?a=1&token=[masked]&b=2 "Authorization: Bearer [masked]"');
    expect(lines[2]).toContain('api_key=[masked]');
    expect(lines.join()).not.toMatch(/fk_123|secret|abc/);
  });
});
