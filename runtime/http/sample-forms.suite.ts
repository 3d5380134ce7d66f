import { sharingStrategies } from '../../metadata/common/sharing-strategies.ts';
import type { FormSource } from '../../metadata/source.ts';

const label = (zh: string, en: string) => ({ zh, en });
const sharing = {
  allowed: [...sharingStrategies],
  default: 'private',
} as const;

/** Forms of a small shop: a master with entries and references, one that others refer to, a setting. */
export const sampleForms: readonly FormSource[] = [
  {
    name: 'category',
    kind: 'master',
    label: label('分类', 'Category'),
    sharing,
    fields: [
      { name: 'number', kind: 'text', label: label('编码', 'Number'), length: 50, required: true },
      { name: 'name', kind: 'text', label: label('名称', 'Name'), length: 100 },
    ],
  },
  {
    name: 'item',
    kind: 'master',
    label: label('商品', 'Item'),
    sharing,
    fields: [
      { name: 'number', kind: 'text', label: label('编码', 'Number'), length: 50, required: true },
      { name: 'name', kind: 'text', label: label('名称', 'Name'), length: 100 },
      { name: 'price', kind: 'decimal', precision: 30, scale: 10, label: label('单价', 'Price') },
      { name: 'stock', kind: 'integer', label: label('库存', 'Stock') },
      { name: 'launched', kind: 'date', label: label('上市', 'Since') },
      { name: 'active', kind: 'boolean', label: label('在售', 'Active') },
      { name: 'category', kind: 'reference', form: 'category', label: label('分类', 'Category') },
      { name: 'cost', kind: 'money', label: label('成本', 'Cost') },
      { name: 'pin', kind: 'secret', label: label('密码', 'Pin') },
      {
        name: 'lines',
        kind: 'entries',
        label: label('明细', 'Lines'),
        fields: [
          { name: 'text', kind: 'text', label: label('说明', 'Text'), length: 100 },
          { name: 'amount', kind: 'decimal', precision: 18, scale: 2, label: label('数量', 'Amount') },
        ],
      },
    ],
  },
  {
    name: 'shop-settings',
    kind: 'setting',
    label: label('店铺设置', 'Shop settings'),
    fields: [
      { name: 'greeting', kind: 'text', label: label('问候', 'Greeting'), length: 100, default: '欢迎' },
      { name: 'open', kind: 'boolean', label: label('营业', 'Open'), default: true },
    ],
  },
];
