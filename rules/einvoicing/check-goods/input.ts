import { rowsIn } from '../../decisions/rules.ts';
import { documentOf, object } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { isEnforced } from '../common/goods-enforced.ts';
import { decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { chooseItem } from '../items/choose-item.ts';
import { bookOf } from '../items/item-book.ts';
import { unmatchedLines } from './check-goods.ts';

export const goodsDecision = decision<{ readonly application: Application }>({
  name: 'check-goods',
  label: { zh: '检查开票项', en: 'Check items' },
  summary: {
    zh: '应收推送的明细先选择开票项；没有开票项的明细是否可以保存',
    en: 'Whether lines pushed from a receivable have an invoice item, and whether those without one may be saved',
  },
  input: object({ application: documentOf('invoice-application') }, ['application']),
  reads: { rules: ['invoice-item'], records: ['invoice-item'], parameters: ['sim_botp_config'] },
  async decide({ application }, configuration, level) {
    const trace = new Trace(level);
    const lines = rowsIn(application, 'lines');
    const enforced = isEnforced(configuration.parameter);
    const items = { ...configuration, book: bookOf(configuration.records('invoice-item')) };
    const unmatched: number[] = [];
    for (const at of unmatchedLines({ ...application, lines })) {
      const question = { line: lines[at] ?? {}, facts: application };
      const { item } = trace.take(await chooseItem(question, items, level), { line: at });
      if (item) continue;
      unmatched.push(at);
      if (enforced) trace.stops('item-missing', { line: at });
      else trace.warns('item-missing', { line: at });
    }
    return trace.decided({ unmatched, enforced });
  },
});
