import { describe, expect, it } from 'vitest';
import { labelShown, labelTyped, labelTyping, unnamed } from './label-typed.ts';

type Case = readonly [what: string, before: readonly [string, string], 'zh' | 'en', string, string];
const shown = ({ zh, en }: { zh: string; en: string }) => `${zh}|${en}`;

// The reader's language is Chinese, as long as nobody chose another.
describe('a label that is typed', () => {
  it.each<Case>([
    ['follows in the other language', ['', ''], 'zh', '红', '红|红'],
    ['follows as long as nobody wrote the other', ['红', '红'], 'zh', '红色', '红色|红色'],
    ['is translated in the other box', ['红', '红'], 'en', 'Red', '红|Red'],
    ['leaves a translation', ['红', 'Red'], 'zh', '大红', '大红|Red'],
    ['falls back where a translation is emptied', ['红', 'Red'], 'en', '', '红|红'],
    [
      'names in both languages what had no name yet',
      ['新页签', 'New tab'],
      'en',
      'Contacts',
      'Contacts|Contacts',
    ],
    ['is nothing where all is emptied', ['红', '红'], 'zh', '', '|'],
  ])('%s', (_what, [zh, en], tongue, text, expected) => {
    expect(shown(labelTyped({ zh, en }, text, tongue))).toBe(expected);
  });

  it('goes on in each box from the other, though nothing is drawn between', () => {
    const typed = labelTyping({ zh: '红', en: 'Red' });
    expect([typed('蓝', 'zh'), typed('Blue', 'en'), typed('绿', 'zh')].map(shown)).toEqual([
      '蓝|Red',
      '蓝|Blue',
      '绿|Blue',
    ]);
  });

  it.each<[string, readonly [string, string], string]>([
    ['Chinese that stands for both in the Chinese box', ['红', '红'], '红|'],
    ['Latin letters that stand for both in the English box, whoever reads', ['SKU', 'SKU'], '|SKU'],
    ['one that is all there is in its own', ['', 'Red'], '|Red'],
    ['both where both were written', ['红', 'Red'], '红|Red'],
  ])('shows %s', (_what, [zh, en], expected) => {
    expect(shown(labelShown({ zh, en }))).toBe(expected);
  });

  type Typed = readonly (readonly ['zh' | 'en', string])[];
  it.each<[what: string, typed: Typed, expected: string, boxes: string]>([
    [
      'English first, then Chinese',
      [
        ['en', 'Total'],
        ['zh', '合计'],
      ],
      '合计|Total',
      '合计|Total',
    ],
    ['English alone: Chinese follows to the last letter', [['en', 'Total']], 'Total|Total', '|Total'],
    [
      'Chinese first, then English',
      [
        ['zh', '合计'],
        ['en', 'Total'],
      ],
      '合计|Total',
      '合计|Total',
    ],
    [
      'Chinese by its sounds',
      [
        ['zh', 'he'],
        ['zh', '合计'],
      ],
      '合计|合计',
      '合计|',
    ],
    [
      'English, mended before the Chinese',
      [
        ['en', 'Totl'],
        ['en', 'Total'],
        ['zh', '合计'],
      ],
      '合计|Total',
      '合计|Total',
    ],
    ['Latin letters under 中 with no English: they stand for both', [['zh', 'ERP']], 'ERP|ERP', 'ERP|'],
    [
      'letters and Chinese with no English: no English is proposed',
      [['zh', 'ERP 系统']],
      'ERP 系统|ERP 系统',
      'ERP 系统|',
    ],
    [
      'Chinese that begins as the English which somebody wrote',
      [
        ['en', 'ERP'],
        ['zh', 'ERP 系统'],
      ],
      'ERP 系统|ERP',
      'ERP 系统|ERP',
    ],
    [
      'English that begins as the Chinese which somebody wrote',
      [
        ['zh', 'ERP'],
        ['en', 'ERP system'],
      ],
      'ERP|ERP system',
      'ERP|ERP system',
    ],
    [
      'the same in both boxes',
      [
        ['en', 'ERP'],
        ['zh', 'ERP'],
      ],
      'ERP|ERP',
      'ERP|ERP',
    ],
  ])('is typed letter by letter: %s', (_what, typed, expected, boxes) => {
    let label = { zh: '', en: '' };
    for (const [tongue, text] of typed) {
      const box = labelShown(label)[tongue];
      const begin = [...text].findIndex((letter, at) => letter !== box[at]);
      for (let to = begin + 1; to <= text.length; to++) label = labelTyped(label, text.slice(0, to), tongue);
    }
    expect([shown(label), shown(labelShown(label))]).toEqual([expected, boxes]);
  });

  it('stays in its box where the other one is emptied', () => {
    expect(shown(labelShown(labelTyped({ zh: 'ERP', en: 'Planning' }, '', 'en')))).toBe('ERP|');
  });

  it('has no name that is one in both languages', () => {
    for (const { zh, en } of Object.values(unnamed)) expect(zh).not.toBe(en);
  });
});
