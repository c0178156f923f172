import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subProtocol } from '../relay/wire.ts';
import { type GateAsk, type GateRules, gate } from './gate.ts';
import { type GateRow, gateTable } from './gate-table.ts';
import { digest } from './login/digest.ts';

const rules: GateRules = {
  hosts: new Map([
    ['localhost:4820', 'http://localhost:4820'],
    ['127.0.0.1:4820', 'http://127.0.0.1:4820'],
    ['[::1]:4820', 'http://[::1]:4820'],
    ['console.example', 'https://console.example'],
  ]),
  cookieName: 'wiretone_4820',
  cookieValue: 'right-value',
  development: false,
};

// Absent, listed, and what an attacker can make a browser or a program say.
const hosts = [
  undefined,
  'localhost:4820',
  '127.0.0.1:4820',
  '[::1]:4820',
  'console.example',
  'localhost',
  '127.0.0.1',
  '127.0.0.1:4821',
  'LOCALHOST:4820',
  '127.0.0.1:4820.',
  'rebind.example:4820',
  'console.example:443',
  '127.1:4820',
  '',
];
const origins = [
  undefined,
  'http://localhost:4820',
  'http://127.0.0.1:4820',
  'http://[::1]:4820',
  'https://console.example',
  'null',
  'http://127.0.0.1:4821',
  'https://127.0.0.1:4820',
  'http://console.example',
  'http://evil.example',
  'http://localhost:4820/',
  'HTTP://LOCALHOST:4820',
  'http://localhost:4820.evil.example',
  '',
];
const cookies = [
  undefined,
  'wiretone_4820=wrong',
  'wiretone_4820=right-value',
  'other=1; wiretone_4820=right-value; x=y',
];
const own: Record<string, string> = Object.fromEntries(rules.hosts);

const pairs = (headers: Record<string, string | undefined>) =>
  Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));

/** A path and method that reach this row, with all it asks beside Host, Origin and cookie. */
function reach(row: GateRow): { ask: Omit<GateAsk, 'rawHeaders'>; headers: Record<string, string> } {
  const below = row.filesOnly ? 'icon.svg' : row.path === '/' ? '' : 'x/y?z';
  const target = row.prefix ? `${row.path}${below}` : row.path;
  const method = row.methods === 'any' ? (row.contentTypes.length > 0 ? 'POST' : 'GET') : (row.methods[0] as string);
  return {
    ask: { kind: row.kind, method, target },
    headers: {
      ...(row.contentTypes[0] === undefined ? {} : { 'Content-Type': `${row.contentTypes[0]}; charset=utf-8` }),
      ...(row.subProtocol ? { 'Sec-WebSocket-Protocol': `x, ${subProtocol}` } : {}),
    },
  };
}

/** The table of the threat model, said once more in another way. */
function expected(
  row: GateRow,
  host?: string,
  origin?: string,
  cookie?: string,
  development = false,
  loggedIn: string | null = 'right-value',
): boolean {
  if (host === undefined || own[host] === undefined || origin === 'null') return false;
  if (row.developmentOnly && !development) return false;
  const originFits = {
    any: true,
    own: origin === own[host],
    'own or absent': origin === undefined || origin === own[host],
  };
  const asked = row.cookie || (row.document && loggedIn !== 'right-value');
  const prefix = loggedIn !== 'right-value' && own[host].startsWith('https:') ? '__Host-' : '';
  const held = (cookie ?? '').split(';').map((pair) => pair.trim());
  return originFits[row.origin] && (!asked || held.includes(`${prefix}wiretone_4820=${loggedIn}`));
}

