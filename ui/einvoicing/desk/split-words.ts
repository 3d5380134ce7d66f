import { msg } from '@lit/localize';
import { session } from '../../session/session.ts';
import { listOf } from '../numbers/list-of.ts';
import { stationForms } from './desk-data.ts';
import { type NamedWay, type SplitDocument, usualNames } from './split-data.ts';

/** As the organisation calls it; what it left as it was is said in the reader's language. */
export function wayName(way: NamedWay, names: Readonly<Record<NamedWay, string>>): string {
  const usual = {
    gross: msg('按金额拆分', { id: 'desk-split-gross' }),
    count: msg('自定义张数拆分', { id: 'desk-split-by-count' }),
    line: msg('按明细开票', { id: 'desk-split-line' }),
  };
  return names[way] === usualNames[way] ? usual[way] : names[way];
}

/** Answers the names of the portions of a line that can be moved. */
export function partNames(): Readonly<Record<'all' | 'quantity' | 'amount', string>> {
  return {
    all: msg('全部', { id: 'desk-split-all' }),
    quantity: msg('部分数量', { id: 'desk-split-quantity' }),
    amount: msg('部分金额', { id: 'desk-split-amount' }),
  };
}

/** Why an application may become no invoices now, and where one goes on. */
export interface SplitStop {
  readonly text: string;
  readonly next: { readonly text: string; readonly href: string };
  /** Nothing is left of it that could be split, now or later. */
  readonly isOver: boolean;
}

/** Answers what keeps an application from being split by what its actions ask for; undefined: nothing does. */
export function splitStop({ id, state }: Pick<SplitDocument, 'id' | 'state'>): SplitStop | undefined {
  const { billStatus, applyStatus, auditStatus, closed, dataSource } = state;
  const open = {
    text: msg('打开申请单', { id: 'desk-split-open' }),
    href: `/forms/${stationForms.application}/${id}`,
  };
  const over = (text: string, next = open): SplitStop => ({ text, next, isOver: true });
  if (billStatus === 'voided')
    return over(msg('这张申请单已作废，不能再开票。', { id: 'desk-split-voided' }));
  if (closed) return over(msg('这张申请单已关闭，不能开票。', { id: 'desk-split-closed' }));
  if (billStatus === 'held') return over(msg('这张申请单已搁置，不能开票。', { id: 'desk-split-held' }));
  if (applyStatus === 'applied')
    return over(
      msg('这张申请单已全部生成待开发票，没有可拆分的明细。', { id: 'desk-split-applied' }),
      pendingOf(id) ?? open,
    );
  if (auditStatus === 'B')
    return { text: msg('这张申请单正在等待审核。', { id: 'desk-split-waits' }), next: open, isOver: false };
  if (auditStatus !== 'A' || dataSource === 'api') return undefined;
  const maySubmit = session.form(stationForms.application)?.actions.includes('submit') ?? false;
  return {
    text: msg('这张申请单还没有提交，提交并审核后才能开票。', { id: 'desk-split-draft' }),
    next: maySubmit ? { ...open, text: msg('去提交', { id: 'desk-split-submit' }) } : open,
    isOver: false,
  };
}

/** The list of what was made of an application; undefined: whoever looks may not see it. */
function pendingOf(id: string): SplitStop['next'] | undefined {
  const form = stationForms.pending;
  if (!session.may(form, 'read')) return undefined;
  const filter = { fact: 'application', operator: 'equal', value: id } as const;
  return { text: msg('查看待开发票', { id: 'desk-split-made' }), href: listOf({ form, filter }) };
}
