import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unfitFault } from './fit.ts';
import { faultKinds } from './kinds.ts';
import { faultText, mostFaults, mostFaultText, parseFaults, valueForm } from './plan.ts';
import { faultTable } from './table.ts';
import { tableText } from './table-text.ts';
import { upgradeFault } from './upgrade-fault.ts';

const read = (text: string) => {
  const plan = parseFaults(text);
  if ('code' in plan) throw new Error(plan.detail);
  return plan.faults.map(({ fault, values, when }) => [fault.name, ...values, when]);
};
const wrong = (text: string) => {
  const plan = parseFaults(text);
  return 'code' in plan ? [plan.code, plan.at?.field, plan.detail] : plan;
};

describe('the text of faults', () => {
  test('names, values, moments, a seed', () => {
    expect(read('drop:finish@3+close:4000:gone away@2s+flip@500ms')).toEqual([
      ['drop', 'finish', { nth: 3 }],
      ['close', 4000, 'gone away', { ms: 2000 }],
      ['flip', 16, { ms: 500 }],
    ]);
    expect(parseFaults('drop+seed:a:b')).toMatchObject({ seed: 'a:b' });
  });

  test('what is left out is as the table says; a text that comes last takes the rest', () => {
    expect(read('close')).toEqual([['close', 1011, 'closed by a fault', null]]);
    expect(read('close::see: docs')).toEqual([['close', 1011, 'see: docs', null]]);
    expect(read('close:4000:a%2Bb%40c')).toEqual([['close', 4000, 'a+b@c', null]]);
  });

  test('a name that is near none: a short sentence, and all the names as its hint', () => {
    const refused = parseFaults('bogus');
    if (!('code' in refused)) throw new Error('read');
    expect(refused.detail).toBe('There is no fault "bogus".');
    expect(refused.hint).toBe(`There are ${faultKinds.map(({ name }) => name).join(', ')}.`);
  });

  test.each([
    ['', undefined, 'No fault is named.'],
    ['drop++flip', undefined, 'A name is missing'],
    ['dorp', 'dorp', 'did you mean "drop"?'],
    ['toString', 'toString', 'There is no fault'],
    ['drop@', 'drop@', '"" is no moment'],
    ['drop@0', 'drop@0', 'is no moment'],
    ['drop@2h', 'drop@2h', 'is no moment'],
    ['drop@3601s', 'drop@3601s', 'is no moment'],
    ['401@2s', '401@2s', 'takes no moment'],
    ['no-time:1', 'no-time:1', 'takes no value'],
    ['jitter:-1', 'jitter:-1', 'takes most ms (1 to 60000, else 400), not "-1"'],
    ['close:1006', 'close:1006', 'not "1006"'],
    ['redirect:200', 'redirect:200', 'takes status (301, 302, 307, 308)'],
    ['seed:', 'seed:', 'A seed is written as'],
    [
      Array(mostFaults + 1)
        .fill('drop')
        .join('+'),
      undefined,
      '17 faults are asked for',
    ],
    ['x'.repeat(mostFaultText + 1), undefined, '1001 characters long'],
  ])('refused: %s', (text, field, detail) => {
    expect(wrong(text)).toEqual(['bad_fault', field, expect.stringContaining(detail)]);
  });

  test('what is refused is shown without hidden characters', () => {
    const plan = parseFaults('a\u202eb\u0007');
    const said = JSON.stringify(plan);
    expect('code' in plan).toBe(true);
    expect(said.includes('\u202e') || said.includes('\\u0007')).toBe(false);
  });

  test('total, whatever the text', () => {
    const item = fc
      .tuple(fc.constantFrom(...faultTable.map(({ name }) => name), 'seed'), fc.string({ maxLength: 12 }))
      .map(([name, rest]) => name + rest);
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(fc.oneof(item, fc.string({ maxLength: 10 })), { maxLength: 5 }).map((all) => all.join('+')),
    );
    fc.assert(
      fc.property(text, (one) => {
        const plan = parseFaults(one);
        if ('code' in plan) return plan.code === 'bad_fault' && plan.detail.length < 2000;
        return JSON.stringify(parseFaults(faultText(plan))) === JSON.stringify(plan);
      }),
      { numRuns: 700, seed: 7 },
    );
  });
});

describe('the table', () => {
  test('names are unique and can be written; every row says all it must', () => {
    const names = faultTable.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const fault of faultTable) {
      expect(fault.name).toMatch(/^[a-z0-9-]+$/);
      expect(read(fault.name)).toHaveLength(1);
      for (const says of [fault.does, fault.symptom, fault.clients]) expect(says, fault.name).toMatch(/[.]$/);
      expect(Object.keys(fault.findings).length).toBeGreaterThan(0);
      for (const { raises, because } of Object.values(fault.findings))
        if (raises.length === 0) expect(because, fault.name).not.toBe('');
      expect(valueForm(fault)).not.toMatch(/[,/~]\S/);
    }
  });

  test('what the parser knows and what is said are of the same faults', () => {
    expect(faultTable.map(({ name }) => name)).toEqual(faultKinds.map(({ name }) => name));
    for (const { name, takesMoment, moment, dialects, findings } of faultTable) {
      expect(moment !== null, name).toBe(takesMoment);
      expect(Object.keys(findings), name).toEqual(dialects);
    }
  });

  test('README.md holds it', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8').split('\n');
    expect(readme.filter((line) => line.startsWith('|'))).toEqual(tableText());
  });

  test('every name stands in the README of the project', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(faultTable.filter(({ name }) => !readme.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  });

  test('a plan fits a dialect, or says why not', () => {
    const verdict = (text: string, dialect: string, sandbox = true) => {
      const plan = parseFaults(text);
      return 'code' in plan ? plan.detail : (unfitFault(plan, dialect, sandbox)?.detail ?? null);
    };
    expect(verdict('drop+strict', 'fish')).toBe(null);
    expect(verdict('strict', 'fish', false)).toBe('"strict" is a fault of the built-in sandbox alone.');
    expect(verdict('drop+log', 'fishspeech')).toBe('"log" is not known for fishspeech.');
  });
});

test('answers in place of the upgrade', () => {
  const answer = (text: string, dialect: string) => {
    const plan = parseFaults(text);
    if ('code' in plan) throw new Error(plan.detail);
    const found = upgradeFault(plan, dialect);
    return found && [found.status, found.headers[0]?.value, new TextDecoder().decode(found.body)];
  };
  expect(answer('drop', 'fish')).toBe(null);
  expect(answer('drop+401+402', 'fish')).toEqual([401, 'application/json', '{"message":"Invalid Token","status":401}']);
  expect(answer('429', 'fishspeech')?.[2]).toContain('"code":"rate_limited"');
  expect(answer('500', 'fish')?.[2]).toBe('{"message":"Internal Server Error","status":500}');
  expect(answer('redirect:302', 'fish')).toEqual([302, '/redirected-by-a-fault', '']);
});
