import { emptinessOperators } from '../../../metadata/kinds/common/operators.ts';
import type { FormModel } from '../../model/form-model.ts';
import { filterField, type ListField } from './list-field.ts';

/** By which control a field is filtered quickly. */
export type FilterShape =
  | 'options'
  | 'records'
  /** Records, each of one of several forms. */
  | 'any-records'
  | 'days'
  | 'moments'
  | 'numbers'
  | 'times'
  | 'text'
  /** Whether anything is there: of kinds that can be asked nothing else. */
  | 'presence';

/** Null: lists are not filtered by it. Packages may name nothing that has none. */
export function filterShape({
  comparison,
  options,
  titles,
  target,
  targets,
  field,
}: ListField): FilterShape | null {
  if (field?.rows || field?.kind.secret) return null;
  const operators = field?.kind.operators(field);
  if (operators?.every((one) => emptinessOperators.includes(one))) return 'presence';
  if (options || titles || comparison === 'boolean') return 'options';
  if (target !== undefined) return 'records';
  if (targets) return 'any-records';
  // Of a text that is a code of its own, as a range of times is, nobody looks for a part.
  if (comparison === 'text' && operators?.includes('contains') === false) return 'presence';
  return shapes[comparison] ?? 'presence';
}

const shapes: Readonly<Partial<Record<ListField['comparison'], FilterShape>>> = {
  date: 'days',
  datetime: 'moments',
  number: 'numbers',
  time: 'times',
  text: 'text',
};

/** The field that a quick filter of that name asks for; undefined: there is none. */
export function quickField(form: FormModel, name: string): ListField | undefined {
  const field = filterField(form, name);
  return field && filterShape(field) ? field : undefined;
}
