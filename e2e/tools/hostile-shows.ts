/**
 * What the page must show of each hostile frame, beside the codes, offsets and rules of the manifest: its `mustShow`, put into data.
 * Of audio it speaks of the player, of exports of files: what is not on the page is tested beside the code that does it.
 */
export type Shows = {
  /** Texts in the row of the log, and in the tree of fields. */
  row?: readonly (string | RegExp)[];
  tree?: readonly (string | RegExp)[];
  /** What a problem says. */
  says?: readonly (string | RegExp)[];
  /** Bytes, in hex, that the dump begins with. */
  bytes?: string;
  /** Texts that may stand neither in the row nor in the tree. */
  not?: readonly (string | RegExp)[];
  /** What the Audio tab, and the player, say. */
  audio?: readonly (string | RegExp)[];
  player?: readonly (string | RegExp)[];
  /** Neither a problem nor a finding at the row. (123 has one: its 8 kHz are not what was asked for.) */
  clean?: true;
  /** Rows of the tree that are elements of the page at once, at most. */
  mostTreeItems?: number;
};

export const shows: Readonly<Record<string, Shows>> = {
  '001': { row: ['audio', '320 B of audio'], tree: [/audio.*320 B/], clean: true, player: [/0\.0\d s|0\.01/] },
  '002': { row: ['finish', 'reason stop'], clean: true },
  '003': { row: ['log', 'warming up'], clean: true },
  '004': { row: ['你好 — café 🎧 Ω'], tree: [/message.*"你好 — café 🎧 Ω"/], clean: true },
  '005': { row: ['empty frame (0 B)'] },
  '007': { row: ['0xc1 at byte 19'], tree: [/event.*"audio"/, /key without value.*audio/], says: ['0xc1 at byte 19'] },
  '009': {
    row: ['finish', 'reason stop'],
    tree: [/event.*"finish"/, /reason.*"stop"/],
    says: ['1 byte after the value'],
  },
  '011': { row: ['log', 'pad'], says: ['1,024 bytes after the value'] },
  '013': { row: ['fixstr at byte 1 needs 6 bytes, has 3'], says: ['fixstr at byte 1 needs 6 bytes, has 3'] },
  '015': { row: ['bin32 at byte 19 needs 65,541 bytes, has 7'], tree: [/event.*"audio"/, /audio.*2 B, cut/] },
  '017': { tree: [/event.*"audio"/, /time.*float64 at byte 18 needs 9 bytes, has 4/], not: ['undefined'] },
  '019': { row: ['ab�'], tree: [/message.*does not fit.*6162E2/], says: ['byte 0xe2 does not fit'] },
  '021': { row: ['claims 33,554,431 values'], tree: [/33,554,431 items, cut/] },
  '023': { row: ['the map at byte 0 claims'], tree: [/4,294,967,295 keys, cut/] },
  '025': { row: ['needs 4,294,967,300 bytes, has 5'] },
  '027': { row: ['needs 4,294,967,301 bytes, has 6'] },
  '029': { row: ['str32 at byte 1 needs 2,147,483,653 bytes'], tree: [/key without value/] },
  '031': { row: ['the array at byte 3 claims 1,794 values'], tree: [/1,797 items, cut/] },
  '033': { row: ['nested more than 128 deep from byte 128 on'], tree: [/1 item/], mostTreeItems: 140 },
  '035': { row: ['nested more than 128 deep'], mostTreeItems: 140 },
  '037': { tree: [/uint 0.*"audio"/], says: ['the key is of type uint'] },
  '039': { tree: [/bool true/], says: ['the key is of type bool'] },
  '041': { tree: [/map/], says: ['the key is of type map'] },
  '043': { tree: [/float 1\.5/], says: ['the key is of type float'] },
  '045': { tree: [/event.*"audio"/, /event.*"finish"/], says: ['the same key stands at byte 1'] },
  '047': { tree: [/__proto__.*1 key/, /isAdmin.*true/], says: ['the key is __proto__'] },
  '049': { row: ['log'], tree: [/toString/, /valueOf/, /hasOwnProperty/, /then/, /toJSON/, /length/] },
  '051': { tree: [/5,000 keys/, /k0/], mostTreeItems: 60 },
  '053': { tree: [/^""/] },
  '055': { tree: [/event⟦NUL⟧/], says: ['in the text at byte 1'] },
  '057': { row: ['log', '��'], tree: [/message.*C080/], not: ['⟦NUL⟧'] },
  '059': { row: ['�'], tree: [/message.*E2/, /^neighbour!!!/], not: [/message[^\n]*neighbour/] },
  '061': { row: ['�'], tree: [/message.*F490/] },
  '063': { row: ['user ⟦RLO⟧gpj.exe⟦PDF⟧ ok'], tree: [/⟦RLO⟧gpj\.exe⟦PDF⟧/], not: ['\u202e', '\u202c'] },
  '065': { row: ['аudio', 'not an event known here'], tree: [/event.*"аudio"/] },
  '067': { row: [/ok⟦CR⟧⟦LF⟧12:00:01\.000 ← finish reason=stop⟦LS⟧/], tree: [/⟦CR⟧⟦LF⟧/], not: ['\r', '\u2028'] },
  '069': { row: ['[run](command:workbench'], tree: [/!\[t\]\(https:\/\/evil\.example/] },
  '071': { row: ['AAAA'], tree: [/262,144 characters: all of it under As text/], mostTreeItems: 10 },
  '073': { row: ['key#'], tree: [/Bearer key#/], not: ['canary'] },
  '075': { row: ['=HYPERLINK('], tree: [/=HYPERLINK\(/] },
  '077': { row: ['خطأ 404 في الطلب'], tree: [/خطأ 404 في الطلب/] },
  '079': { tree: [/time.*9007199254740993/], not: ['9007199254740992'], says: ['exactly 9,007,199,254,740,993'] },
  '081': { tree: [/NaN/, /Infinity/, /-Infinity/, /-0/], says: ['the value is NaN'] },
  '083': { row: ['audio'], tree: [/time.*NaN/], says: ['the value is NaN'] },
  '085': { row: ['audio'], tree: [/time.*-5/] },
  '087': { tree: [/x.*type 5, 1 B/], says: ['type 5, 1 byte'] },
  '089': { tree: [/x.*type -128 \(reserved range\), 1 B/], says: ['type -128, 1 byte'] },
  '090': { tree: [/t.*2020-09-13T12:26:40Z.*1600000000 s/] },
  '091': { tree: [/t.*1,073,741,823 nanoseconds/] },
  '093': { tree: [/t.*a timestamp of 2 bytes/], not: ['undefined'] },
  '095': { tree: [/message.*"audio"/] },
  '097': { tree: [/message.*7/] },
  '099': { tree: [/event.*3/] },
  '101': { row: ['audio2', 'not an event known here'] },
  '103': { row: ['start'], tree: [/event.*"start"/] },
  '105': { row: ['audio must be bytes'], tree: [/audio.*64 items/] },
  '107': { row: ['audio must be bytes'], tree: [/audio.*null/] },
  '109': { row: ['finish', 'finish has no field reason'] },
  '111': { row: ['finish', 'reason 0'] },
  '113': { row: ['257 B of audio'], audio: [/128 samples/] },
  '115': {
    row: ['108 B of audio'],
    audio: [/Not to be read/, /65535 channels/],
    player: [/cannot be decoded|65535 channels/i],
  },
  '117': { row: ['74 B of audio'], audio: [/A tag that claims too much/, /256|268/] },
  '119': { row: ['47 B of audio'], audio: [/OpusHead|Ogg page/] },
  '121': { row: ['76 B of audio'], bytes: '82' },
  '123': { row: ['32,760 B of audio'], audio: [/MPEG 2\.5 layer III, 8 kbps/] },
  '125': { tree: [/message.*-1/], says: ['35 bytes after the value'] },
  '127': { tree: [/message.*31/], bytes: '1F 8B' },
  '129': { row: ['"é"'], bytes: 'C3 A9' },
  '131': { row: ['{"event":"finish","reason":"stop"}'], tree: [/event.*"finish"/, /reason.*"stop"/] },
  '132': { row: ['ready'], tree: [/event.*"ready"/], clean: true },
  '133': { row: ['empty frame (0 B)'] },
  '135': {
    row: ['a key is expected after the comma'],
    tree: [/event.*"done"/],
    says: [/line 1, column 17|after the comma/],
  },
  '137': { tree: [/event.*"audio"/, /event.*"error"/], says: ['the same key stands at byte 1'] },
  '139': { row: ['nested more than 128 deep'], mostTreeItems: 140 },
  '141': { tree: [/size.*1e999/], says: ['too large for a number'] },
  '143': { row: ['a byte order mark stands before the JSON'], tree: [/event.*"ready"/] },
  '145': { row: ['constructor', 'not an event known here'], tree: [/event.*"constructor"/] },
  '147': { row: ['invalid token key#'], not: ['canary'] },
};
