/** What a line writes down, for the record of a tap. */
import type { Clock } from '../../../clock/clock.ts';
import type { LineRecord } from '../../../faults/line.ts';
import type { TapRecord } from '../../tap/tap-record.ts';

export function lineRecord(record: TapRecord, clock: Clock): LineRecord {
  return {
    crossed: (from, { opcode, bytes, t, wire }) =>
      record.frame(from === 'client', opcode, bytes, t ?? clock.now(), wire === undefined ? {} : { wire }),
    came: (from, { opcode, bytes, t, wire }, passed) =>
      record.frame(from === 'client', opcode, bytes, t ?? clock.now(), {
        leg: from,
        ...(wire === undefined ? {} : { wire }),
        ...(passed === undefined ? {} : { passed }),
      }),
    went(to, { opcode, bytes }, passed, of) {
      const more = { leg: to, passed, ...(of === null ? {} : { of }) };
      record.frame(to === 'upstream', opcode, bytes, clock.now(), more);
    },
    mark: (by, says, about) => record.note({ kind: 'mark', by, says, ...(about === undefined ? {} : { about }) }),
  };
}
