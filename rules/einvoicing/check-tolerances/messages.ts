import type { Label } from '../../../metadata/common/label.ts';
import type { ToleranceCode } from './check-tolerances.ts';

/** A sentence for each, as it stands at the line or the amount that it is about. */
export const toleranceMessages: Readonly<Record<ToleranceCode, Label>> = {
  'line-amount': {
    zh: '数量×单价为 {expected:money}，与金额 {actual:money} 相差超过 ¥0.01',
    en: 'Quantity × price is {expected:money}, more than ¥0.01 from the amount {actual:money}',
  },
  'line-tax': {
    zh: '金额×税率为 {expected:money}，与税额 {actual:money} 相差超过 ¥0.06',
    en: 'Amount × rate is {expected:money}, more than ¥0.06 from the tax {actual:money}',
  },
  'difference-tax': {
    zh: '差额征税的税额应为 {expected:money}，与 {actual:money} 相差超过 ¥0.06',
    en: 'Under difference taxation the tax is {expected:money}, more than ¥0.06 from {actual:money}',
  },
  'discount-place': {
    zh: '折扣行必须紧跟在被折扣行之下；请将上一行的行性质改为“被折扣行”，或移动本行',
    en: 'A discount line must be right below the line it discounts: make the line kind of the line above “Discounted”, or move this line',
  },
  'discount-name': {
    zh: '折扣行的商品名称必须与被折扣行相同',
    en: 'A discount line must have the same item name as the line it discounts',
  },
  'discount-code': {
    zh: '折扣行的税收分类编码必须与被折扣行相同',
    en: 'A discount line must have the same tax category code as the line it discounts',
  },
  'discount-rate': {
    zh: '折扣行的税率必须与被折扣行相同',
    en: 'A discount line must have the same rate as the line it discounts',
  },
  'discount-too-large': {
    zh: '折扣金额 {actual:money} 不能超过被折扣行的金额 {expected:money}',
    en: 'The discount {actual:money} cannot exceed the amount it discounts, {expected:money}',
  },
  'invoice-amount': {
    zh: '明细金额合计为 {expected:money}，与合计金额 {actual:money} 相差超过 ¥0.01',
    en: 'The lines add up to {expected:money}, more than ¥0.01 from the amount {actual:money}',
  },
  'invoice-tax': {
    zh: '明细金额×税率合计为 {expected:money}，与合计税额 {actual:money} 相差超过 ¥1.27',
    en: 'Amounts × rates of the lines add up to {expected:money}, more than ¥1.27 from the tax {actual:money}',
  },
};
