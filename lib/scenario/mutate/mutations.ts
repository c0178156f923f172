/** What can be made of a valid event to be sent wrong on purpose: ordinary `$raw` steps with a comment. */
import type { Dialect, Encoded, EventValue } from '../../dialects/dialect.ts';
import { rawStepText } from '../raw-text.ts';
import { frameOf, piecesOf } from './draft.ts';
import { frameRecipes } from './frame-recipes.ts';
import { jsonRecipes } from './json-recipes.ts';
import { msgpackRecipes } from './msgpack-recipes.ts';
import type { Mutated, Mutation, MutationParam, Recipe } from './mutation.ts';
import { canEncode, valueRecipes } from './value-recipes.ts';

export type { Mutated, Mutation, MutationParam };

/**
 * All of them, in the order of a menu. `event` is what `toEventValue` makes of a step; give it a `KeyRef` for the key (of any length
 * where none is typed), so that `{"$key": true}` stays one. Empty for an event that this dialect cannot encode.
 */
export function mutations(dialect: Dialect, event: EventValue): Mutation[] {
  if (!canEncode(dialect, event)) return [];
  const source = dialect.encode(event);
  const encodings = source.opcode === 'binary' ? msgpackRecipes(source) : jsonRecipes(source);
  const recipes = [...valueRecipes(dialect, event), ...frameRecipes(dialect, event, source), ...encodings];
  return recipes.map((recipe) => mutationOf(recipe, nameOf(dialect, source)));
}

function nameOf(dialect: Dialect, source: Encoded): string {
  return dialect.openReader().read({ dir: 'sent', ...source }).event;
}

function mutationOf({ make, ...shown }: Recipe, name: string): Mutation {
  return {
    ...shown,
    apply(given = {}): Mutated {
      const { did, drafts } = make(shown.params.map((param) => numberOf(param, given[param.name])));
      const says = `Wrong on purpose: "${name}", ${did}.`;
      const frames = drafts.map(frameOf);
      const steps = frames.map((frame, i) => {
        const own = drafts[i]?.did;
        return rawStepText(frame.opcode, piecesOf(frame), [own === undefined ? says : `Wrong on purpose: ${own}.`]);
      });
      return { text: steps.join(',\n'), says, frames };
    },
  };
}

function numberOf({ least, most, initial }: MutationParam, given: number | undefined): number {
  if (given === undefined || !Number.isFinite(given)) return initial;
  return Math.min(most, Math.max(least, Math.round(given)));
}
