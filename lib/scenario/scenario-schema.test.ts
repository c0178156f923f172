import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectOf, dialects } from '../dialects/registry.ts';
import { scenarioSchema } from './scenario-schema.ts';

// The very service that the editor asks; it is no public part of its package.
const external = '../../node_modules/monaco-editor/esm/external/';
const from = (file: string) => import(/* @vite-ignore */ new URL(external + file, import.meta.url).href);
const { getLanguageService } = await from('vscode-json-languageservice/lib/esm/jsonLanguageService.js');
const { TextDocument } = await from('vscode-languageserver-textdocument/lib/esm/main.js');

const fish = dialectOf('fish') as Dialect;
const all = dialects.map((dialect) => [dialect.id, dialect] as const);

function editorOf(dialect: Dialect) {
  const json = getLanguageService({ workspaceContext: {}, schemaRequestService: async () => '' });
  // The service resolves references in place.
  const schema = { uri: 'x:/s.json', fileMatch: ['*'], schema: structuredClone(scenarioSchema(dialect)) };
  json.configure({ schemas: [schema], allowComments: true });
  const open = (text: string) => {
    const document = TextDocument.create('x:/a.jsonc', 'jsonc', 1, text);
    return { document, read: json.parseJSONDocument(document) };
  };
  return {
    async complaints(text: string): Promise<string[]> {
      const { document, read } = open(text);
      const rules = { comments: 'ignore', trailingCommas: 'ignore', schemaValidation: 'warning' };
      const found = await json.doValidation(document, read, rules);
      return found.map((each: { message: string; range: { start: { line: number } } }) => {
        return `${each.range.start.line + 1}: ${each.message}`;
      });
    },
    /** At `|`. */
    async offers(marked: string): Promise<string[]> {
      const at = marked.indexOf('|');
      const { document, read } = open(marked.replace('|', ''));
      const { items } = await json.doComplete(document, document.positionAt(at), read);
      return items.map((item: { label: string }) => item.label);
    },
    async says(marked: string): Promise<string> {
      const at = marked.indexOf('|');
      const { document, read } = open(marked.replace('|', ''));
      const hover = await json.doHover(document, document.positionAt(at), read);
      return JSON.stringify(hover?.contents ?? '');
    },
  };
}

