/**
 * When each word is heard. The engine says when each phone of a sentence ends, but not whose it is; spoken word by word, with
 * pauses between, it says whose. Both are aligned: a word may sound a little different inside its sentence.
 */

/** `pau` is silence. Times in ms from the first sample. */
export type Phone = { name: string; startMs: number; endMs: number };
export type Times = { startMs: number; endMs: number };

export const pause = 'pau';

/** The phones of each turn between pauses. */
export function turnsOf(phones: readonly Phone[]): string[][] {
  const turns: string[][] = [];
  let open = false;
  for (const { name } of phones) {
    if (name !== pause) {
      if (!open) turns.push([]);
      (turns.at(-1) as string[]).push(name);
    }
    open = name !== pause;
  }
  return turns;
}

/**
 * For each word (its phones when spoken alone) when it is heard in the sentence; null for a word that is not heard, because it
 * has no phones or the sentence swallows them. Words follow one another, and never overlap.
 */
export function wordTimes(words: readonly (readonly string[])[], sentence: readonly Phone[]): (Times | null)[] {
  const heard = sentence.filter(({ name }) => name !== pause);
  const owners = words.flatMap((phones, word) => phones.map((name) => ({ name, word })));
  const times: (Times | null)[] = words.map(() => null);
  if (owners.length === 0) return times;
  let last = owners[0]?.word ?? 0;
  for (const [i, at] of alignment(owners, heard).entries()) {
    // A phone the word alone does not have belongs to the word before it.
    if (at !== -1) last = (owners[at] as { word: number }).word;
    const phone = heard[i] as Phone;
    const known = times[last];
    times[last] = { startMs: known?.startMs ?? phone.startMs, endMs: phone.endMs };
  }
  return times;
}

const skipCost = 1;

/** For each phone of the sentence the index of its twin, -1 for none: the cheapest alignment of two sequences. */
function alignment(owners: readonly { name: string }[], heard: readonly Phone[]): number[] {
  const width = owners.length + 1;
  const costs = new Float64Array(width * (heard.length + 1));
  const cost = (i: number, j: number) => costs[i * width + j] as number;
  const paired = (i: number, j: number) =>
    cost(i - 1, j - 1) + unlike((heard[i - 1] as Phone).name, (owners[j - 1] as { name: string }).name);
  for (let j = 1; j < width; j++) costs[j] = j * skipCost;
  for (let i = 1; i <= heard.length; i++) {
    costs[i * width] = i * skipCost;
    for (let j = 1; j < width; j++) {
      costs[i * width + j] = Math.min(paired(i, j), cost(i - 1, j) + skipCost, cost(i, j - 1) + skipCost);
    }
  }
  const twins = new Array<number>(heard.length).fill(-1);
  let i = heard.length;
  let j = owners.length;
  while (i > 0 && j > 0) {
    if (cost(i, j) === paired(i, j)) {
      twins[--i] = --j;
    } else if (cost(i, j) === cost(i - 1, j) + skipCost) i--;
    else j--;
  }
  return twins;
}

/** Vowels change into vowels when unstressed, consonants into consonants; hardly ever one into the other. */
function unlike(a: string, b: string): number {
  if (a === b) return 0;
  return /^[aeiou]/.test(a) === /^[aeiou]/.test(b) ? 0.75 : 2;
}
