import { documentOf, object } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { chooseScheme } from './choose-scheme.ts';

export const schemeDecision = decision<{ readonly application: Application }>({
  name: 'choose-scheme',
  label: { zh: '选择处理方案', en: 'Choose a processing scheme' },
  summary: {
    zh: '申请单按哪个方案合并和拆分；没有符合的方案时用预置规则',
    en: 'The scheme by which an application is merged and split; the preset rules if no scheme applies',
  },
  input: object({ application: documentOf('invoice-application') }, ['application']),
  reads: { rules: ['processing-scheme'] },
  decide: ({ application }, { rules }, level) => chooseScheme(application, rules, level),
});
