import { contestant } from './tap/contestants.ts';
import { openFar, openNear } from './tap/wire.ts';
const far = await openFar();
for (const kind of ['splice','deaf','console','relay'] as const) for (const size of [64, 1024]) {
  const c = await contestant(kind, far.port);
  for (let i = 0; i < 3; i++) {
  const count = kind==='relay' ? 50000 : Math.floor(100*2**20/size);
  const b = await c.memory();
  const { socket } = await openNear(c.port, `${c.lead}/flood/${size}/${count}`);
  let left = (size + (size<126?2:4))*count; let n = 0, total = left; const t = performance.now();
  await new Promise<void>(r => { socket.on('data', ch => { n++; left -= ch.length; if (left<=200) r(); }); socket.resume(); });
  const ms = performance.now()-t;
  const a = await c.memory();
  console.log(kind, size, 'avg chunk at client', Math.round(total/n), 'MB/s', (total/1e3/ms).toFixed(0), 'cpu ns/frame', ((a.cpuMs-b.cpuMs)*1e6/count).toFixed(0));
  socket.destroy();
  }
  c.stop();
}
far.close();
