import { decimal, object, oneOf, text } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import { type LengthQuestion, limitLength } from './limit-length.ts';

const handling = oneOf('warn', 'cut');

export const lengthDecision = decision<LengthQuestion & { readonly invoiceType?: string }>({
  name: 'limit-length',
  label: { zh: '长度限制', en: 'Check lengths' },
  summary: {
    zh: '名称、规格、单位、单价、备注按通道的长度限制提醒或截断',
    en: 'Warns about or cuts names, specifications, units, prices and remarks that are too long for the channel',
  },
  input: object(
    {
      channel: oneOf('leqi', 'rpa', 'tax-control'),
      invoiceType: text,
      sign: oneOf('blue', 'red'),
      blueKind: oneOf('digital', 'tax-control'),
      handling,
      nameTooLong: handling,
      specTooLong: handling,
      unitTooLong: handling,
      priceTooLong: handling,
      remarkTooLong: handling,
      remark: text,
      itemName: text,
      spec: text,
      unit: text,
      price: decimal,
    },
    ['channel'],
  ),
  reads: { settings: ['other-settings'] },
  decide: ({ invoiceType: _, ...question }, configuration, level) => {
    if (question.handling) return limitLength(question, level);
    const { nameTooLong, specTooLong, unitTooLong, priceTooLong, remarkTooLong } =
      configuration.setting('other-settings');
    const usual = { nameTooLong, specTooLong, unitTooLong, priceTooLong, remarkTooLong };
    return limitLength({ ...usual, ...question }, level);
  },
});
