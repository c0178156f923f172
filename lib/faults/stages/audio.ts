/** Stages of the faults of the sound itself. */
import { concatBytes } from '../../bytes/concat.ts';
import { cutInside, headOf, otherFormat, unitStart } from './containers.ts';
import { type MakeFault, once, soundOf, untouched } from './kit.ts';

/** Heads are within the first few kilobytes. */
const headBytes = 8192;

const cutAudio: MakeFault = (kit) => {
  const strikes = once(kit, kit.ask.when, 2);
  let before = 0;
  return {
    client({ reading }) {
      if (reading.role === 'config') before = 0;
    },
    server(seen) {
      const sound = soundOf(seen);
      const at = before;
      before += sound.length;
      if (sound.length < 2 || !strikes(seen.kind === 'audio')) return kit.toClient(seen.frame);
      const kept = cutInside(kit.reader.audioAsk().format, sound, at);
      const to = kit.tongue.withAudio(seen.made, sound.slice(0, kept));
      if (to === null) return untouched(kit, seen);
      kit.mark(
        `of one audio frame the last ${sound.length - kept} of ${sound.length} bytes of sound never came`,
        seen.frame.of,
      );
      kit.toClient(to, seen.frame.of);
    },
  };
};

const headerAgain: MakeFault = (kit) => {
  const strikes = once(kit, kit.ask.when, 1);
  let head = new Uint8Array(0);
  let flushed = false;
  let heard = false;
  return {
    client({ reading }) {
      if (reading.role === 'config') {
        head = new Uint8Array(0);
        heard = false;
        flushed = false;
      }
      if (reading.role === 'flush' && heard) flushed = true;
    },
    server(seen) {
      const sound = soundOf(seen);
      if (sound.length === 0) {
        if (kit.tongue.dialect !== 'fish' && kit.tongue.ends.includes(seen.kind)) flushed = heard;
        return kit.toClient(seen.frame);
      }
      const due = kit.ask.when === null ? flushed : strikes(true);
      flushed = false;
      heard = true;
      const { format } = kit.reader.audioAsk();
      const again = due ? headOf(format, head) : null;
      if (head.length < headBytes) head = concatBytes([head, sound.subarray(0, headBytes - head.length)]);
      const at = again === null ? 0 : unitStart(format, sound);
      const all = again === null ? sound : concatBytes([sound.subarray(0, at), again, sound.subarray(at)]);
      const to = again === null ? null : kit.tongue.withAudio(seen.made, all);
      if (again === null || to === null) return kit.toClient(seen.frame);
      kit.mark(`${again.length} bytes of header come again in this sound`, seen.frame.of);
      kit.toClient(to, seen.frame.of);
    },
  };
};

const wrongFormat: MakeFault = (kit) => {
  let before = 0;
  return {
    client({ reading }) {
      if (reading.role === 'config') before = 0;
    },
    server(seen) {
      const sound = soundOf(seen);
      if (sound.length === 0) return kit.toClient(seen.frame);
      const { format } = kit.reader.audioAsk();
      const to = kit.tongue.withAudio(seen.made, otherFormat(format, before, sound.length));
      if (to === null) return untouched(kit, seen);
      if (before === 0) kit.mark(`the sound is ${format === 'wav' ? 'mp3' : 'wav'}, not ${format}`, seen.frame.of);
      before += sound.length;
      kit.toClient(to, seen.frame.of);
    },
  };
};

export const audioStages: Readonly<Record<string, MakeFault>> = {
  'cut-audio': cutAudio,
  'header-again': headerAgain,
  'wrong-format': wrongFormat,
};
