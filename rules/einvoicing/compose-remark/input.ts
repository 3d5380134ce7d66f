import { rowsIn, used } from '../../decisions/rules.ts';
import { count, documentOf, object, oneOf } from '../../decisions/schema.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { type ChannelKind, remarkLimit } from '../limit-length/limit-length.ts';
import { composeRemark, type RemarkRecord } from './compose-remark.ts';

interface RemarkInput {
  readonly application: Application;
  readonly channel?: ChannelKind;
  readonly limit?: number;
  readonly unit?: 'characters' | 'bytes';
}

/** The rule that wins for the header, or for the lines. */
async function remarkRule(
  application: Application,
  kind: 'header' | 'line',
  { rules }: Pick<Configuration, 'rules'>,
): Promise<RemarkRecord | null> {
  const [hit] = await rules.hits('remark-rule', application, { ask: { kind }, first: true });
  return hit ? { ...hit.record, used: used('remark-rule', hit.record) } : null;
}

export const remarkDecision = decision<RemarkInput>({
  name: 'compose-remark',
  label: { zh: '生成备注', en: 'Compose remarks' },
  summary: {
    zh: '按备注设置生成发票备注和行备注；手工单据的备注不变',
    en: 'Composes the remarks of the invoice and its lines by the remark rules; documents made by hand keep theirs',
  },
  input: object(
    {
      application: documentOf('invoice-application'),
      channel: oneOf('leqi', 'rpa', 'tax-control'),
      limit: count,
      unit: oneOf('characters', 'bytes'),
    },
    ['application'],
  ),
  reads: { rules: ['remark-rule'] },
  async decide({ application, channel = 'leqi', limit, unit }, configuration, level) {
    const usual = remarkLimit({ channel, sign: application.redReason ? 'red' : 'blue' });
    const question = {
      application,
      lines: rowsIn(application, 'lines'),
      limit: limit ?? usual.most,
      unit: unit ?? (limit === undefined ? usual.unit : 'characters'),
    };
    const header = await remarkRule(application, 'header', configuration);
    return composeRemark(
      question,
      { header, line: await remarkRule(application, 'line', configuration) },
      level,
    );
  },
});
