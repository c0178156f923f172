import { type Node, parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../dialects/registry.ts';
import { edited, setField } from './form-edit.ts';
import { type FormField, formFields } from './form-fields.ts';

const schemaOf = (id: string) => dialects.find((one) => one.id === id)?.eventSchema() ?? {};
const flat = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap((one) => (one.control.kind === 'group' ? [one, ...flat(one.control.fields)] : [one]));
const find = (fields: readonly FormField[], path: string) => flat(fields).find((one) => one.path.join('.') === path);

describe('fields of a step', () => {
  test('a start of Fish Audio: each kind of control, with what the schema says of it', () => {
    const step = {
      event: 'start',
      request: { text: '', format: 'opus', prosody: { speed: 1.5 }, reference_id: null, features: ['a'] },
    };
    const fields = formFields(schemaOf('fish'), step);
    const kinds = Object.fromEntries(flat(fields).map((one) => [one.path.join('.'), one.control.kind]));
    expect(kinds).toMatchObject({
      event: 'choice',
      request: 'group',
      'request.text': 'text',
      'request.format': 'choice',
      'request.sample_rate': 'choice',
      'request.chunk_length': 'number',
      'request.normalize': 'switch',
      'request.prosody': 'group',
      'request.prosody.speed': 'number',
      'request.reference_id': 'text',
      'request.references': 'as-written',
      'request.features': 'lines',
      debug: 'switch',
    });
    expect(find(fields, 'request.prosody.speed')).toMatchObject({
      control: { kind: 'number', integer: false, min: 0.5, max: 2 },
      initial: 1,
      value: 1.5,
      required: false,
      misfit: null,
    });
    expect(find(fields, 'request.text')).toMatchObject({
      required: true,
      value: '',
      help: expect.stringContaining('buffered'),
    });
    expect(find(fields, 'request.reference_id')).toMatchObject({ nullable: true, value: null, misfit: null });
    expect(find(fields, 'request.latency')).toMatchObject({ value: undefined, initial: 'normal' });
  });

  test('each client event of each dialect has its fields, and no others', () => {
    const names = dialects.map((dialect) => [
      dialect.id,
      dialect.clientEvents.map((event) =>
        [event, ...formFields(dialect.eventSchema(), { event }).map((one) => one.name)].join(' '),
      ),
    ]);
    expect(Object.fromEntries(names)).toEqual({
      fish: ['start event request debug', 'text event text', 'flush event', 'stop event'],
      fishspeech: expect.arrayContaining(['text event text', 'stop event']),
    });
  });

  test.each([
    [{ event: 'text', text: 5 }, 'text', 'text', /another kind/],
    [{ event: 'start', request: 'no' }, 'request', 'group', /another kind/],
    [{ event: 'start', request: { reference_id: ['a', 'b'] } }, 'request.reference_id', 'as-written', null],
    [{ event: 'start', request: { text: { $text: 'x' } } }, 'request.text', 'text', /another kind/],
    [{ event: 'text', text: 'a', speed: 2 }, 'speed', 'as-written', null],
    [{ event: 'what', text: 'a' }, 'text', 'as-written', null],
  ])('%j: %s is shown as %s', (step, path, kind, misfit) => {
    const field = find(formFields(schemaOf('fish'), step), path);
    expect(field?.control.kind).toBe(kind);
    if (misfit === null) expect(field?.misfit).toBeNull();
    else expect(field?.misfit).toMatch(misfit);
  });

  test.each([null, 5, 'x', [], { event: null }])('%j has a form without fields to fill', (step) => {
    expect(formFields(schemaOf('fish'), step).filter((one) => one.control.kind === 'group')).toEqual([]);
  });
});

describe('edits', () => {
  const text = `[
  // Begins.
  { "event": "start", /* what to make */ "request": { "text": "", "format": "mp3" /* small */ } }, // one
  { "$repeat": { "times": 2, "steps": [
    { "event": "text", "text": "Hi. " } // in a loop
  ] } },
]`;
  const root = parseTree(text) as Node;
  const first = root.children?.[0] as Node;
  const inner = root.children?.[1]?.children?.[0]?.children?.[1]?.children?.[1]?.children?.[1]?.children?.[0] as Node;

  test('a value changed, added, taken out: one place differs, comments stay', () => {
    const set = (step: Node, path: string[], value: unknown) => edited(text, setField(text, step, path, value));
    expect(set(first, ['request', 'format'], 'opus')).toBe(text.replace('"mp3"', '"opus"'));
    expect(set(inner, ['text'], 'Ho "you". ')).toBe(text.replace('"Hi. "', '"Ho \\"you\\". "'));
    const added = set(first, ['request', 'prosody', 'speed'], 1.2);
    expect(JSON.parse(withoutComments(added))[0].request).toEqual({ text: '', format: 'mp3', prosody: { speed: 1.2 } });
    for (const comment of ['// Begins.', '/* what to make */', '/* small */', '// one', '// in a loop'])
      expect(added).toContain(comment);
    const out = set(first, ['request', 'text'], undefined);
    expect(JSON.parse(withoutComments(out))[0].request).toEqual({ format: 'mp3' });
    expect(out).toContain('/* what to make */');
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*.*?\*\/|\/\/.*$/gm, '').replace(/,(\s*[\]}])/g, '$1');
}
