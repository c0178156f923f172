import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A browser's storage; `refuses`: as in some private windows, or full. */
function storage() {
  const kept = new Map<string, string>();
  const is = {
    kept,
    refuses: false,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem(name: string, value: string) {
      if (is.refuses) throw new Error('QuotaExceededError');
      kept.set(name, value);
    },
  };
  return is;
}

const place = 'wiretone-lessons';
let local: ReturnType<typeof storage>;
let lessons: typeof import('./progress.ts');
let offer: typeof import('./offered.ts');

beforeEach(async () => {
  local = storage();
  vi.stubGlobal('localStorage', local);
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  vi.resetModules();
  lessons = await import('./progress.ts');
  offer = await import('./offered.ts');
});
afterEach(() => vi.unstubAllGlobals());

describe('what is done of the lessons', () => {
  it('is kept, and adds up', () => {
    lessons.keepDone('flush', ['a'], false);
    lessons.keepDone('flush', ['b'], true);
    lessons.keepHints('flush', 'b', 2);
    lessons.keepDone('stop', ['x'], false);
    expect(JSON.parse(local.kept.get(place) as string)).toEqual({
      flush: { done: ['a', 'b'], finished: true, hints: { b: 2 } },
      stop: { done: ['x'], finished: false, hints: {} },
    });
    expect(lessons.progressOf('hear')).toBe(lessons.notBegun);
  });

  it('writes nothing where nothing is new', () => {
    lessons.keepDone('flush', ['a', 'b'], true);
    const write = vi.spyOn(local, 'setItem');
    lessons.keepDone('flush', ['b'], false);
    lessons.keepDone('flush', [], true);
    expect(write).not.toHaveBeenCalled();
    expect(lessons.progress()).toBe(lessons.progress());
  });

  it('begins again, and was finished once all the same', () => {
    lessons.keepDone('flush', ['a'], true);
    lessons.keepHints('flush', 'a', 1);
    lessons.forgetSteps('flush');
    expect(lessons.progressOf('flush')).toEqual({ done: [], finished: true, hints: {} });
  });

  it('takes what another tab wrote meanwhile, and leaves it', () => {
    lessons.keepDone('flush', ['a'], false);
    local.kept.set(place, JSON.stringify({ offered: true, stop: { done: ['x'], finished: true } }));
    expect(lessons.progressOf('stop').done).toEqual(['x']);
    lessons.keepDone('flush', ['b'], false);
    expect(lessons.progress()).toEqual({
      flush: { done: ['b'], finished: false, hints: {} },
      stop: { done: ['x'], finished: true, hints: {} },
    });
    expect(JSON.parse(local.kept.get(place) as string).offered).toBe(true);
  });

  it('lives as long as the page where storage is refused', () => {
    lessons.keepDone('flush', ['a'], false);
    local.refuses = true;
    lessons.keepDone('flush', ['b'], false);
    expect(lessons.progressOf('flush').done).toEqual(['a', 'b']);
    local.refuses = false;
    lessons.keepDone('flush', ['c'], true);
    expect(JSON.parse(local.kept.get(place) as string).flush.done).toEqual(['a', 'b', 'c']);
  });

  it.each(['', '[', '7', 'null', '[1]', '{"flush":{"done":"a","hints":7}}', '{"flush":3,"offered":true}'])(
    'whatever stands there: %s',
    (text) => {
      local.kept.set(place, text);
      expect(lessons.progressOf('flush').done).toEqual([]);
      lessons.keepDone('flush', ['a'], false);
      expect(lessons.progressOf('flush').done).toEqual(['a']);
    },
  );
});

describe('the offer', () => {
  it('is put away for good, and forgets no progress', () => {
    lessons.keepDone('flush', ['a'], false);
    offer.putOfferAway();
    expect(document.documentElement.dataset.lessons).toBe('offered');
    expect(JSON.parse(local.kept.get(place) as string)).toEqual({
      flush: { done: ['a'], finished: false, hints: {} },
      offered: true,
    });
  });

  it('stays away for the page where storage is refused', () => {
    local.refuses = true;
    offer.putOfferAway();
    expect(document.documentElement.dataset.lessons).toBe('offered');
  });
});
