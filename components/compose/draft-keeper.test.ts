import { describe, expect, test } from 'vitest';
import { fakeClock } from '@/lib/clock/fake.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import type { DraftShelf, KeptText } from './draft-shelf.ts';
import { createDrafts } from './drafts.ts';

/** What two tabs of one browser share. */
function memoryShelf() {
  const kept = new Map<string, KeptText>();
  const shelf: DraftShelf = {
    all: async (upstream) => [...kept.values()].filter((each) => each.upstream === upstream),
    put: async (each) => void kept.set(each.id, each),
    remove: async (ids) => {
      for (const id of ids) kept.delete(id);
    },
  };
  return { kept, shelf };
}

function visit(shelf: DraftShelf | null, clock: ReturnType<typeof fakeClock>, tab: string, isSecret = () => true) {
  const drafts = createDrafts();
  let ids = 0;
  const keeper = createDraftKeeper({
    drafts,
    shelf: Promise.resolve(shelf),
    scrub: async (text) => (isSecret() ? text.replaceAll('sk_secret', '$key') : text),
    clock,
    newId: () => `${tab}${++ids}`,
  });
  const type = (text: string) => drafts.typed(text, 0, 0);
  return { drafts, keeper, type, open: async () => drafts.open('u', 'fish', (await keeper.latest('u')) ?? 'sample') };
}

const texts = (kept: KeptText[]) => kept.map(({ text }) => text);

