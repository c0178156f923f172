import type { Course } from '@/lib/lessons/reference/reference.ts';
import { type CourseBox, type CourseLine, courseDrawing, lineHeight } from './course-lines.ts';

type Sent = CourseLine['events'][number];

/** The states of a session, drawn; the tables beside it say the same in words. */
export function CoursePicture({ course, name }: { course: Course; name: string }) {
  const { width, height, boxes, lines } = courseDrawing(course);
  return (
    <figure className="ref-course">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${name}. The tables say the same in words.`}>
        <defs>
          <marker id="course-tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0L8 4L0 8z" />
          </marker>
        </defs>
        {lines.map((line) => (
          <Line key={line.path} line={line} />
        ))}
        {boxes.map((box) => (
          <Box key={box.id} box={box} />
        ))}
      </svg>
      <figcaption>
        <span data-from="client">→ sent by the client</span>, <span data-from="server">← sent by the server</span>.
        Inside a state: what leaves it as it is.
      </figcaption>
    </figure>
  );
}

function Line({ line: { from, to, events, path, x, y, anchor } }: { line: CourseLine }) {
  return (
    <g data-line={`${from} ${to}`}>
      <path d={path} className="ref-course-line" markerEnd="url(#course-tip)" />
      <text textAnchor={anchor}>
        {events.map((sent, at) => (
          <tspan key={sent.event} x={x} y={y + at * lineHeight} data-from={sent.by}>
            {arrow(sent)}
          </tspan>
        ))}
      </text>
    </g>
  );
}

function Box({ box: { title, x, y, width, height, stays } }: { box: CourseBox }) {
  const middle = x + width / 2;
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx="6" />
      <text textAnchor="middle">
        <tspan x={middle} y={y + 21} className="ref-course-title">
          {title}
        </tspan>
        {stays.map((all, at) => (
          <tspan key={all[0]?.by} x={middle} y={y + 37 + at * lineHeight} data-from={all[0]?.by}>
            {all.map((sent, i) => (i === 0 ? arrow(sent) : sent.event)).join(', ')}
          </tspan>
        ))}
      </text>
    </g>
  );
}

function arrow({ by, event }: Sent): string {
  return `${by === 'client' ? '→' : '←'} ${event}`;
}
