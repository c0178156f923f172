'use client';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list.tsx';
import { HexLine } from './hex-line.tsx';
import { type ByteMarks, lineClasses } from './line-classes.ts';

/**
 * A frame's bytes. Pointing at one tells `onHover`, clicking or moving the cursor tells `onPick`; arrows move by byte and
 * by line, PageUp / PageDown by what is in sight, Home / End to the ends.
 */
export function HexDump({
  bytes,
  marks,
  reveal = -1,
  onHover,
  onPick,
  className = '',
}: {
  bytes: Uint8Array;
  marks: ByteMarks;
  /** Byte to bring into sight, with what stands around it; -1 for none. */
  reveal?: number;
  onHover: (offset: number | null) => void;
  onPick: (offset: number) => void;
  className?: string;
}) {
  const id = useId();
  const list = useRef<VirtualListHandle>(null);
  // What was expected behind the last byte has a place of its own.
  const isCut = marks.bad.includes(bytes.length);
  const lines = Math.ceil((bytes.length + (isCut ? 1 : 0)) / 16);
  const digits = Math.max(3, bytes.length.toString(16).length);

  useEffect(() => {
    if (reveal < 0) return;
    // A list just mounted knows its height after the next paint.
    const frame = requestAnimationFrame(() => list.current?.reveal(Math.floor(reveal / 16), 'middle'));
    return () => cancelAnimationFrame(frame);
  }, [reveal]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = (list.current?.pageRows() ?? 1) * 16;
    const moves: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -16,
      ArrowDown: 16,
      PageUp: -page,
      PageDown: page,
      Home: -bytes.length,
      End: bytes.length,
    };
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = marks.cursor < 0 ? 0 : marks.cursor + move;
    const to = Math.min(Math.max(0, next), bytes.length - 1);
    onPick(to);
    list.current?.reveal(Math.floor(to / 16));
  };

  return (
    <VirtualList
      handle={list}
      role="grid"
      aria-label="Bytes"
      aria-rowcount={lines}
      aria-activedescendant={marks.cursor < 0 ? undefined : `${id}-${Math.floor(marks.cursor / 16)}`}
      tabIndex={0}
      count={lines}
      rowHeight={17}
      className={`hex-dump ${className}`}
      onKeyDown={onKeyDown}
      onPointerOver={(event) => onHover(offsetOf(event.target))}
      onPointerLeave={() => onHover(null)}
      onClick={(event) => {
        const offset = offsetOf(event.target);
        if (offset !== null) onPick(offset);
      }}
      rowAt={(index) => (
        <HexLine
          id={`${id}-${index}`}
          offset={index * 16}
          bytes={bytes}
          digits={digits}
          isCut={isCut && Math.floor(bytes.length / 16) === index}
          classes={lineClasses(index * 16, bytes.length, marks)}
        />
      )}
    />
  );
}

function offsetOf(target: EventTarget): number | null {
  const text = target instanceof HTMLElement ? target.dataset.at : undefined;
  return text === undefined ? null : Number(text);
}
