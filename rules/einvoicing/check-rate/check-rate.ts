import { compare } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Forms } from '../forms/forms.ts';

export interface RateLine {
  readonly itemName?: Text;
  readonly itemCode?: Text;
  readonly spec?: Text;
  readonly taxCode?: Text;
  readonly rate?: Text;
  readonly preferenceText?: Text;
}

export type RateCorrection = Forms['rate-correction'] & { readonly used?: UsedRecord };

export interface RateRule {
  readonly used?: UsedRecord;
  readonly rates?: readonly string[] | null;
  readonly preferenceText?: Text;
  /** Whether an invoice with another rate is not issued. Default: no. */
  readonly stops?: boolean | null;
}

export interface RateConfig {
  readonly corrections: readonly RateCorrection[];
  /** Company rules whose condition holds for the document. */
  readonly rules: readonly RateRule[];
  /** Rates of the tax category of the line's code. */
  readonly category?: { readonly used?: UsedRecord; readonly rates: readonly string[] } | undefined;
}

export interface CheckedRate {
  readonly by: 'rate-correction' | 'company-rate-rule' | 'tax-category' | null;
  /** Proposed; as it is where nothing speaks against it. */
  readonly rate: string | null;
  readonly taxCode: string | null;
  readonly preferenceText: string | null;
  readonly risk: boolean;
  /** Whether the invoice is not issued; an application goes on either way. */
  readonly stops: boolean;
}

/** Rates that a preference brings, whatever the tax category lists. */
const preferred = [
  { preferenceText: '免税', rate: '0' },
  { preferenceText: '按3%简易征收', rate: '0.03' },
] as const;

function isSuch(line: RateLine, { preferenceText, rate }: (typeof preferred)[number]): boolean {
  return line.preferenceText === preferenceText && same(line.rate, rate);
}

/** Correction, then the company's own rules, then the tax category: the first that says anything is asked. */
export function checkRate(line: RateLine, config: RateConfig, level?: TraceLevel): Decided<CheckedRate> {
  const trace = new Trace(level);
  const { by, rates, used, taxCode, preferenceText } = saidOf(line, config);
  const isPreferred = by === 'tax-category' && preferred.some((one) => isSuch(line, one));
  const isFine = by === null || isPreferred || rates.some((rate) => same(rate, line.rate));
  const isCode = !isGiven(taxCode) || taxCode === line.taxCode;
  const lowest = [...rates].sort(compare)[0];
  const checked: CheckedRate = {
    by,
    risk: !isFine || !isCode,
    stops: !isFine && by === 'company-rate-rule' && config.rules.some(({ stops }) => stops === true),
    rate: isFine ? (line.rate ?? null) : (lowest ?? null),
    taxCode: isCode ? (line.taxCode ?? null) : (taxCode ?? null),
    preferenceText: preferenceText || line.preferenceText || null,
  };
  const before = { rate: line.rate ?? null, taxCode: line.taxCode ?? null };
  if (!checked.risk) {
    trace.look('rate-fine', { params: { by: by ?? '', rate: line.rate ?? '' } });
    return trace.decided(checked);
  }
  trace.step('rate-doubted', {
    ...(used ? { by: used } : {}),
    before,
    after: { rate: checked.rate, taxCode: checked.taxCode },
  });
  trace.warns(
    'rate-risk',
    { field: 'rate' },
    { by: by ?? '', given: line.rate ?? '', proposed: checked.rate },
  );
  return trace.decided(checked);
}

interface Said {
  readonly by: CheckedRate['by'];
  readonly rates: readonly string[];
  readonly used?: UsedRecord | undefined;
  readonly taxCode?: Text;
  readonly preferenceText?: Text;
}

function saidOf(line: RateLine, { corrections, rules, category }: RateConfig): Said {
  const correction = correctionOf(line, corrections);
  if (correction) {
    const { used, rate, taxCode } = correction;
    return { by: 'rate-correction', rates: isGiven(rate) ? [rate] : [], used, taxCode };
  }
  if (rules.length > 0) {
    const rates = rules.flatMap((rule) => rule.rates ?? []);
    const lowest = [...rates].sort(compare)[0];
    const proposing = rules.find((rule) => rule.rates?.some((rate) => same(rate, lowest)));
    return {
      by: 'company-rate-rule',
      rates,
      used: proposing?.used,
      preferenceText: proposing?.preferenceText,
    };
  }
  return category
    ? { by: 'tax-category', rates: category.rates, used: category.used }
    : { by: null, rates: [] };
}

/** Of the same name; code and model count where the correction says them, and the one that says most is taken. */
function correctionOf(line: RateLine, corrections: readonly RateCorrection[]): RateCorrection | undefined {
  const fits = (said: Text, given: Text): boolean => !isGiven(said) || said === given;
  const narrow = ({ itemCode, spec }: RateCorrection): number =>
    Number(isGiven(itemCode)) + Number(isGiven(spec));
  return corrections
    .filter(
      (one) =>
        one.itemName === line.itemName && fits(one.itemCode, line.itemCode) && fits(one.spec, line.spec),
    )
    .sort((a, b) => narrow(b) - narrow(a))[0];
}

function same(a: Text, b: Text): boolean {
  return isGiven(a) && isGiven(b) && compare(a, b) === 0;
}
