/** A text for the editor that shows one thing, and what comes of it. */
export type Example = {
  /** Part of its link, never reused: `fish.flush`. */
  id: string;
  dialect: string;
  title: string;
  /** What it shows. */
  says: string;
  /** Wire names of the events it is about, client's or server's. */
  events: readonly string[];
  /** JSONC: a scenario that runs as it stands against the sandbox, and expects what it says. */
  text: string;
};
