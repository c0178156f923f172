/** Which figures stand together, in the order in which they are read. */
import type { Figure, FigureId } from '@/lib/timing/figure.ts';

export type FigureGroup = { name: string; ids: readonly FigureId[] };

/** Of one turn: the others are of the whole session. */
export const firstGroup = 'First audio';

export const figureGroups: readonly FigureGroup[] = [
  { name: firstGroup, ids: ['first-byte', 'first-playable', 'first-audible', 'first-heard'] },
  { name: 'Pace', ids: ['gap-p50', 'gap-p95', 'gap-max', 'real-time', 'to-page', 'clock-doubt'] },
  { name: 'Playback', ids: ['underruns', 'underrun-time', 'stalls', 'stalled', 'prebuffer'] },
  { name: 'Connection', ids: ['dns', 'tcp', 'tls', 'upgrade'] },
  {
    name: 'Amounts',
    ids: ['audio-bytes', 'audio-seconds', 'text-bytes', 'text-characters', 'after-interruption'],
  },
];

/** The figures by group, those of no group at the end; groups without any are left out. */
export function grouping<One extends Pick<Figure, 'id'>>(figures: readonly One[]): { name: string; figures: One[] }[] {
  const known = new Set(figureGroups.flatMap(({ ids }) => ids));
  const groups = figureGroups.map(({ name, ids }) => ({
    name,
    figures: ids.flatMap((id) => figures.find((figure) => figure.id === id) ?? []),
  }));
  const others = figures.filter(({ id }) => !known.has(id));
  return [...groups, { name: 'Others', figures: others }].filter((group) => group.figures.length > 0);
}
