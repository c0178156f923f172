/** A process that does nothing but note when frames come: how late the machine itself is. Its one argument is the address. */
import WebSocket from 'ws';

const stamps: number[] = [];
const ws = new WebSocket(process.argv[2] as string, { perMessageDeflate: false });
ws.on('open', () => console.log('open'));
ws.on('message', (data) => {
  stamps[Number(String(data))] = performance.now();
});
ws.on('close', () => console.log(JSON.stringify(stamps)));
