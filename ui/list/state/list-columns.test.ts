import { expect, it, vi } from 'vitest';
import type { FormModel } from '../../model/form-model.ts';

vi.mock('../../session/session.ts', () => ({ session: {} }));
vi.mock('./list-field.ts', () => ({
  fieldName: (_: unknown, id: string) => id,
  idOf: (_: unknown, name: string) => name,
  listField: () => ({}),
}));
const { standardColumns } = await import('./list-columns.ts');

const formOf = (kind: string, columns: string, sort: readonly string[]) =>
  ({ kind, list: { columns: [...columns], sort } }) as unknown as FormModel;

it.each<readonly [tells: string, form: FormModel, columns: string]>([
  [
    'what orders the list, of many columns, is in sight',
    formOf('document', 'abcdefgh', ['-g']),
    'a b g c d e f h',
  ],
  ['the first of those that order it', formOf('document', 'abcdefgh', ['h', '-g']), 'a b h c d e f g'],
  ['what is in sight stays in its place', formOf('document', 'abcdefgh', ['-e']), 'a b c d e f g h'],
  ['of few columns all do', formOf('document', 'abcde', ['e']), 'a b c d e'],
  ['what is no column does not become one', formOf('document', 'abcdefgh', ['-x']), 'a b c d e f g h'],
  ['the state comes as early', formOf('master', 'abcdefgh', ['-g']), 'a b g enabled c d e f h'],
])('columns as the form says: %s', (_, form, columns) => {
  expect(standardColumns(form).shown.join(' ')).toBe(columns);
});
