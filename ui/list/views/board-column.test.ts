import type { ReactiveController } from 'lit';
import { expect, it, vi } from 'vitest';
import type { FormModel } from '../../model/form-model.ts';
import { RecordList } from '../../model/record-list.ts';
import { session } from '../../session/session.ts';
import { BoardColumn } from './board-column.ts';

/** More than one page of a column. */
const all = Array.from({ length: 45 }, (_, at) => ({ id: `r${at}`, revision: 1 }));
const late = { id: 'late', revision: 1 };

/** A server with 45 records of the value; what is moved there stands last. */
function column(records: readonly object[] = all, total = all.length) {
  vi.spyOn(session.api, 'call').mockImplementation((async (
    _: string,
    asked: { query: Record<string, unknown> },
  ) => {
    const from = Number(asked.query['cursor'] ?? 0);
    const to = from + Number(asked.query['limit']);
    const items = records.slice(from, to);
    return {
      items,
      next: to < records.length ? String(to) : null,
      ...(asked.query['count'] === true && { total }),
    };
  }) as never);
  const host = {
    addController: (one: ReactiveController) => one.hostConnected?.(),
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  };
  const asked = new RecordList(session.api, 'task', {
    view: 'use',
    q: '',
    filter: null,
    sort: [],
    fields: [],
  });
  const field = { name: 'state', label: { zh: '', en: '' }, comparison: 'text' as const, sortable: true };
  return new BoardColumn(host, { name: 'task' } as FormModel, asked, { field, value: null });
}

it('counts a card that came once, before it is among those that are loaded and after', async () => {
  const one = column([...all.slice(0, 40), late, ...all.slice(40)]);
  await one.more();
  expect(one.total).toBe(45);
  one.take(late);
  expect(one.total).toBe(46);
  await one.more();
  expect([one.complete, one.total, one.cards.length]).toEqual([true, 46, 46]);
  one.drop('late');
  expect([one.total, one.cards.length]).toEqual([45, 45]);
});

it('counts a card that came, while there are more pages behind the one with it', async () => {
  const one = column([...all.slice(0, 40), late, ...all.slice(40), ...all.slice(0, 30)], 75);
  await one.more();
  one.take(late);
  expect(one.total).toBe(76);
  await one.more();
  expect([one.complete, one.total]).toEqual([false, 76]);
});

it('counts a card that left no more, and again when it comes back', async () => {
  const one = column();
  await one.more();
  one.drop('r3');
  expect(one.total).toBe(44);
  one.take({ id: 'r3', revision: 2 });
  expect([one.total, one.cards[0]?.id]).toEqual([45, 'r3']);
});
