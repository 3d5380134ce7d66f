import { amountText } from '../../../metadata/currency/amount-text.ts';
import { language } from '../../session/i18n.ts';
import { line } from '../common/line.ts';

/** Amounts stand below each other: they are shown with all their digits after the point. */
export const money = line({
  name: 'money',
  show: (value, field) => amountText(value, field, language()),
  align: 'end',
  summed: true,
  width: 120,
});
