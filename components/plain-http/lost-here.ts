/** What a browser keeps back from a page that is not of a secure origin, and what its way is worth: one sentence each. */
export const lostHere: readonly string[] = [
  'Sound is not played. It is still decoded, drawn, measured and saved.',
  'Sessions are not kept in this browser: they live until the page is left. Export what you need.',
  'The page’s clock is read to 0.1 ms instead of 0.005 ms.',
  'Keys, texts and sound cross the network unencrypted: others there can read and change them.',
];
