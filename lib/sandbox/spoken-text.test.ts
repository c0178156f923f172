import { describe, expect, it } from 'vitest';
import { spokenText } from './spoken-text.ts';

describe('text for the speech engine', () => {
  it.each([
    ['Hello, LiveKit users: ok', 'Hello, LiveKit users: ok'],
    ['\u4f60\u597d\uff0c\u4e16\u754c\u3002\u4eca\u5929', 'Ni Hao, Shi Jie. Jin Tian'],
    ['\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!', 'Privet, mir!'],
    ['nice \u{1f600} day', 'nice grinning day'],
    ['a\r\nb\tc', 'a b c'],
    ['\u201cquoted\u201d', '"quoted"'],
    ['?!', ''],
    ['\n', ''],
    ['', ''],
  ])('%j', (text, spoken) => {
    expect(spokenText(text)).toBe(spoken);
  });
});
