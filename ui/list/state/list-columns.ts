import type { FormModel } from '../../model/form-model.ts';
import { session } from '../../session/session.ts';
import { fieldName, idOf, listField } from './list-field.ts';

/** A person's choice of columns for a form, by today's names. */
export type Columns = {
  readonly shown: readonly string[];
  /** The columns that stay at the left. Default: the first one. */
  readonly pinned?: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};

/** The same by ids, as it is kept: a renamed field stays where it was. */
export type SavedColumns = {
  readonly shown: readonly string[];
  readonly pinned?: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};

/** Columns beyond these may lie beyond the edge of a window that is as wide as many are. */
const mostInSight = 5;

/**
 * The form's own columns, where they say nothing of it with the state, and with who owns a record and shares it how.
 */
export function standardColumns(form: FormModel): Columns {
  const own = form.list.columns.map((id) => fieldName(form, id)).filter((name) => listField(form, name));
  const more = ['enabled', ...(form.sharing ? ['org', 'sharing'] : [])];
  const missing = more.filter((name) => !own.includes(name) && listField(form, name));
  const shown = form.kind === 'master' ? [...own, ...missing] : own;
  const [order] = form.list.sort.map((word) => fieldName(form, word.replace(/^-/, '')));
  // The state is what one looks for first, beside number and name; what orders the list is not to be out of sight.
  const isEarly = (name: string, at: number) => name === 'enabled' || (name === order && at >= mostInSight);
  const place = Math.min(2, shown.length);
  const early = shown.filter(isEarly);
  const rest = shown.filter((name) => !early.includes(name));
  return { shown: [...rest.slice(0, place), ...early, ...rest.slice(place)], widths: {} };
}

export function keepColumns(form: FormModel, { shown, pinned, widths }: Columns): SavedColumns {
  return {
    ...(pinned ? { pinned: pinned.map((name) => idOf(form, name)) } : {}),
    shown: shown.map((name) => idOf(form, name)),
    widths: Object.fromEntries(Object.entries(widths).map(([name, width]) => [idOf(form, name), width])),
  };
}

/** Columns of fields that are gone are left out; null: none are left. */
export function namedColumns(
  form: FormModel,
  kept: Partial<SavedColumns> | null | undefined,
): Columns | null {
  const shown = (kept?.shown ?? []).map((id) => fieldName(form, id)).filter((name) => listField(form, name));
  if (shown.length === 0) return null;
  const widths = Object.entries(kept?.widths ?? {}).map(([id, width]) => [
    fieldName(form, id),
    Number(width),
  ]);
  const pinned = kept?.pinned?.map((id) => fieldName(form, id)).filter((name) => shown.includes(name));
  return {
    shown: [...new Set(shown)],
    widths: Object.fromEntries(widths),
    ...(pinned ? { pinned } : {}),
  };
}

const nameFor = (form: FormModel) => `columns:${form.id}`;

/** As this person left them. */
export function readColumns(form: FormModel): Columns {
  const kept = session.own.read(nameFor(form)) as Partial<SavedColumns> | undefined;
  return namedColumns(form, kept) ?? standardColumns(form);
}

/** Null: back to the form's own. */
export function writeColumns(form: FormModel, columns: Columns | null): void {
  session.own.write(nameFor(form), columns ? keepColumns(form, columns) : undefined);
}

/** In order, with those that stay at the left first. */
export function placedColumns({ shown, pinned }: Columns): {
  readonly columns: readonly string[];
  readonly pinned: number;
} {
  const fixed = shown.filter((name) => pinned?.includes(name) ?? name === shown[0]);
  return { columns: [...fixed, ...shown.filter((name) => !fixed.includes(name))], pinned: fixed.length };
}
