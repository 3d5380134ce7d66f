import type { JsonObject } from '../../../metadata/common/json.ts';
import {
  fieldsOfViews,
  type ViewField,
  type ViewKind,
  viewKinds,
} from '../../../metadata/property/view-kinds.ts';
import { fieldAbove, viewFits } from '../../../metadata/view-fits.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListField } from './list-field.ts';
import { fieldName, idOf, listField } from './list-field.ts';

/** How the records of a list are drawn, with the fields that it goes by, by today's names. */
export type Drawing = { readonly kind: ViewKind } & { readonly [property in ViewField]?: string } & {
  /** Of a calendar: how many days it shows. Default: a month. */
  readonly span?: 'week';
  /** Of a calendar: a day that it shows. Default: today. It is kept under no name. */
  readonly at?: string;
};

export const plainDrawing: Drawing = { kind: 'list' };

/** The fields that can stand in a property of a view, in the order of the form. */
export function drawable(form: FormModel, property: ViewField): readonly ListField[] {
  return form.fields.flatMap((field) =>
    viewFits[property](field) ? (listField(form, field.name) ?? []) : [],
  );
}

/** Whether a form can be drawn so at all. */
export function canBeDrawn(form: FormModel, kind: ViewKind): boolean {
  if (kind === 'tree') return fieldAbove(form) !== undefined;
  return fieldsOfViews[kind].needs.every((property) => drawable(form, property).length > 0);
}

/** A way to draw a form, with the first fields that suit; of the start of a calendar the first date stands for both. */
export function drawnAs(form: FormModel, kind: ViewKind): Drawing {
  const first = fieldsOfViews[kind].uses
    .filter((property) => property !== 'title' && property !== 'end')
    .flatMap((property) => {
      const own = property === 'picture' ? form.byId.get(form.picture ?? '') : undefined;
      const field = own ?? drawable(form, property)[0];
      return field && (kind !== 'board' || property === 'groupBy') ? [[property, field.name] as const] : [];
    });
  return { kind, ...Object.fromEntries(first) };
}

/** Leaves out what the form does not have, and draws a list where that cannot be done without. */
function known(form: FormModel, { kind, ...said }: Drawing): Drawing {
  if (!canBeDrawn(form, kind)) return plainDrawing;
  const { needs, uses } = fieldsOfViews[kind];
  const fields = uses.flatMap((property) => {
    const name = said[property];
    const field = name === undefined ? undefined : form.byName.get(name);
    return field && viewFits[property](field) ? [[property, field.name] as const] : [];
  });
  const has = Object.fromEntries(fields) as Partial<Record<ViewField, string>>;
  if (needs.some((property) => has[property] === undefined)) return plainDrawing;
  const { span, at } = said;
  return { kind, ...has, ...(kind === 'calendar' && { ...(span && { span }), ...(at && { at }) }) };
}

function isKind(kind: unknown): kind is ViewKind {
  return viewKinds.some((one) => one === kind);
}

export function readDrawing(query: URLSearchParams, form: FormModel): Drawing {
  const kind = query.get('as');
  if (!isKind(kind)) return plainDrawing;
  const at = query.get('at') ?? '';
  const fields = fieldsOfViews[kind].uses.map((property) => [property, query.get(property) ?? undefined]);
  return known(form, {
    kind,
    ...Object.fromEntries(fields.filter(([, name]) => name !== undefined)),
    ...(query.get('span') === 'week' && { span: 'week' }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(at) && { at }),
  });
}

export function writeDrawing({ kind, ...said }: Drawing, query: URLSearchParams): void {
  if (kind === 'list') return;
  query.set('as', kind);
  for (const [property, value] of Object.entries(said)) if (value) query.set(property, value);
}

/** By ids, as a view keeps it. */
export function keepDrawing(form: FormModel, { kind, span, at: _, ...fields }: Drawing): JsonObject {
  const named = Object.entries(fields).flatMap(([property, name]) =>
    name ? [[property, idOf(form, name)]] : [],
  );
  return { kind, ...(span && { span }), ...Object.fromEntries(named) };
}

/** As it was kept, or as a package says it; by today's names. */
export function namedDrawing(form: FormModel, kept: unknown): Drawing {
  const { kind, span, ...fields } = (kept ?? {}) as Readonly<Record<string, unknown>>;
  if (!isKind(kind)) return plainDrawing;
  const named = Object.entries(fields).flatMap(([property, id]) =>
    typeof id === 'string' && id !== '' ? [[property, fieldName(form, id)]] : [],
  );
  return known(form, { kind, ...(span === 'week' && { span }), ...Object.fromEntries(named) });
}

/** Names of the fields that a drawing reads beside what is told of each record. */
export function drawnFields(
  form: FormModel,
  { kind, at: _, span: __, ...fields }: Drawing,
): readonly string[] {
  const above = kind === 'tree' ? fieldAbove(form)?.name : undefined;
  return [...Object.values(fields), above].filter((name) => name !== undefined);
}
