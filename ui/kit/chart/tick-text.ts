import { abs, compare } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Language } from '../../../metadata/common/label.ts';

/** Below this a number beside a scale is written out. */
const short = '100000';
/** From here on nobody counts zeros. */
const endless = '1000000000000000';

/**
 * A round number beside a scale, as its reader writes long ones.
 *
 * @example
 * tickText('120000', 'zh') //=> '12万'
 * tickText('120000', 'en') //=> '120K'
 */
export function tickText(value: string, language: Language): string {
  const size = abs(value);
  if (compare(size, short) < 0) return grouped(value);
  const notation = compare(size, endless) < 0 ? 'compact' : 'scientific';
  const format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', {
    notation,
    maximumFractionDigits: 2,
  });
  return format.format(Number(value));
}
