import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialects } from '../dialects/registry.ts';
import { classOf } from './address.ts';
import { exactBases, refusedBases } from './testing/spelled-bases.ts';
import { canonicalBase, declareUpstream, judgeAddress } from './upstream.ts';

const classes: Record<string, string> = {
  public:
    '8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.0.1 11.0.0.1 126.255.255.255 128.0.0.1 ' +
    '198.17.0.1 198.20.0.1 223.255.255.255 2606:4700::1111 2a00:1450:4001:80e::200e ::ffff:8.8.8.8 ::ffff:808:808',
  loopback: '127.0.0.1 127.255.255.254 ::1 0:0:0:0:0:0:0:1 ::ffff:127.0.0.1 ::ffff:7f00:1 [::1]',
  private:
    '0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 169.254.169.254 172.16.0.1 172.31.255.255 ' +
    '192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 ' +
    '239.255.255.250 240.0.0.1 255.255.255.255 :: ::7f00:1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ' +
    '64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378::1 2001:db8::1 2002:7f00:1::1 ' +
    '2002:808:808::1 3fff::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 5f00::1',
};

describe('classes of addresses', () => {
  for (const [name, list] of Object.entries(classes))
    it.each(list.split(' '))(`%s is ${name}`, (address) => expect(classOf(address)).toBe(name));

  it.each(
    'localhost 127.1 0177.0.0.1 2130706433 127.0.0.256 1.2.3 :::1 1::2::3 12345::1 g::1 1:2:3:4:5:6:7:8:9 '.split(' '),
  )('"%s" is no canonical address', (text) => expect(classOf(text)).toBeNull());
});

describe('bases of upstreams', () => {
  it('has enough spellings to mean something', () =>
    expect(refusedBases.length + exactBases.length).toBeGreaterThanOrEqual(60));
  it.each(refusedBases)('refuses %j', (text) => expect(canonicalBase(text, false)).toHaveProperty('why'));
  it.each(exactBases)('reads %j as exactly %s', (text, base) => expect(canonicalBase(text, false)).toBe(base));

  it.each(['ws://127.0.0.1:9', 'ws://2130706433:9', 'ws://localhost:9', 'wss://[::1]:9'])(
    'takes %s with loopback',
    (text) => {
      expect(typeof canonicalBase(text, true)).toBe('string');
    },
  );
  it.each(['ws://10.0.0.1', 'ws://8.8.8.8', 'ws://0.0.0.0:9', 'ws://169.254.169.254'])(
    'refuses %s with loopback',
    (text) => {
      expect(canonicalBase(text, true)).toHaveProperty('why');
    },
  );

  it('says at once that a private address will not do, with or without loopback', () => {
    for (const loopback of [false, true])
      expect(canonicalBase('ws://192.168.1.5', loopback)).toEqual({
        why: expect.stringMatching(/only those of this machine/),
      });
    expect(canonicalBase('ws://127.0.0.1:9', false)).toEqual({ why: expect.stringMatching(/only with "loopback"/) });
  });

  it('never repeats an address that may hold a key', () => {
    const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
    for (const base of [
      `wss://x.example?token=${key}`,
      `wss://${key}@x.example`,
      `nonsense ${key}`,
      `wss://x#${key}`,
    ]) {
      expect(JSON.stringify(declareUpstream({ id: 'a', base, dialect: 'fish' }, dialects))).not.toContain(key);
    }
  });

  it.each([
    ['id', { id: 'A b', base: 'wss://x.example', dialect: 'fish' }],
    ['id of a sandbox', { id: 'sandbox-x', base: 'wss://x.example', dialect: 'fish' }],
    ['dialect', { id: 'a', base: 'wss://x.example', dialect: 'nope' }],
    ['path without a slash', { id: 'a', base: 'wss://x.example', dialect: 'fish', path: 'x' }],
    ['path with a query', { id: 'a', base: 'wss://x.example', dialect: 'fish', path: '/x?y' }],
  ])('refuses a bad %s', (_, ask) => expect(declareUpstream(ask, dialects)).toHaveProperty('code'));

  it('knows nothing of this machine', () => {
    expect(readFileSync(new URL('./address.ts', import.meta.url), 'utf8')).not.toMatch(/from '(node:|ws)/);
  });
});

describe('judging what a name resolved to', () => {
  const own = { ports: [4820], addresses: ['192.0.2.7', '127.0.0.1', 'fe80::2'] };
  const code = (address: string, port: number, loopback = false) =>
    judgeAddress(address, port, loopback, own)?.code ?? null;
  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '192.0.2.7', '0.0.0.0', '::', 'fe80::2'])(
    'never dials this console at %s',
    (address) => {
      expect(code(address, 4820)).toBe('self_dial');
      expect(code(address, 4820, true)).toBe('self_dial');
    },
  );
  it('lets public addresses through, and loopback where it was declared', () => {
    expect(code('8.8.8.8', 4820)).toBeNull();
    expect(code('127.0.0.1', 4821, true)).toBeNull();
    expect(code('127.0.0.1', 4821)).toBe('address_refused');
    expect(code('8.8.8.8', 443, true)).toBe('address_refused');
    expect(code('not an address', 443)).toBe('address_refused');
  });
});
