import { describe, expect, test } from 'vitest';
import { dialects } from '../../dialects/registry.ts';
import { scenarioSchema } from '../scenario-schema.ts';
import { type FormField, formFields } from './form-fields.ts';
import type { Schema } from './schema-view.ts';

const schemaOf = (id: string) => dialects.find((one) => one.id === id)?.eventSchema() ?? {};
const flat = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap((one) =>
    one.control.kind === 'group' || one.control.kind === 'map' ? [one, ...flat(one.control.fields)] : [one],
  );
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
      'request.references': 'items',
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
    [{ event: 'start', request: { reference_id: ['a', 'b'] } }, 'request.reference_id', 'lines', null],
    [{ event: 'start', request: { reference_id: ['a', 5] } }, 'request.reference_id', 'as-written', null],
    [
      { event: 'start', request: { references: [[{ audio: 'x', text: '' }]] } },
      'request.references',
      'as-written',
      null,
    ],
    [{ event: 'start', request: { chunk_length: '{{n}}' } }, 'request.chunk_length', 'number', null],
    [{ event: 'start', request: { chunk_length: 'n' } }, 'request.chunk_length', 'number', /another kind/],
    [{ event: 'start', request: { normalize: '{{n}}' } }, 'request.normalize', 'switch', null],
    [{ event: 'start', request: { format: 'flac' } }, 'request.format', 'choice', null],
    [{ event: 'start', request: { format: ['mp3'] } }, 'request.format', 'choice', /another kind/],
    [{ event: 'start', request: { text: { $text: 'x' } } }, 'request.text', 'text', /another kind/],
    [{ event: 'text', text: 'a', speed: 2 }, 'speed', 'as-written', null],
    [{ event: 'what', text: 'a' }, 'text', 'as-written', null],
  ])('%j: %s is shown as %s', (step, path, kind, misfit) => {
    const field = find(formFields(schemaOf('fish'), step), path);
    expect(field?.control.kind).toBe(kind);
    if (misfit === null) expect(field?.misfit).toBeNull();
    else expect(field?.misfit).toMatch(misfit);
  });

  test('a directive has the fields of its own', () => {
    for (const dialect of dialects) {
      const root = scenarioSchema(dialect);
      const schema = (root.definitions as Record<string, Schema>).step as Schema;
      const names = (step: unknown) => flat(formFields(schema, step, root)).map((one) => one.path.join('.'));
      expect(names({ $until: { event: 'finish' } })).toEqual(
        expect.arrayContaining(['$until', '$until.event', '$until.within']),
      );
      expect(names({ $wait: '200ms' })).toEqual(['$wait']);
      expect(names({ $tokens: 'Hi.', like: 'words' })).toEqual(
        expect.arrayContaining(['$tokens', 'like', 'perSecond']),
      );
      expect(names({ $close: { code: 1000 } })).toEqual(['$close', '$close.code', '$close.reason']);
    }
  });

  test.each([
    [{ $wait: 200 }, '$wait', { kind: 'text', numbers: true }],
    [{ $wait: '1s' }, '$wait', { kind: 'text', numbers: true }],
    [{ $until: { event: 'x' } }, '$until.event', { kind: 'text', offers: expect.arrayContaining(['finish']) }],
    [{ $until: { close: true } }, '$until.close', { kind: 'choice', choices: [true] }],
    [{ $close: { code: 4000 } }, '$close.code', { kind: 'number', min: 1000, max: 4999 }],
    [{ $repeat: { times: '{{n}}', steps: [] } }, '$repeat.times', { kind: 'number', min: 1, max: 100_000 }],
    [{ $repeat: { times: 2, steps: [] } }, '$repeat.steps', { kind: 'steps' }],
    [{ $parallel: { sockets: 2, steps: [] } }, '$parallel.sockets', { kind: 'number', integer: true }],
    [{ $parallel: [{ steps: [] }] }, '$parallel', { kind: 'as-written' }],
    [{ $tokens: { $file: 'a.txt' } }, '$tokens', { kind: 'file' }],
    [{ $tokens: { $text: '{{' } }, '$tokens', { kind: 'as-written' }],
    [{ $ping: 'a' }, '$ping', { kind: 'text' }],
    [{ $ping: { hex: '00' } }, '$ping.hex', { kind: 'text' }],
    [{ $expect: { turns: 2 } }, '$expect.turns', { kind: 'number' }],
    [{ $expect: { turns: { min: 1 } } }, '$expect.turns.min', { kind: 'number' }],
    [{ $expect: { noErrors: true } }, '$expect.noErrors', { kind: 'choice', choices: [true] }],
    [{ $expect: { order: ['finish'] } }, '$expect.order', { kind: 'lines' }],
    [{ $expect: { findings: { has: ['A01'] } } }, '$expect.findings.has', { kind: 'lines' }],
    [{ $expect: { event: 'finish', where: { reason: 'stop' } } }, '$expect.where.reason', { kind: 'text' }],
    [{ $expect: { event: 'finish', where: { time: { min: 0 } } } }, '$expect.where.time', { kind: 'as-written' }],
  ])('%j: %s', (step, path, control) => {
    const [fish] = dialects;
    const root = fish === undefined ? {} : scenarioSchema(fish);
    const field = find(formFields((root.definitions as Record<string, Schema>).step as Schema, step, root), path);
    expect(field).toMatchObject({ control, misfit: null });
  });

  test('recordings of a voice: each with its file and its text, and what another begins as', () => {
    const request = { text: '', references: [{ audio: { $file: 'a.wav' }, text: 'A' }, { audio: { $bin: 'AA==' } }] };
    const { control } = find(formFields(schemaOf('fish'), { event: 'start', request }), 'request.references') ?? {};
    if (control?.kind !== 'items') throw new Error('not a list');
    expect(control.blank).toEqual({ audio: { $file: 'voice.wav' }, text: '' });
    const inside = flat(control.items).map(({ path, control: { kind } }) => [path.join('.'), kind]);
    expect(inside).toEqual([
      ['request.references.0', 'group'],
      ['request.references.0.audio', 'file'],
      ['request.references.0.text', 'text'],
      ['request.references.1', 'group'],
      ['request.references.1.audio', 'as-written'],
      ['request.references.1.text', 'text'],
    ]);
  });

  test('the head of a scenario: how to connect, and variables of any name', () => {
    const [fish] = dialects;
    if (fish === undefined) throw new Error('no dialect');
    const head = { title: 'A', variables: { voice: 'x', n: 5, list: [1] }, steps: [] };
    const fields = formFields(scenarioSchema(fish), head);
    expect(flat(fields).map(({ path, control: { kind } }) => [path.join('.'), kind])).toEqual(
      expect.arrayContaining([
        ['title', 'text'],
        ['request.path', 'choice'],
        ['request.model', 'text'],
        ['request.switches.pace', 'text'],
        ['variables.voice', 'text'],
        ['variables.n', 'text'],
        ['variables.list', 'as-written'],
        ['steps', 'steps'],
      ]),
    );
  });

  test.each([null, 5, 'x', [], { event: null }])('%j has a form without fields to fill', (step) => {
    expect(formFields(schemaOf('fish'), step).filter((one) => one.control.kind === 'group')).toEqual([]);
  });
});
