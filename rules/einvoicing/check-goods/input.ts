import { documentOf, object } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { decision } from '../forms/configuration.ts';
import { type GoodsDocument, isEnforced, unmatchedLines } from './check-goods.ts';

export const goodsDecision = decision<{ readonly application: GoodsDocument }>({
  name: 'check-goods',
  label: { zh: '检查开票项', en: 'Check items' },
  summary: {
    zh: '应收推送的明细没有开票项时是否可以保存',
    en: 'Whether lines that were pushed from a receivable may be saved without an item',
  },
  input: object({ application: documentOf('invoice-application') }, ['application']),
  reads: { parameters: ['sim_botp_config'] },
  decide: ({ application }, { parameter }, level) => {
    const trace = new Trace(level);
    const lines = unmatchedLines({ ...application, lines: application.lines ?? [] });
    if (isEnforced(parameter)) for (const line of lines) trace.stops('item-missing', { line });
    return trace.decided({ unmatched: lines });
  },
});
