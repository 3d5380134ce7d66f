import { alignedDigits, grouped } from '../../../metadata/common/grouped.ts';
import { amountText } from '../../../metadata/currency/amount-text.ts';
import { currencySaid } from '../../../metadata/currency/currency-of.ts';
import { statedCompute } from '../../../metadata/kinds/computed.ts';
import { language } from '../../session/i18n.ts';
import { through } from '../common/through.ts';

export const computed = through('computed', (value, field) => {
  if (currencySaid(field) !== undefined) return amountText(value, field, language());
  const { scale } = statedCompute(field);
  if (field.inner?.props['whole'] === true) return grouped(value);
  return grouped(value, alignedDigits(scale));
});
