import { textIn } from '../../decisions/given.ts';
import { ruleOrPreset } from '../../decisions/preset.ts';
import { used } from '../../decisions/rules.ts';
import { decimal, documentOf, listOf, object, recordOf, text } from '../../decisions/schema.ts';
import { withBreaks } from '../../decisions/steps.ts';
import { withAddedKeys } from '../forms/added-keys.ts';
import { decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { type MergeRule, merging } from './merge.ts';

interface MergeInput {
  readonly documents: readonly Application[];
  readonly rule?: string;
  readonly separator?: string;
}

export const mergeDecision = decision<MergeInput>({
  name: 'merge',
  label: { zh: '合并与冲抵', en: 'Merge and offset' },
  summary: {
    zh: '哪些单据合并为一张，正负数如何冲抵，哪些暂不开票；不指定规则时用预置的',
    en: 'Which documents are merged, how positive and negative ones are offset, and which wait; without a rule given, the preset one applies',
  },
  input: object(
    {
      documents: listOf(documentOf('invoice-application', { amount: decimal, tax: decimal, gross: decimal })),
      rule: recordOf('merge-rule'),
      separator: text,
    },
    ['documents'],
  ),
  reads: { records: ['merge-rule'], parameters: ['bdm_merge_bill'] },
  decide: ({ documents, rule: name, separator }, configuration, level) => {
    const record = ruleOrPreset(
      configuration.record('merge-rule', name),
      configuration.records('merge-rule'),
    );
    const rule: MergeRule = record
      ? { ...withAddedKeys(record, configuration), used: used('merge-rule', record) }
      : {};
    const all = documents.map((document) => ({
      ...document,
      number: textIn(document, 'number'),
      lines: Array.isArray(document.lines) ? document.lines : [],
    }));
    return withBreaks(merging(all, rule, { separator: separator ?? null }, level), configuration.pause);
  },
});
