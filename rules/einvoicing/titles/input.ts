import type { Decision } from '../../decisions/decision.ts';
import { used } from '../../decisions/rules.ts';
import { documentOf, object, oneOf } from '../../decisions/schema.ts';
import type { Decided } from '../../decisions/trace.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { chooseTitle } from './choose-title.ts';
import {
  completeTitle,
  type FilledTitle,
  mapTitle,
  type TitleConfig,
  type TitleQuestion,
} from './fill-title.ts';

const input = object(
  {
    dataSource: oneOf('import', 'api', 'scan', 'manual', 'receivable', 'customs'),
    application: documentOf('invoice-application'),
  },
  ['dataSource', 'application'],
);

function configOf(configuration: Configuration): TitleConfig {
  return {
    settings: configuration.setting('other-settings'),
    titles: configuration.records('buyer-title'),
    partners: configuration.records('partner'),
    rules: configuration.rules,
  };
}

/** Of the title only which one it is. */
function named({ result, ...rest }: Decided<FilledTitle>) {
  const { title } = result;
  const form = title && 'titles' in title ? 'buyer-title' : 'partner';
  return { ...rest, result: { ...result, title: title && used(form, title) } };
}

export const titleDecisions: readonly Decision[] = [
  decision<{ readonly application: Application }>({
    name: 'choose-title',
    label: { zh: '选择抬头', en: 'Choose an invoice title' },
    summary: {
      zh: '购方有多条抬头时用哪一条：按匹配条件和优先级，都不符合时用默认',
      en: 'Which of a buyer’s invoice titles is used: by condition and priority, or the default one if none matches',
    },
    input: object({ application: documentOf('invoice-application') }, ['application']),
    reads: { rules: ['buyer-title'], records: ['buyer-title'] },
    decide: ({ application }, configuration, level) =>
      chooseTitle(application, configuration.records('buyer-title'), configuration.rules, level),
  }),
  decision<TitleQuestion>({
    name: 'complete-title',
    label: { zh: '补全抬头', en: 'Complete the buyer from titles' },
    summary: {
      zh: '导入的单据缺少的购方信息由抬头补齐',
      en: 'Fills in from the invoice title what an imported document lacks about its buyer',
    },
    input,
    reads: { records: ['buyer-title'], settings: ['other-settings'] },
    decide: (question, configuration, level) =>
      named(completeTitle(question, configOf(configuration), level)),
  }),
  decision<TitleQuestion>({
    name: 'map-title',
    label: { zh: '映射抬头', en: 'Map the buyer to a title' },
    summary: {
      zh: '导入、接口或扫码的单据按开票抬头换成购方信息；强制映射时没有抬头则不通过',
      en: 'Gives an imported, pushed or scanned document the buyer of its invoice title; if mapping is mandatory, a document without a title is refused',
    },
    input,
    reads: { rules: ['buyer-title'], records: ['buyer-title', 'partner'], settings: ['other-settings'] },
    decide: async (question, configuration, level) =>
      named(await mapTitle(question, configOf(configuration), level)),
  }),
];
