import { msg, str } from '@lit/localize';
import type { Condition } from '../../../metadata/condition.ts';
import type { FormModel } from '../../model/form-model.ts';
import { listed, say } from '../../session/i18n.ts';
import { type Drawing, plainDrawing, readDrawing, writeDrawing } from './drawing.ts';
import { quickField } from './filter-shape.ts';
import { fieldName, listField } from './list-field.ts';

/**
 * The state that a person gave a list: view, search, filters and order. All of it stands in the address, so that it can
 * be shared.
 */
export interface ListState {
  readonly view: 'use' | 'manage';
  readonly q: string;
  /** Quick filters by name: what was picked, the text, or a range as `from..to`. */
  readonly quick: Readonly<Record<string, readonly string[]>>;
  /** Built in the condition editor, over today's names. */
  readonly condition: Condition | null;
  /** `-priority`. Empty: the form's own order. */
  readonly sort: readonly string[];
  /** Id of the saved view it began as, or name of the one of a package. */
  readonly saved: string | null;
  readonly drawing: Drawing;
}

export const plainState: ListState = {
  view: 'use',
  q: '',
  quick: {},
  condition: null,
  sort: [],
  saved: null,
  drawing: plainDrawing,
};

/** Reads the state from an address; names that nobody knows any more are left out. */
export function readState(query: URLSearchParams, form: FormModel): ListState {
  const quick: Record<string, readonly string[]> = {};
  for (const key of new Set(query.keys())) {
    const name = key.startsWith('f.') ? key.slice(2) : '';
    if (quickField(form, name)) quick[name] = query.getAll(key).filter(Boolean);
  }
  return {
    view: query.get('view') === 'manage' ? 'manage' : 'use',
    q: query.get('q') ?? '',
    quick,
    condition: parsed(query.get('filter')),
    sort: (query.get('sort')?.split(',') ?? []).filter(
      (word) => listField(form, word.replace(/^-/, ''))?.sortable,
    ),
    saved: query.get('saved'),
    drawing: readDrawing(query, form),
  };
}

/** Filters of an address that `readState` leaves out: whoever was sent it sees more than was meant. */
export function unreadFilters(query: URLSearchParams, form: FormModel): readonly string[] {
  const names = [...new Set(query.keys())].filter((key) => key.startsWith('f.')).map((key) => key.slice(2));
  const condition = query.get('filter');
  return [
    ...names.filter((name) => !quickField(form, name)),
    ...(condition && !parsed(condition) ? [condition] : []),
  ];
}

export function writeState(state: ListState): URLSearchParams {
  const query = new URLSearchParams();
  if (state.saved) query.set('saved', state.saved);
  if (state.view === 'manage') query.set('view', 'manage');
  if (state.q) query.set('q', state.q);
  for (const [name, values] of Object.entries(state.quick))
    for (const value of values) query.append(`f.${name}`, value);
  if (state.condition) query.set('filter', JSON.stringify(state.condition));
  if (state.sort.length > 0) query.set('sort', state.sort.join(','));
  writeDrawing(state.drawing, query);
  return query;
}

/** Answers whether a filter or search hides records. */
export function isFiltered({ q, quick, condition }: ListState): boolean {
  return q !== '' || condition !== null || Object.keys(quick).length > 0;
}

/** The order a list has, by names. */
export function orderOf({ sort }: ListState, form: FormModel): readonly string[] {
  if (sort.length > 0) return sort;
  return form.list.sort.map((word) =>
    word.startsWith('-') ? `-${fieldName(form, word.slice(1))}` : fieldName(form, word),
  );
}

/** The same list, seen from its other end. */
export function turned(order: readonly string[]): readonly string[] {
  const whole = order.length > 0 ? order : ['-modifiedAt'];
  return whole.map((word) => (word.startsWith('-') ? word.slice(1) : `-${word}`));
}

function parsed(text: string | null): Condition | null {
  if (!text) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Condition) : null;
  } catch {
    return null;
  }
}

/** Says the order of a list, where that is more than the arrow of one heading tells; else empty. */
export function orderInWords(order: readonly string[], form: FormModel, shown: readonly string[]): string {
  const names = order.map((word) => word.replace(/^-/, ''));
  if (names.length < 2 && names.every((name) => shown.includes(name))) return '';
  const labels = names.map((name, at) => {
    const label = say(listField(form, name)?.label) || name;
    return `${label} ${order[at]?.startsWith('-') ? '↓' : '↑'}`;
  });
  return msg(str`排序：${listed(labels)}`, { id: 'ordered-by' });
}
