/** A sandbox server with faults between it and its client: the same stages as in the relay and the tap, on every host. */
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { faultStages } from '../faults/fault-stages.ts';
import { asksFor } from '../faults/fit.ts';
import { openLine } from '../faults/line.ts';
import type { FaultPlan } from '../faults/plan.ts';
import type { Leg } from '../session/entry.ts';
import type { Behaviour, SandboxSocket, StartBehaviour } from './socket.ts';

/** Nothing is written down here: who keeps a record sees what came of it. */
const noRecord = { crossed: () => 0, came: () => 0, went() {}, mark() {} };

/** The behaviour as it is where the switches ask for no fault. `dialect` decides what the stages understand. */
export function faultedBehaviour(start: StartBehaviour, dialect: string): StartBehaviour {
  return (socket, world, visitor) => {
    const plan = world.switches.fault;
    if (plan === null) return start(socket, world, visitor);
    const switches = asksFor(plan, 'strict') ? { ...world.switches, strict: true } : world.switches;
    return openFaulted(socket, plan, dialect, switches.seed, world.clock, (near) =>
      start(near, { ...world, switches }, visitor),
    );
  };
}

function openFaulted(
  socket: SandboxSocket,
  plan: FaultPlan,
  dialect: string,
  seed: string,
  clock: Parameters<typeof openLine>[0]['clock'],
  start: (near: SandboxSocket) => Behaviour,
): Behaviour {
  let behaviour: Behaviour | null = null;
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    line.gone();
    behaviour?.closed();
  };
  const lose = (how: 'fin' | 'reset') => {
    if (how === 'reset' && socket.reset !== undefined) socket.reset();
    else socket.drop();
  };
  const line = openLine({
    clock,
    stages: faultStages(plan, dialect, seed),
    record: noRecord,
    deliver: {
      frame(to, opcode, bytes) {
        const data = opcode === 'text' || opcode === 'binary';
        if (to === 'upstream') {
          if (data) behaviour?.message(opcode, bytes);
        } else if (data) socket.send(opcode, bytes);
        else socket.control?.(opcode, bytes);
      },
      close(to, code, reason) {
        if (to === 'client') socket.close(code, decodeUtf8(reason).text);
        end();
      },
      cut(to, how) {
        if (to === 'client') lose(how);
        end();
      },
    },
  });
  const came = (from: Leg, opcode: 'text' | 'binary' | 'ping' | 'pong', bytes: Uint8Array) =>
    line.frame(from, opcode, bytes);
  const near: SandboxSocket = {
    ...socket,
    send: (opcode, bytes) => came('upstream', opcode, bytes),
    ...(socket.control === undefined ? {} : { control: (opcode, bytes) => came('upstream', opcode, bytes) }),
    close: (code, reason) => line.closing('upstream', code, encodeUtf8(reason)),
    drop() {
      socket.drop();
      end();
    },
    bufferedBytes: () => socket.bufferedBytes(),
    drained: () => socket.drained(),
  };
  behaviour = start(near);
  if (over) behaviour.closed();
  return {
    message: (opcode, bytes) => came('client', opcode, bytes),
    closed: end,
  };
}