describe('what is typed', () => {
  test('is kept within 300 ms, without its secrets, and is there at the next visit', async () => {
    const clock = fakeClock();
    const { kept, shelf } = memoryShelf();
    const one = visit(shelf, clock, 'a');
    await one.open();
    expect([kept.size, one.keeper.unsaved()]).toEqual([0, false]);
    one.type('first');
    one.type('first sk_secret');
    expect(one.keeper.unsaved()).toBe(true);
    await clock.advance(300);
    await one.keeper.flush();
    expect(texts([...kept.values()])).toEqual(['first $key']);
    expect(one.keeper.unsaved()).toBe(false);
    const two = visit(shelf, clock, 'b');
    await two.open();
    expect(two.drafts.get().text).toBe('first $key');
    expect(kept.size).toBe(1);
  });

  test('in two tabs stays in both: the later one is shown next, the other is a version', async () => {
    const clock = fakeClock();
    const { shelf } = memoryShelf();
    const [one, two] = [visit(shelf, clock, 'a'), visit(shelf, clock, 'b')];
    await one.open();
    await two.open();
    one.type('of one');
    await one.keeper.flush();
    await clock.advance(1000);
    two.type('of two');
    await two.keeper.flush();
    const three = visit(shelf, clock, 'c');
    await three.open();
    expect(three.drafts.get().text).toBe('of two');
    expect(texts(await three.keeper.versions('u'))).toEqual(['of one']);
    expect(texts(await one.keeper.versions('u'))).toEqual(['of two']);
  });

  test('before there was a draft is kept too', async () => {
    const clock = fakeClock();
    const { kept, shelf } = memoryShelf();
    const one = visit(shelf, clock, 'a');
    one.type('early');
    await one.open();
    expect(one.drafts.get().text).toBe('early');
    await one.keeper.flush();
    expect(texts([...kept.values()])).toEqual(['early']);
  });

  test('and then replaced by another text can be fetched back', async () => {
    const clock = fakeClock();
    const { shelf } = memoryShelf();
    const one = visit(shelf, clock, 'a');
    await one.open();
    one.type('mine');
    await one.keeper.keepFormer();
    await clock.advance(10);
    one.drafts.replace('a scenario', 0, 'page');
    await one.keeper.flush();
    expect(texts(await one.keeper.versions('u'))).toEqual(['mine']);
    expect(await one.keeper.latest('u')).toBe('a scenario');
  });

  test('while it gives way to another text is kept as well', async () => {
    const clock = fakeClock();
    const { shelf } = memoryShelf();
    const slow: DraftShelf = {
      ...shelf,
      async put(kept) {
        await shelf.put(kept);
        if (kept.text === 'mine') one.type('mine, and more');
      },
    };
    const one = visit(slow, clock, 'a');
    await one.open();
    one.type('mine');
    await one.keeper.keepFormer();
    one.drafts.replace('a scenario', 0, 'page');
    await one.keeper.flush();
    expect(texts(await one.keeper.versions('u'))).toEqual(['mine, and more']);
  });

  test('is a key, character by character: of what was kept on the way nothing stays', async () => {
    const clock = fakeClock();
    const { kept, shelf } = memoryShelf();
    const one = visit(shelf, clock, 'a');
    await one.open();
    for (const written of ['sk_s', 'sk_secre', 'sk_secret']) {
      one.type(written);
      await clock.advance(300);
      await one.keeper.flush();
    }
    expect(texts([...kept.values()])).toEqual(['$key']);
  });

  test('holds a key that becomes known afterwards: it is taken out of all that is kept', async () => {
    const clock = fakeClock();
    const { kept, shelf } = memoryShelf();
    let known = false;
    const one = visit(shelf, clock, 'a', () => known);
    await one.open();
    one.type('// sk_secret');
    await one.keeper.keepFormer();
    one.type('again sk_secret');
    await one.keeper.flush();
    known = true;
    await one.keeper.scrubAgain(['u']);
    expect(texts([...kept.values()])).toEqual(['// $key', 'again $key']);
  });

  test('and gives way where nothing is kept can be fetched back as long as the page lives', async () => {
    const one = visit(null, fakeClock(), 'a');
    await one.open();
    one.type('mine');
    await one.keeper.keepFormer();
    one.drafts.replace('a scenario', 0, 'page');
    expect(texts(await one.keeper.versions('u'))).toEqual(['mine']);
  });

  test('and cannot be kept is said to be unsaved', async () => {
    const one = visit(null, fakeClock(), 'a');
    await one.open();
    one.type('lost');
    await one.keeper.flush();
    expect(one.keeper.unsaved()).toBe(true);
    expect(await one.keeper.versions('u')).toEqual([]);
  });

  const long = (word: string) => Array.from({ length: 6 }, (_, line) => `{"event": "${word} ${line}"}`).join('\n');

  test('and is pasted over can be fetched back; what only changed a little is no version', async () => {
    const clock = fakeClock();
    const { kept, shelf } = memoryShelf();
    const one = visit(shelf, clock, 'a');
    await one.open();
    one.type(long('mine'));
    one.type(`${long('mine')} and a word`);
    one.type(long('pasted'));
    await one.keeper.flush();
    expect(texts(await one.keeper.versions('u'))).toEqual([`${long('mine')} and a word`]);
    // To and fro: each is kept once.
    for (const word of ['mine', 'pasted', 'mine', 'pasted']) {
      await clock.advance(1000);
      one.type(long(word));
      await one.keeper.flush();
    }
    expect(texts(await one.keeper.versions('u'))).toEqual([long('mine'), `${long('mine')} and a word`]);
    expect(kept.size).toBe(4);
    expect(await one.keeper.latest('u')).toBe(long('pasted'));
  });

  test('and has run stays when one that differs much is run', async () => {
    const clock = fakeClock();
    const { shelf } = memoryShelf();
    const one = visit(shelf, clock, 'a');
    await one.open();
    one.type(long('first'));
    await one.keeper.hasRun();
    await clock.advance(1000);
    let text = long('first');
    for (let line = 0; line < 6; line++) {
      text = text.replace(`first ${line}`, `other ${line}`);
      one.type(text);
      if (line === 0) await one.keeper.hasRun();
    }
    await one.keeper.hasRun();
    await one.keeper.flush();
    expect(texts(await one.keeper.versions('u'))).toEqual([long('first').replace('first 0', 'other 0')]);
  });

  test('of many visits the newest thirty stay', async () => {
    const clock = fakeClock();
    const { kept, shelf } = memoryShelf();
    for (let at = 0; at < 33; at++) {
      const one = visit(shelf, clock, `tab${at}-`);
      await one.open();
      one.type(`text ${at}`);
      await one.keeper.flush();
      await clock.advance(1000);
    }
    expect(kept.size).toBe(30);
    expect(texts([...kept.values()])).not.toContain('text 2');
    expect(texts([...kept.values()])).toContain('text 3');
  });
});
