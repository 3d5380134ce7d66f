import { setImmediate } from 'node:timers/promises';
import { BoundedMap } from '../../metadata/common/bounded-map.ts';

/** Answers how a Chinese text is typed: its syllables without tones, `开票 EDM` → `kai piao edm`; nothing Chinese: ''. */
export type Syllables = (text: string) => string;

let loading: Promise<Syllables> | undefined;

/**
 * The door to pinyin-pro. Its dictionary takes a tenth of a second to load, so a server does that before it listens.
 */
export function loadSyllables(): Promise<Syllables> {
  loading ??= import('pinyin-pro').then(async ({ pinyin }) => {
    // It makes its tables with the first word, after a dictionary that took its time already.
    await setImmediate();
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

/** Labels of a model and names of tax codes; whoever publishes without end does not fill the memory with them. */
const mostKnown = 20_000;