/** Every `$ref` in a schema. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === '$ref' && typeof item === 'string' ? [item] : references(item),
  );
}

describe.each(all)('%s', (id, dialect) => {
  const schema = scenarioSchema(dialect) as { definitions: Record<string, unknown> };

  test('references hold, and every event is named', () => {
    const names = references(schema).map((reference) => reference.replace('#/definitions/', ''));
    expect(names.filter((name) => !(name in schema.definitions))).toEqual([]);
    const text = JSON.stringify(schema);
    for (const event of [...dialect.clientEvents, ...dialect.serverEvents]) expect(text).toContain(`"${event}"`);
  });

  test('the published file is this schema: `node --import tsx lib/cli/schemas.ts` writes it anew', () => {
    const file = new URL(`../../public/schemas/${id}.scenario.schema.json`, import.meta.url);
    expect(existsSync(file)).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  test('nothing is said against the first session, nor against the templates', async () => {
    const editor = editorOf(dialect);
    expect(await editor.complaints(dialect.sampleSession)).toEqual([]);
    expect(await editor.complaints(JSON.stringify(dialect.templates.map(({ event }) => event)))).toEqual([]);
  });
});

const whole = `{
  "title": "All of it", "dialect": "fish", "upstream": "sandbox-fish",
  "request": { "path": "/v1/tts/live", "model": "{{model}}", "switches": { "pace": 0, "id3": false } },
  "variables": { "model": "s1", "speed": 1.1 },
  "steps": [
    { "event": "start", "request": {
      "text": { "$text": "{{" }, "format": "{{format}}", "chunk_length": "{{length}}", "prosody": { "speed": "{{speed}}" },
      "references": [{ "audio": { "$hex": "00 ff" }, "text": "{{said}}" }]
    } },
    { "$tokens": { "$file": "a.txt" }, "like": "lines", "perSecond": 5 },
    { "$raw": { "opcode": "text", "text": ["<", { "$key": true }] } },
    { "$ping": { "hex": "00" } },
    { "$repeat": { "times": 2, "as": "n", "steps": [{ "$parallel": [{ "name": "a", "steps": [{ "event": "flush" }] }] }] } },
    { "$parallel": { "sockets": 2, "steps": [{ "$wait": "{{pause}}" }] } },
    { "$until": { "close": true } }, { "$close": { "code": 4001, "reason": "x" } },
    { "$expect": { "event": "finish", "count": 1, "where": { "reason": "stop", "time": { "min": 0 } },
      "findings": { "has": ["A22"] }, "figure": { "id": "gap-max", "max": 9 }, "close": null } }
  ]
}`;

describe('what the editor says', () => {
  const editor = editorOf(fish);

  test.each([
    '[{"$tokens": {"$text": "{{"}, "like": "{{like}}", "perSecond": "{{rate}}"}, {"$close": {"code": "{{code}}", "reason": {"$text": "{{"}}}]',
    '[{"$expect": {"event": "finish", "count": "{{n}}", "where": {"message": {"$text": "{{"}, "time": {"min": "{{n}}"}, "a": {"contains": {"$text": "{{"}}}}}]',
    '[{"$expect": {"event": {"$text": "{{"}, "turns": {"min": "{{n}}"}, "figure": {"id": "gap-max", "max": "{{n}}"}}}]',
    '{"request": {"model": {"$text": "{{"}}, "steps": []}',
  ])('nothing against variables and literal text: %s', async (text) => {
    expect(await editor.complaints(text)).toEqual([]);
  });

  test('nothing against all there is', async () => expect(await editor.complaints(whole)).toEqual([]));

  test.each([
    ['[{"event":"start","request":{"text":"","format":"mp4"}}]', /Value is not accepted. Valid values: "mp3"/],
    ['[{"event":"start","request":{"text":"","temperature":3}}]', /Value is above the maximum of 1/],
    ['[{"event":"start","request":{"text":"","chunk_length":"a"}}]', /Incorrect type. Expected "integer"/],
    ['[{"event":"text"}]', /Missing property "text"/],
    ['[{"event":"flush","now":true}]', /Property now is not allowed/],
    ['[{"$repeat":{"times":2,"steps":[{"event":"text","text":7}]}}]', /Incorrect type. Expected "string"/],
    ['[{"$tokens":"a","like":"gemini"}]', /Value is not accepted. Valid values: "openai"/],
    ['[{"$expect":{"findings":{"has":["A99"]}}}]', /Value is not accepted/],
    ['[{"$expect":{"where":{}}}]', /missing property event/],
    ['{"steps":[],"titel":"x"}', /Property titel is not allowed/],
    ['{"dialect":"fishspeech","steps":[]}', /Value must be "fish"/],
  ])('%s', async (text, says) => {
    const complaints = await editor.complaints(text);
    expect(complaints.length, complaints.join('\n')).toBe(1);
    expect(complaints[0]).toMatch(says);
  });

  test.each([
    ['[{"event":"start","request":{"format":|}}]', ['"opus"', '"pcm"']],
    ['[{"event":"|"}]', ['"flush"', '"stop"']],
    ['[{"$repeat":{"times":2,"steps":[{"|"}]}}]', ['event', '$wait', '$expect']],
    ['[{"$parallel":[{"steps":[{"event":|}]}]}]', ['"flush"']],
    ['[{"$tokens":"a", "|"}]', ['like', 'perSecond']],
    ['[{"$until":{"event":|}}]', ['"finish"', '"audio"']],
    ['[{"$expect":{"findings":{"has":[|]}}}]', ['"A22"', '"C01"', '"D01"']],
    ['{"|"}', ['steps', 'request', 'variables']],
    ['{"request":{"switches":{"|"}}}', ['pace', 'afterFinish']],
    ['[|]', ['start: mp3, balanced', '$expect: no errors so far']],
  ])('at %s there is offered', async (text, some) => {
    expect(await editor.offers(text)).toEqual(expect.arrayContaining(some));
  });

  test.each([
    ['[{"event":"start","request":{"|latency":"low"}}]', 'How early the server begins to speak'],
    ['[{"$repeat":{"|times":2,"steps":[]}}]', 'How often'],
    ['[{"$tokens":"a","|like":"words"}]', 'How the text is cut'],
  ])('%s is explained', async (text, says) => expect(await editor.says(text)).toContain(says));
});