describe('the gate', () => {
  it('has a row for each kind of visitor', () => {
    expect(gateTable.map((row) => `${row.kind} ${row.name}`)).toMatchInlineSnapshot(`
      [
        "request health",
        "request login",
        "request API, reading",
        "request API, recordings to replay",
        "request API, writing",
        "upgrade API upgrade",
        "upgrade hot reload",
        "request Next's development tools",
        "upgrade /sandbox/ upgrade",
        "request /sandbox/",
        "upgrade /tap/ upgrade",
        "request /tap/",
        "upgrade /replay/ upgrade",
        "request /replay/",
        "request login page",
        "request assets",
        "request files",
        "request pages",
      ]
    `);
  });

  describe.each(gateTable.map((row) => [`${row.kind} ${row.name}`, row] as const))('%s', (_, row) => {
    it.each([false, true])('lets exactly the listed combinations of 784 through (development: %s)', (development) => {
      const { ask, headers } = reach(row);
      let passed = 0;
      for (const Host of hosts)
        for (const Origin of origins)
          for (const Cookie of cookies) {
            const rawHeaders = pairs({ ...headers, Host, Origin, Cookie });
            const verdict = gate({ ...ask, rawHeaders }, { ...rules, development });
            const may = expected(row, Host, Origin, Cookie, development);
            if ('row' in verdict !== may) throw new Error(`${Host} ${Origin} ${Cookie}: ${JSON.stringify(verdict)}`);
            if ('row' in verdict) expect(verdict.row).toBe(row);
            passed += may ? 1 : 0;
          }
      expect(passed > 0).toBe(development || !row.developmentOnly);
    });
  });

  // `right-value`, the cookie of a launch that asks for no login, opens nothing then.
  describe.each([
    ['nobody is logged in', null],
    ['somebody is logged in', 'login-value'],
  ])('where a login is required and %s', (_, loggedIn) => {
    const logins = (asked: Buffer) => (loggedIn !== null && asked.equals(digest(loggedIn)) ? 'login-id' : null);
    const theirs = [
      ...cookies,
      'wiretone_4820=login-value',
      'a=b;wiretone_4820=wrong; wiretone_4820=login-value',
      '__Host-wiretone_4820=login-value',
    ];
    it.each(gateTable.map((row) => [`${row.kind} ${row.name}`, row] as const))('%s', (__, row) => {
      const { ask, headers } = reach(row);
      let passed = 0;
      for (const Host of hosts)
        for (const Origin of origins)
          for (const Cookie of theirs) {
            const rawHeaders = pairs({ ...headers, Host, Origin, Cookie });
            const verdict = gate({ ...ask, rawHeaders }, { ...rules, development: true, logins });
            const may = expected(row, Host, Origin, Cookie, true, loggedIn);
            if ('row' in verdict !== may) throw new Error(`${Host} ${Origin} ${Cookie}: ${JSON.stringify(verdict)}`);
            if ('row' in verdict) {
              expect(verdict.login).toBe(row.cookie || row.document ? 'login-id' : undefined);
              passed++;
            } else expect(verdict.to).toBe(verdict.status === 303 ? '/login' : undefined);
          }
      expect(passed > 0).toBe(loggedIn !== null || !(row.cookie || row.document));
    });
  });

  it('compares few cookies of one name, and finds the right one among them', () => {
    let compared = 0;
    const logins = (asked: Buffer) => {
      compared++;
      return asked.equals(digest('login-value')) ? 'login-id' : null;
    };
    const ask = (Cookie: string) => {
      const rawHeaders = pairs({ Host: 'localhost:4820', Cookie });
      return gate({ kind: 'request', method: 'GET', target: '/', rawHeaders }, { ...rules, logins });
    };
    expect(ask('wiretone_4820=wrong; wiretone_4820=login-value; wiretone_4820=x')).toMatchObject({ login: 'login-id' });
    compared = 0;
    expect(ask('wiretone_4820=x;'.repeat(900))).toMatchObject({ status: 303 });
    expect(compared).toBe(8);
  });

  it('sends those without a login to the page for it, from documents alone', () => {
    const asked = { ...rules, logins: () => null };
    const to = (target: string, kind: GateAsk['kind'] = 'request') => {
      const headers = pairs({ Host: '127.0.0.1:4820', 'Sec-WebSocket-Protocol': subProtocol });
      const verdict = gate({ kind, method: 'GET', target, rawHeaders: headers }, asked);
      return 'row' in verdict ? 'in' : verdict.status;
    };
    for (const target of ['/', '/rules/A08', '/?a=b', '/login/x', '/_next/data/x', '/x.rsc', '/icon.svg/x', '/a%2ejs'])
      expect([target, to(target)]).toEqual([target, 303]);
    for (const target of ['/login', '/login?x', '/_next/static/a.js', '/icon.svg', '/worklets/player.js', '/healthz'])
      expect([target, to(target)]).toEqual([target, 'in']);
    for (const target of ['/api/me', '/api/upstreams', '/api/replay'])
      expect([target, to(target)]).toEqual([target, 403]);
  });

  const good = { Host: '127.0.0.1:4820', Origin: 'http://127.0.0.1:4820', Cookie: 'wiretone_4820=right-value' };
  const status = (ask: Partial<GateAsk>, headers: Record<string, string | undefined> = good) => {
    const verdict = gate({ kind: 'request', method: 'GET', target: '/', rawHeaders: pairs(headers), ...ask }, rules);
    return 'status' in verdict ? verdict.status : verdict.row.name;
  };

  it.each([
    'http://127.0.0.1:4820/',
    '*',
    '127.0.0.1:4820',
    '//evil.example/',
    '/\\evil.example',
    '',
    'http://169.254.169.254/',
  ])('refuses the request target %j', (target) => {
    expect(status({ target })).toBe(400);
    expect(status({ target, kind: 'upgrade' })).toBe(400);
  });

  it('refuses a second Host or Origin', () => {
    expect(status({ rawHeaders: ['Host', '127.0.0.1:4820', 'host', '127.0.0.1:4820'] })).toBe(421);
    expect(status({ rawHeaders: [...pairs(good), 'Origin', good.Origin], target: '/sandbox/x' })).toBe(403);
  });

  it('refuses upgrades of everything that has no row', () => {
    for (const target of [
      '/',
      '/_next/webpack-hmr',
      '/_next/hmrx',
      '/healthz',
      '/api',
      '/sandbox',
      '/tapx/y',
      '/index.html',
    ])
      expect(status({ kind: 'upgrade', target })).toBe(404);
  });

  it('asks the sub-protocol of API upgrades and the content type of API writes', () => {
    expect(status({ kind: 'upgrade', target: '/api/relay' })).toBe(400);
    expect(
      status({ kind: 'upgrade', target: '/api/relay' }, { ...good, 'Sec-WebSocket-Protocol': 'wiretone.v10' }),
    ).toBe(400);
    expect(status({ method: 'POST', target: '/api/x' })).toBe(415);
    expect(status({ method: 'POST', target: '/api/x' }, { ...good, 'Content-Type': 'text/plain' })).toBe(415);
    expect(status({ method: 'POST', target: '/api/replay' }, { ...good, 'Content-Type': 'application/json' })).toBe(
      415,
    );
    expect(status({ method: 'POST', target: '/' })).toBe(405);
  });

  it('lets the page alone load recordings, list them and take them away', () => {
    const typed = (type: string, headers: Record<string, string> = good) => ({ ...headers, 'Content-Type': type });
    const { Cookie: _, ...noCookie } = good;
    const { Origin: __, ...noOrigin } = good;
    const lines = 'application/x-ndjson';
    const json = 'application/json';
    for (const [method, target, headers, want] of [
      ['POST', '/api/replay', typed(lines), 'API, recordings to replay'],
      ['POST', '/api/replay', typed(`${lines}; charset=utf-8`), 'API, recordings to replay'],
      ['POST', '/api/replay', typed(lines, noCookie as never), 403],
      ['POST', '/api/replay', typed(lines, noOrigin as never), 403],
      ['POST', '/api/replay', typed(lines, { ...good, Origin: 'http://127.0.0.1:4821' }), 403],
      ['POST', '/api/replay/3f2a', typed(lines), 415],
      ['GET', '/api/replay', good, 'API, reading'],
      ['GET', '/api/replay', noOrigin, 'API, reading'],
      ['GET', '/api/replay', noCookie, 403],
      ['DELETE', '/api/replay/3f2a', typed(json), 'API, writing'],
      ['DELETE', '/api/replay/3f2a', good, 415],
      ['DELETE', '/api/replay/3f2a', typed(json, noCookie as never), 403],
      ['DELETE', '/api/replay/3f2a', typed(json, noOrigin as never), 403],
    ] as const)
      expect([method, target, status({ method, target }, headers)]).toEqual([method, target, want]);
    for (const target of ['/replay/3f2a', '/replay/3f2a~speed=2/v1/tts/live']) {
      expect(status({ kind: 'upgrade', target }, { Host: good.Host })).toBe('/replay/ upgrade');
      expect(status({ kind: 'upgrade', target }, { Host: good.Host, Origin: 'http://evil.example' })).toBe(403);
      expect(status({ kind: 'upgrade', target }, { Host: 'rebind.example:4820' })).toBe(421);
    }
  });

  it('refuses plain requests of other sites to the servers for programs', () => {
    for (const [site, want] of [
      ['none', '/tap/'],
      ['same-origin', '/tap/'],
      ['same-site', 403],
      ['cross-site', 403],
      ['', 403],
    ])
      expect(status({ target: '/tap/x' }, { Host: good.Host, 'Sec-Fetch-Site': String(site) })).toBe(want);
    expect(status({ target: '/tap/x' }, { Host: good.Host })).toBe('/tap/');
  });

  it('survives whatever is sent', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...origins.map(String), '/api/relay', '//'),
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(text),
        fc.constantFrom('request', 'upgrade'),
        (method, target, rawHeaders, kind) => {
          gate({ method, target, rawHeaders, kind: kind as GateAsk['kind'] }, rules);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
