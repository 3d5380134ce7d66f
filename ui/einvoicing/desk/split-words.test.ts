import { afterEach, describe, expect, it } from 'vitest';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { session } from '../../session/session.ts';
import type { ApplicationState } from './split-data.ts';
import { splitStop } from './split-words.ts';

const before = session.forms;
afterEach(() => {
  session.forms = before;
});
const stopOf = (state: ApplicationState) =>
  splitStop({ id: 'a1', state: { billStatus: 'normal', applyStatus: 'none', ...state } });
const own = '/forms/invoice-application/a1';

function lets(actions: readonly string[]) {
  const known = (name: string) => ({ id: name, name, actions }) as unknown as FormOutline;
  session.forms = [known('invoice-application'), known('pending-invoice')];
}

describe('an application', () => {
  it.each<readonly [ApplicationState]>([
    [{ auditStatus: 'C' }],
    [{ auditStatus: 'D' }],
    [{ auditStatus: 'D', applyStatus: 'partial' }],
    [{ auditStatus: 'A', dataSource: 'api' }],
  ])('may be split as %o', (state) => {
    expect(stopOf(state)).toBeUndefined();
  });

  it.each<readonly [ApplicationState, said: RegExp, isOver: boolean, next: string, href: string]>([
    [{ auditStatus: 'D', applyStatus: 'applied' }, /已全部/, true, '查看待开发票', '/forms/pending-invoice?'],
    [{ auditStatus: 'D', billStatus: 'voided' }, /已作废/, true, '打开申请单', own],
    [{ auditStatus: 'D', billStatus: 'held' }, /已搁置/, true, '打开申请单', own],
    [{ auditStatus: 'D', closed: true }, /已关闭/, true, '打开申请单', own],
    [{ auditStatus: 'A', dataSource: 'manual' }, /还没有提交/, false, '去提交', own],
    [{ auditStatus: 'B', dataSource: 'manual' }, /等待审核/, false, '打开申请单', own],
  ])('may not be split as %o, and says what comes next', (state, said, isOver, next, href) => {
    lets(['read', 'submit']);
    const stop = stopOf(state);
    expect([stop?.isOver, stop?.next.text]).toEqual([isOver, next]);
    expect(stop?.text).toMatch(said);
    expect(stop?.next.href.startsWith(href)).toBe(true);
  });

  it('leads nobody to what he may not do', () => {
    lets([]);
    expect(stopOf({ auditStatus: 'A' })?.next.text).toBe('打开申请单');
    expect(stopOf({ auditStatus: 'D', applyStatus: 'applied' })?.next.href).toBe(own);
  });
});
