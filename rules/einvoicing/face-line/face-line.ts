import { mul, padded, round, sign } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { untaxed } from '../common/line.ts';

interface Line {
  readonly itemName?: Text;
  readonly rate?: Text;
  readonly preferenceText?: Text;
  readonly tax?: Text;
  readonly deduction?: Text;
}

interface About {
  readonly taxMethod?: Text;
  /** What the tax category is called for short. */
  readonly shortName?: Text;
}

/** A line as it stands on paper. */
export type FaceLine = {
  readonly faceName: string;
  readonly faceRate: string;
  readonly faceTax: string;
};

/** What stands where a face has no figure. */
const none = '***';

/**
 * A line as every face shows it: what its tax category is called for short stands before the item, unless it stands there
 * already; 免税 and the like where the rate does, and no tax then; no rate where the difference is taxed.
 *
 * @example
 * faceLine({ itemName: '咨询费', rate: '0.06', tax: '6' }, { shortName: '服务' }) //=> { faceName: '*服务*咨询费', faceRate: '6%', faceTax: '6.00' }
 * faceLine({ itemName: '米', rate: '0', preferenceText: '免税', tax: '0' }, {}) //=> { faceName: '米', faceRate: '免税', faceTax: '***' }
 * faceLine({ itemName: '房', rate: '0.05', tax: '2', deduction: '58' }, { taxMethod: 'difference' }) //=> { faceName: '房', faceRate: '***', faceTax: '2.00' }
 */
export function faceLine(line: Line, { taxMethod, shortName }: About): FaceLine {
  const { itemName, rate, preferenceText, tax, deduction } = line;
  const name = itemName ?? '';
  const word = preferenceText && untaxed.includes(preferenceText) ? preferenceText : null;
  const isDifference = taxMethod === 'difference' && isGiven(deduction);
  return {
    faceName: !isGiven(shortName) || name.startsWith('*') ? name : `*${shortName}*${name}`,
    faceRate: word ?? (isDifference ? none : isGiven(rate) ? `${mul(rate, '100')}%` : ''),
    faceTax: word !== null && isNothing(tax) ? none : isGiven(tax) ? padded(round(tax, 2), 2) : '',
  };
}

/** The tax of all lines as every face shows it. */
export function faceTaxOf(lines: readonly FaceLine[], tax: Text): string {
  if (lines.length > 0 && lines.every(({ faceTax }) => faceTax === none)) return none;
  return isGiven(tax) ? padded(round(tax, 2), 2) : '';
}

function isNothing(tax: Text): boolean {
  return !isGiven(tax) || sign(tax) === 0;
}
