/** Thrown for what the user must mend; `message` is the whole sentence. */
export class SettingsError extends Error {}
