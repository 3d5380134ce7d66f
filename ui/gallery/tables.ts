import { byText } from '../kit/table/row-order.ts';
import { byDecimal, summed } from '../kit/table/summed.ts';
import { table } from '../kit/table/table.ts';
import type { Column } from '../kit/table/table-shape.ts';
import { type Exhibit, said } from './exhibit.ts';

interface Line {
  readonly item: string;
  readonly rate: string;
  readonly amount: string;
}

const lines = (): readonly Line[] => [
  { item: said('软件服务费', 'Software service'), rate: '6%', amount: '1060.00' },
  { item: said('笔记本电脑', 'Laptop'), rate: '13%', amount: '11300.50' },
  { item: said('培训费', 'Training'), rate: '6%', amount: '530.00' },
];

const columns = (): readonly Column<Line>[] => [
  {
    label: said('项目', 'Item'),
    cell: ({ item }) => item,
    role: 'name',
    room: 'grow',
    order: byText(({ item }) => item),
  },
  { label: said('税率', 'Rate'), cell: ({ rate }) => rate, align: 'end' },
  {
    label: said('金额', 'Amount'),
    cell: ({ amount }) => amount,
    align: 'end',
    order: byDecimal(({ amount }) => amount),
    sum: summed(
      ({ amount }) => amount,
      (total) => total,
    ),
  },
];

/** The table of the house: ordered, summed, by groups, picked from, acted on, on its way, and empty. */
export const tables: readonly Exhibit[] = [
  {
    name: 'table',
    show: () => table({ caption: said('开票明细', 'Lines'), columns: columns(), rows: lines() }),
  },
  {
    name: 'table-groups',
    show: () =>
      table({
        caption: said('按税率', 'By rate'),
        columns: columns(),
        rows: lines(),
        groups: {
          by: ({ rate }) => rate,
          head: ([first]) => said(`税率 ${first?.rate}`, `Rate ${first?.rate}`),
        },
      }),
  },
  {
    name: 'table-picking',
    show: () =>
      table({
        caption: said('选择明细', 'Pick lines'),
        columns: columns(),
        rows: lines(),
        picking: {
          key: ({ item }) => item,
          picked: new Set([lines()[0]?.item ?? '']),
          pick: () => undefined,
          name: ({ item }) => item,
        },
        acting: { label: said('打开', 'Open'), name: ({ item }) => item, act: () => undefined },
      }),
  },
  {
    name: 'table-empty',
    show: () =>
      table({
        caption: said('没有明细', 'No lines'),
        columns: columns(),
        rows: [],
        empty: { text: said('没有明细', 'There are no lines'), symbol: 'list' },
      }),
  },
];
