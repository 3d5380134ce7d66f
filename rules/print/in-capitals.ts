import { abs, padded, round, sign } from '../../metadata/common/decimal.ts';

const numerals = [...'零壹贰叁肆伍陆柒捌玖'];
/** The words that part digits, the largest first: how many digits stand behind it, and its name. */
const places = [
  [8, '亿'],
  [4, '万'],
  [3, '仟'],
  [2, '佰'],
  [1, '拾'],
] as const;

/**
 * An amount in Chinese capital numerals, as invoices say it beside the figures.
 *
 * @example
 * inCapitals('-10600.05') //=> '（负数）壹万零陆佰圆零伍分'
 */
export function inCapitals(amount: string): string {
  const [whole = '0', cents = '00'] = padded(round(abs(amount), 2), 2).split('.');
  const minus = sign(round(amount, 2)) < 0 ? '（负数）' : '';
  const yuan = whole === '0' ? '' : `${words(whole)}圆`;
  const [tenths, hundredths] = [Number(cents[0]), Number(cents[1])];
  if (tenths === 0 && hundredths === 0) return `${minus}${yuan || '零圆'}整`;
  const jiao = tenths > 0 ? `${numerals[tenths]}角` : yuan && '零';
  return `${minus}${yuan}${jiao}${hundredths > 0 ? `${numerals[hundredths]}分` : '整'}`;
}

/** Digits that do not begin with a zero; one zero is said for however many stand in between. */
function words(digits: string): string {
  for (const [behind, name] of places)
    if (digits.length > behind) {
      const rest = digits.slice(-behind).replace(/^0+/, '');
      const gap = rest !== '' && rest.length < behind ? '零' : '';
      return `${words(digits.slice(0, -behind))}${name}${gap}${rest && words(rest)}`;
    }
  return numerals[Number(digits)] ?? '';
}
