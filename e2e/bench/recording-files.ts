/** What the works on large recordings write and read, in one folder. */
export const recordingFiles = { plain: 'plain.jsonl', own: 'large.wiretone.jsonl', har: 'large.har' } as const;
