import { expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { fakeClock } from '@/lib/clock/fake.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { openBench, openPage } from '@/lib/server/testing/bench.ts';
import { drawnRecord } from './tools/hostile/drawn.ts';
import { hostileEnds } from './tools/hostile/ends.ts';
import { startHostile } from './tools/hostile/server.ts';
import { openVisitor } from './tools/hostile/visitor.ts';

test('discover', async () => {
  const hostile = await startHostile();
  const clock = fakeClock();
  const out: string[] = [];
  for (const fault of ['', '~fault=x']) for (const dialect of ['fish', 'fishspeech'] as const) {
    if (fault !== '' ) continue;
    const ends = hostileEnds(dialect);
    const bench = await openBench(['--upstream', `bad=ws://127.0.0.1:${hostile.port},dialect=${dialect},loopback`], { clock, relayLimits: { batchBytes: 1 } });
    const page = await openPage(bench.server);
    page.say({ op: 'taps' });
    const visitors = Object.entries(ends).filter(([n]) => !process.env.SKIP || !new RegExp(process.env.SKIP).test(n)).map(([name, end]) => {
      const path = `/b/${name}~dialect=${dialect}${end.set ? `~${end.set}` : ''}`;
      return { name, direct: openVisitor(hostile.port, path, end.asks), tapped: openVisitor(bench.server.port(), `/tap/bad@${name}${path}`, end.asks) };
    });
    for (let i = 0; i < 40; i++) { console.log('i', i, Math.round(performance.now()), page.records.length); await clock.advance(10); await new Promise((r) => setTimeout(r, 100)); }
    const draw = (n: string) => {
      const head = page.notices.filter((x) => x.say === 'session').find((x: any) => x.tap?.name === n || x.head?.tap?.name === n) as any;
      if (!head) return 'NO SESSION';
      return drawnRecord(page.records.filter((r) => r.session === head.head.id).map((r) => r.body), dialectOf(dialect) as any);
    };
    const rest = new Map(visitors.map((v) => [v.name, draw(v.name)]));
    for (const m of [5, 5, 5, 50, 1800]) { for (let i = 0; i < m; i += 5) { if (i % 100 === 0) console.log('later', m, i); await clock.advance(5000); await new Promise((r) => setTimeout(r, 3)); } }
    await new Promise((r) => setTimeout(r, 500));
    for (const v of visitors) {
      const same = v.direct.bytes().equals(v.tapped.bytes());
      out.push(`${dialect} ${v.name}: ${same ? 'same' : `DIFF ${v.direct.bytes().length} ${v.tapped.bytes().length}`} ${v.direct.end()}/${v.tapped.end()}: ${rest.get(v.name)}${draw(v.name) === rest.get(v.name) ? '' : `\n      LATER ${draw(v.name).slice(rest.get(v.name)!.length)}`}`);
      if (!same && v.direct.bytes().length < 3000) out.push(v.direct.bytes().toString('latin1').slice(0, 300) + '\n----\n' + v.tapped.bytes().toString('latin1').slice(0, 500));
      v.direct.leave(); v.tapped.leave();
    }
    for (let i = 0; i < 20; i++) { await clock.advance(5000); await new Promise((r) => setTimeout(r, 20)); }
    out.push(`open ${hostile.open()} tapped ${bench.server.tapped()} lines ${bench.lines.slice(0, 5)}`);
    page.close();
    let done = false; const c = bench.close().then(() => { done = true; });
    while (!done) { await clock.advance(20); await new Promise((r) => setTimeout(r, 5)); }
    await c;
  }
  await hostile.close();
  writeFileSync('/tmp/discover-tap-H.txt', out.join('\n'));
}, 100_000);
