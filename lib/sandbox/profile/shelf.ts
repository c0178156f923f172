/** The profiles that are loaded, by name. */
import type { Switches } from '../switches.ts';

export type ShelvedProfile = {
  name: string;
  dialect: string;
  /** What it says of the server, where it says anything. */
  switches: Partial<Switches>;
  /** Further headers of the answer to the upgrade. */
  headers: readonly { name: string; value: string }[];
};

export type ProfileShelf = {
  get(name: string): ShelvedProfile | undefined;
  names(): readonly string[];
};

/** Of two with the same name the last counts. */
export function profileShelf(profiles: readonly ShelvedProfile[]): ProfileShelf {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  return { get: (name) => byName.get(name), names: () => [...byName.keys()] };
}
