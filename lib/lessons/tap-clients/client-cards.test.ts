/** Every card's text is text of its language, with the address in it and no key. */
import { spawnSync } from 'node:child_process';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readmeBlock } from '../../../e2e/tools/readme.ts';
import { socketUrl } from './client-card.ts';
import { cardsOf, clientCards } from './client-cards.ts';

const base = 'http://127.0.0.1:4820/tap/sandbox-fish@demo~fault=close:1011@2s';
/** All there is to copy. */
const texts = clientCards.flatMap(({ id, language, lines, program }) => [
  { id: `${id}, lines`, language, text: lines(base) },
  ...(program === undefined ? [] : [{ id: `${id}, program`, language, text: program(base) }]),
]);

describe('setup cards', () => {
  it('has one for each client that a tap can be given to', () => {
    expect(clientCards.map(({ id }) => id)).toEqual([
      'fish-audio',
      'fish-audio-sdk',
      'fishaudio',
      'fish-audio-sdk-legacy',
      'python-websockets',
      'livekit-node',
      'livekit-python',
      'pipecat',
      'ten',
      'ws',
      'go',
      'fishspeech',
    ]);
    expect(cardsOf('fishspeech').map(({ id }) => id)).toEqual(['fishspeech']);
    expect(cardsOf('fish')).toHaveLength(11);
    expect(cardsOf('no such dialect')).toEqual([]);
  });

  it('tells what each hides and does, in sentences, each once', () => {
    for (const { id, hides, does, setUp } of clientCards) {
      expect([id, hides.length > 0, does.length > 0]).toEqual([id, true, true]);
      const said = [...hides, ...does].map(({ says }) => says);
      for (const says of [...said, ...(setUp === undefined ? [] : [setUp])])
        expect(says).toMatch(/^[A-Z].*\.$|^(stop|finish|base_url|additional_headers) .*\.$/);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('says why fish-audio-sdk loses frames', () => {
    const says = clientCards.find(({ id }) => id === 'fish-audio-sdk')?.hides[0]?.says;
    expect(says).toContain('loses frames that arrive back to back');
    expect(says).toContain('the record here has all 4');
  });

  it.each(texts)('$id: the address as it is, and the key from the environment', ({ text }) => {
    expect(text.split(base).length + text.split(socketUrl(base)).length).toBe(3);
    expect(text).not.toMatch(/\/\/v1|sk-|[0-9a-f]{32}|Bearer [^{$]/);
  });

  it.each(clientCards)('$id: reads the key from the environment', ({ lines, program }) => {
    expect(`${lines(base)}${program?.(base) ?? ''}`).toMatch(
      /process\.env\.FISH|os\.environ\[["']FISH_API_KEY|from FISH_API_KEY|\$\{env:FISH/,
    );
  });

  it.each(clientCards)('$id: the program has the lines in it', ({ lines, program }) => {
    if (program !== undefined) expect(program(base)).toContain(lines(base));
  });

  it('JavaScript parses', async () => {
    const scripts = texts.filter(({ language }) => language === 'js');
    expect(scripts.length).toBeGreaterThan(4);
    for (const { text } of scripts) await transform(text, { loader: 'js', format: 'esm', target: 'node20' });
    await expect(transform('const a = ;', { loader: 'js' })).rejects.toThrow();
  });

  it('the README shows the line of fish-audio', () => {
    expect(readmeBlock('tap').trim()).toBe(clientCards[0]?.lines('http://127.0.0.1:4820/tap/fish@demo'));
  });

  it('JSON parses', () => {
    for (const { text } of texts.filter(({ language }) => language === 'json')) JSON.parse(text);
  });

  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', '']).status === 0);
  it.skipIf(python === undefined)('Python compiles', () => {
    const programs = texts.filter(({ language }) => language === 'python');
    expect(programs.length).toBeGreaterThan(6);
    const check = 'import json, sys\nfor each in json.load(sys.stdin): compile(each["text"], each["id"], "exec")';
    const ran = (input: unknown) => spawnSync(python ?? '', ['-c', check], { input: JSON.stringify(input) });
    expect(ran(programs).stderr.toString()).toBe('');
    expect(ran([{ id: 'x', text: 'def' }]).status).toBe(1);
  });
});
