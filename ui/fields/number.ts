import { msg } from '@lit/localize';
import { line } from './line.ts';

export const number = line({
  name: 'number',
  width: 140,
  toCome: () => msg('保存时自动编号', { id: 'number-to-come' }),
});
