import { abs, compare } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Language } from '../../../metadata/common/label.ts';

/** A scale whose numbers are all below this has them written out. */
const short = '100000';
/** From here on nobody counts zeros. */
const endless = '1000000000000000';

/**
 * The round numbers beside a scale, all alike: as their reader writes long ones where one of them is long.
 *
 * @example
 * tickTexts(['60000', '120000'], 'zh') //=> ['6万', '12万']
 * tickTexts(['60000', '120000'], 'en') //=> ['60K', '120K']
 */
export function tickTexts(values: readonly string[], language: Language): readonly string[] {
  const largest = values.map(abs).reduce((most, one) => (compare(one, most) > 0 ? one : most), '0');
  if (compare(largest, short) < 0) return values.map((value) => grouped(value));
  const notation = compare(largest, endless) < 0 ? 'compact' : 'scientific';
  const format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', {
    notation,
    maximumFractionDigits: 2,
  });
  return values.map((value) => (compare(value, '0') === 0 ? '0' : format.format(Number(value))));
}
