/** The named scenarios of this browser, as a list that listeners are told of. Where nothing can be stored they last as long as the page. */
import type { RecordStore } from '@/lib/console/browser/record-store.ts';
import type { NamedScenario } from '@/lib/scenario/shelf/library-file.ts';

/** `at`: wall time of the last change, ms since the epoch. Keys have been taken out of `text`. */
export type KeptScenario = NamedScenario & { id: string; at: number };

/** What was there before a change that took it away. */
export type Former = { what: 'deleted' | 'replaced'; scenario: KeptScenario };

export type Library = {
  list(): readonly KeptScenario[];
  /** False once it is known that what is saved does not outlive the page. */
  lasting(): boolean;
  subscribe(listener: () => void): () => void;
  /** In the place of the one of the same name, group and dialect, if there is one; that can be brought back. */
  save(scenario: NamedScenario): Promise<void>;
  /** Adds those that are not there yet, under another name where theirs is taken by another text. How many were added. */
  take(scenarios: readonly NamedScenario[]): Promise<number>;
  rename(id: string, name: string, group: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Brings back what `former` names; then it names what was taken away before. */
  undo(): Promise<void>;
  former(): Former | null;
  /** Takes out of all of them, also those that can be brought back, what `clean` takes out of one. There is no way back to it. */
  cleanse(clean: (scenario: NamedScenario) => Promise<NamedScenario>): Promise<void>;
  /** Looks at what other tabs have kept meanwhile. */
  refresh(): Promise<void>;
};

export type LibraryParts = {
  store: Promise<RecordStore<KeptScenario> | null>;
  newId: () => string;
  /** Wall time, ms. */
  now: () => number;
};

const mostFormer = 50;

export function createLibrary({ store, newId, now }: LibraryParts): Library {
  let kept: readonly KeptScenario[] = [];
  let lasting = true;
  let former: readonly Former[] = [];
  const listeners = new Set<() => void>();
  const show = (next: readonly KeptScenario[]) => {
    kept = next.toSorted((a, b) => order.compare(a.group, b.group) || order.compare(a.name, b.name));
    for (const listener of listeners) listener();
  };
  /** A full disk takes nothing: the list still has it, and says that it does not last. */
  const orFleeting = (done: Promise<void> | undefined) =>
    done?.catch(() => {
      lasting = false;
      show(kept);
    });
  const read = async () => {
    const records = await store.catch(() => null);
    try {
      const found = await records?.all();
      if (found === undefined) lasting = false;
      else if (lasting) show(found);
    } catch {
      lasting = false;
    }
    if (!lasting) show(kept);
    return records;
  };
  const loaded = read();
  const put = async (scenarios: readonly KeptScenario[]) => {
    const records = await loaded;
    const ids = new Set(scenarios.map(({ id }) => id));
    show([...kept.filter(({ id }) => !ids.has(id)), ...scenarios]);
    await orFleeting(records?.put(scenarios));
  };
  const takeAway = (what: Former['what'], scenario: KeptScenario) => {
    former = [...former, { what, scenario }].slice(-mostFormer);
  };
  return {
    list: () => kept,
    lasting: () => lasting,
    former: () => former.at(-1) ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async save({ name, group, dialect, text }) {
      await loaded;
      const same = kept.find((each) => isCalled(each, { name, group, dialect }));
      if (same !== undefined && same.text !== text) takeAway('replaced', same);
      await put([{ id: same?.id ?? newId(), name, group, dialect, text, at: now() }]);
    },
    async take(scenarios) {
      await loaded;
      const added: KeptScenario[] = [];
      const free = freeNames(kept);
      for (const { name, group, dialect, text } of scenarios) {
        const isIt = (each: KeptScenario) =>
          each.text === text && isCalled({ ...each, name: withoutNumber(each.name, name) }, { name, group, dialect });
        if (kept.some(isIt) || added.some(isIt)) continue;
        added.push({ id: newId(), name: free({ name, group, dialect }), group, dialect, text, at: now() });
      }
      if (added.length > 0) await put(added);
      return added.length;
    },
    async rename(id, name, group) {
      await loaded;
      const found = kept.find((each) => each.id === id);
      if (found === undefined) return;
      const others = kept.filter((each) => each.id !== id);
      await put([{ ...found, name: freeNames(others)({ ...found, name, group }), group, at: now() }]);
    },
    async remove(id) {
      const records = await loaded;
      const found = kept.find((each) => each.id === id);
      if (found === undefined) return;
      takeAway('deleted', found);
      show(kept.filter((each) => each.id !== id));
      await orFleeting(records?.remove([id]));
    },
    async undo() {
      const back = former.at(-1);
      former = former.slice(0, -1);
      if (back !== undefined) await put([back.scenario]);
    },
    async cleanse(clean) {
      await loaded;
      const cleaned = async (each: KeptScenario) => ({ ...each, ...(await clean(each)) });
      const changed: KeptScenario[] = [];
      for (const each of kept) {
        const one = await cleaned(each);
        if (one.text !== each.text || !isCalled(one, each)) changed.push(one);
      }
      former = await Promise.all(
        former.map(async ({ what, scenario }) => ({ what, scenario: await cleaned(scenario) })),
      );
      if (changed.length > 0) await put(changed);
    },
    async refresh() {
      await loaded;
      await read();
    },
  };
}

const order = new Intl.Collator(undefined, { numeric: true });

type Called = Pick<NamedScenario, 'name' | 'group' | 'dialect'>;

function isCalled(each: Called, { name, group, dialect }: Called): boolean {
  return each.name === name && each.group === group && each.dialect === dialect;
}

/** `name` for what is `name (2)`: it came with an import before. */
function withoutNumber(found: string, name: string): string {
  return found.startsWith(`${name} (`) && /^\d+\)$/.test(found.slice(name.length + 2)) ? name : found;
}

/** The name itself, or with the first number behind it that makes it another (`Barge in (2)`): it is taken from then on. */
function freeNames(all: readonly Called[]): (called: Called) => string {
  const taken = new Set(all.map(wholeName));
  return (called) => {
    let { name } = called;
    for (let n = 2; taken.has(wholeName({ ...called, name })); n++) name = `${called.name} (${n})`;
    taken.add(wholeName({ ...called, name }));
    return name;
  };
}

const wholeName = ({ name, group, dialect }: Called) => JSON.stringify([name, group, dialect]);

/** Another version of this page may have written it. */
export function isKeptScenario(found: unknown): found is KeptScenario {
  const { id, name, group, dialect, text, at } = (found ?? {}) as Record<string, unknown>;
  return [id, name, group, dialect, text].every((each) => typeof each === 'string') && typeof at === 'number';
}
