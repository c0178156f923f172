import { describe, expect, it } from 'vitest';
import { ByteSink } from './byte-sink.ts';
import { encodeUtf8 } from './utf8.ts';

describe('a sink of bytes', () => {
  it('holds what was added, in order, however much it is', () => {
    const sink = new ByteSink(1);
    const texts = ['a', 'é€😀', '', '\ud800', 'x'.repeat(5000)];
    for (const text of texts) sink.addText(text);
    sink.addBytes(Uint8Array.of(0, 255));
    expect([...sink.bytes()]).toEqual([...encodeUtf8(texts.join('')), 0, 255]);
    expect(sink.length).toBe(sink.bytes().length);
  });

  it('shows its end, and takes it back', () => {
    const sink = new ByteSink();
    sink.addText('{"a":1}');
    const from = sink.length;
    sink.addText('tail');
    expect([...sink.view(from)]).toEqual([...encodeUtf8('tail')]);
    sink.cut(from - 1);
    sink.cut(100);
    sink.addText('!');
    expect([...sink.bytes()]).toEqual([...encodeUtf8('{"a":1!')]);
  });
});
