import type { Json } from '../../../metadata/common/json.ts';
import type { Condition, Leaf } from '../../../metadata/condition.ts';
import type { FormModel } from '../../model/form-model.ts';
import { filterShape, quickField } from './filter-shape.ts';
import { asked } from './list-filter.ts';
import type { ListState } from './list-state.ts';

/**
 * What a link asks by a condition, as quick filters wherever those ask the very same: they say in names what they are about,
 * and each can be taken away alone. A view stays as it was saved.
 */
export function withQuickParts(state: ListState, form: FormModel): ListState {
  const { condition, saved } = state;
  if (!condition || saved) return state;
  const quick = { ...state.quick };
  const rest = partsOf(condition).filter((part) => {
    const found = quickOf(part, form);
    if (!found || Object.hasOwn(quick, found.name)) return true;
    quick[found.name] = found.values;
    return false;
  });
  return { ...state, quick, condition: rest.length > 1 ? { all: rest } : (rest[0] ?? null) };
}

function partsOf(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all : [condition];
}

/** The quick filter that asks the same as a part of a condition; undefined: none does. */
function quickOf(part: Condition, form: FormModel): QuickPart | undefined {
  if (!('fact' in part) || !('operator' in part)) return undefined;
  const { fact: name, operator } = part;
  const field = quickField(form, name);
  if (!field) return undefined;
  const value = 'value' in part ? (part.value as Json) : null;
  const shape = filterShape(field);
  const values = shape === 'presence' ? [String(operator === 'isNotEmpty')] : valuesOf(operator, value);
  return written(asked(field, values)) === written(part) ? { name, values } : undefined;
}

/** Whatever the order of its members. */
function written(part: Condition | undefined): string | undefined {
  if (!part || !('fact' in part)) return undefined;
  const { fact, operator, value = null, ...more } = part as Leaf;
  return JSON.stringify([fact, operator, value, more]);
}

interface QuickPart {
  readonly name: string;
  readonly values: readonly string[];
}

/** As a quick filter would have them, whatever it then makes of them. */
function valuesOf(operator: string, value: Json): readonly string[] {
  if (operator === 'greaterThanOrEqual') return [`${String(value)}..`];
  if (operator === 'lessThanOrEqual') return [`..${String(value)}`];
  if (!Array.isArray(value)) return [String(value)];
  return operator === 'between' ? [value.map(String).join('..')] : value.map(String);
}
