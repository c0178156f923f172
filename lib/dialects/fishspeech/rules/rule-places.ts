/** Where the reference tells of what a rule is about: the fragment of its page. */
export const speechRulePlaces: Readonly<Record<string, string>> = {
  B01: 'connection',
  B02: 'event-start-token',
  B03: 'connection',
  B04: 'events',
  B05: 'states',
  B06: 'events',
  B07: 'event-start-request',
  B08: 'event-binary',
  B09: 'event-done',
  B10: 'states',
  B11: 'event-stopped',
  B12: 'connection',
  B13: 'event-error',
  B14: 'events',
  B15: 'events',
};
