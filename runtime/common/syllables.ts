import { setImmediate } from 'node:timers/promises';
import { BoundedMap } from '../../metadata/common/bounded-map.ts';

/** Answers how a Chinese text is typed: its syllables without tones, `开票 EDM` → `kai piao edm`; nothing Chinese: ''. */
export type Syllables = (text: string) => string;

let loading: Promise<Syllables> | undefined;

/**
 * The door to pinyin-pro. Its dictionary takes a tenth of a second to load, so a server does that before it listens.
 */
export function loadSyllables(): Promise<Syllables> {
  loading ??= import('pinyin-pro').then(async ({ pinyin, customPinyin }) => {
    // It makes its tables with the first word, after a dictionary that took its time already.
    await setImmediate();
    customPinyin(spelled(pinyin));
    pinyin('字');
    await setImmediate();
    const known = new BoundedMap<string, string>(mostKnown);
    return (text) => {
      const before = known.get(text);
      if (before !== undefined) return before;
      const spelt = /\p{Script=Han}/u.test(text)
        ? pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
            .map((one) => one.trim().toLowerCase())
            .filter((one) => one !== '')
            .join(' ')
        : '';
      known.set(text, spelt);
      return spelt;
    };
  });
  return loading;
}

/**
 * Words of forms in which a character is read otherwise than the library does, which goes by its commonest reading. 行
 * is a line or a bank, but where it is what somebody does; a verb that the end of another word makes with a line
 * (合并行, 商品行) is none of them.
 */
const readings: readonly (readonly [character: string, reading: string, words: string])[] = [
  ['行', 'hang', '行'],
  [
    '行',
    'xing',
    '执行 进行 运行 实行 施行 暂行 现行 履行 推行 举行 例行 自行 另行 强行 随行 放行 发行 旅行 飞行 航行 通行证 通行费 可行性 ' +
      '出行人 出行日期 出行方式 行为 行政 行程 行使 行驶 行车 行走 行进 行动 行李 行销',
  ],
  ['重', 'chong', '重扫 去重 重算 重开 重发 重推 重打 重传 重拍 重录 重报 重审 重填 重选 重做'],
  ['还', 'huan', '还车 还款 还清 已还 应还 未还 待还'],
];

/** The words by which the library is told of them, each spelt as a whole. */
function spelled(pinyin: (character: string) => string): Readonly<Record<string, string>> {
  const entries = readings.flatMap(([character, reading, words]) =>
    words
      .split(' ')
      .map((word) => [
        word,
        Array.from(word, (one) => (one === character ? reading : pinyin(one))).join(' '),
      ]),
  );
  return Object.fromEntries(entries);
}

/** Labels of a model and names of tax codes; whoever publishes without end does not fill the memory with them. */
const mostKnown = 20_000;
