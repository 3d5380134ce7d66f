import { isGiven, textIn } from '../../decisions/given.ts';
import { through, used } from '../../decisions/rules.ts';
import { listOf, object, text } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { categoryOf } from '../check-rate/input.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import { type KnownCode, type NamedCode, proposeTaxCodes } from './propose-tax-codes.ts';

interface ProposingInput {
  readonly name: string;
  /** Lines that were issued under such names. */
  readonly issued?: readonly { readonly name: string; readonly taxCode: string }[];
}

export const taxCodesDecision = decision<ProposingInput>({
  name: 'propose-tax-codes',
  label: { zh: '推荐税收分类编码', en: 'Suggest tax codes' },
  summary: {
    zh: '按商品名称推荐税收分类编码：先看人工纠偏、开票项和开过的发票，再看编码名称、简称、关键字和拼音',
    en: 'Suggests tax codes for an item name: from corrections, invoice items and issued invoices first, then from the names, short names, keywords and pinyin of the table',
  },
  input: object({ name: text, issued: listOf(object({ name: text, taxCode: text }, ['name', 'taxCode'])) }, [
    'name',
  ]),
  reads: { records: ['tax-category', 'invoice-item', 'rate-correction'] },
  async decide({ name, issued = [] }, configuration, level) {
    const trace = new Trace(level);
    const proposals = await proposeTaxCodes(name, {
      codes: codesOf(configuration),
      known: [...learnt(configuration), ...issued.map((one) => ({ ...one, by: 'issued' as const }))],
      pause: configuration.pause,
    });
    for (const one of proposals) if (one.used) trace.use(one.used);
    return trace.decided({ proposals: proposals.map(({ used: _, ...one }) => one) });
  },
});

/** Those that may stand on an invoice today. */
function codesOf(configuration: Configuration): readonly NamedCode[] {
  const today = configuration.now.localDate;
  return configuration.records('tax-category').flatMap((record) => {
    const { summary, firstDay, lastDay, name, shortName, keywords, preferencePolicies } = record;
    const number = textIn(record, 'number');
    const ended = isGiven(lastDay) && lastDay < today;
    if (summary || ended || (isGiven(firstDay) && firstDay > today) || number === '') return [];
    const rates = categoryOf(number, configuration)?.rates ?? [];
    return [
      {
        id: record.id ?? '',
        number,
        name: name ?? '',
        shortName: shortName ?? null,
        keywords,
        preferences: preferencePolicies ?? null,
        rates,
      },
    ];
  });
}

/** What corrections and items say of names. */
function learnt(configuration: Configuration): readonly KnownCode[] {
  return [
    ...configuration.records('rate-correction').flatMap((record) => {
      const taxCode = through(record, 'taxCategory', 'number');
      const name = textIn(record, 'itemName');
      return taxCode && name
        ? [{ by: 'correction' as const, name, taxCode, used: used('rate-correction', record) }]
        : [];
    }),
    ...configuration.records('invoice-item').flatMap((record) => {
      const taxCode = through(record, 'taxCategory', 'number');
      return taxCode
        ? [{ by: 'item' as const, name: record.name ?? '', taxCode, used: used('invoice-item', record) }]
        : [];
    }),
  ];
}
