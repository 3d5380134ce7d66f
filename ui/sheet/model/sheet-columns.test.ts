import { expect, it } from 'vitest';
import type { Field } from '../../../metadata/field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { arrange, namingField, standardChoice } from './sheet-columns.ts';

const field = (name: string, kind: string) => ({ id: name, name, kind: kinds.get(kind), props: {} }) as Field;
const figures = ['count', 'price', 'total'].map((name) => field(name, 'decimal'));

it.each<readonly [says: string, fields: readonly Field[], pinned: readonly string[]]>([
  ['a record that is pointed at and stands last', [...figures, field('device', 'reference')], []],
  ['a name that stands first', [field('name', 'text'), ...figures, field('device', 'reference')], ['name']],
  [
    'a name behind a number',
    [field('line', 'decimal'), field('code', 'text'), field('name', 'text'), ...figures],
    ['line', 'code', 'name'],
  ],
  ['a name that stands far behind', [...figures, field('name', 'text'), field('note', 'text')], []],
  ['nothing that names a row', figures, []],
])('columns stand as they were designed, whatever stays in sight: %s', (_says, fields, pinned) => {
  const arranged = arrange(fields, standardChoice(fields));
  expect(arranged.columns).toEqual(fields);
  expect(arranged.columns.slice(0, arranged.pinned).map(({ name }) => name)).toEqual(pinned);
});

it('a row is called by its name, wherever that stands', () => {
  expect(namingField([...figures, field('device', 'reference')])?.name).toBe('device');
});
