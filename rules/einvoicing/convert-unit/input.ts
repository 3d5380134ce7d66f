import { count, decimal, object, text, yes } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import { convertUnit, type UnitQuestion } from './convert-unit.ts';

export const unitDecision = decision<UnitQuestion>({
  name: 'convert-unit',
  label: { zh: '单位换算', en: 'Convert units' },
  summary: {
    zh: '数量 × 换算率、单价 / 换算率，金额不变；开票后按原单位反写的数量',
    en: 'Quantity × factor, price / factor, amounts unchanged; and the quantity written back in the original unit once issued',
  },
  input: object({
    quantity: decimal,
    price: decimal,
    amount: decimal,
    gross: decimal,
    rate: decimal,
    unit: text,
    factor: decimal,
    baseUnit: text,
    priceDecimals: count,
    rederive: yes,
    rederivedDecimals: count,
    issued: object({ quantity: decimal, gross: decimal }),
  }),
  reads: { settings: ['other-settings'] },
  decide: (question, configuration, level) => {
    const usual = configuration.setting('other-settings')['rederivePrice'] !== false;
    return convertUnit({ ...question, rederive: question.rederive ?? usual }, level);
  },
});
