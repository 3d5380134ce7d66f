import type { Condition } from '../condition.ts';
import type { Field, FieldSet } from '../field.ts';
import { factsOf } from '../model/checks/check-facts.ts';
import { viewsInOrder } from '../model/layers/views.ts';
import type { Form, Model } from '../model.ts';
import { neededFields, viewFields } from '../property/view-kinds.ts';
import { fieldAbove } from '../report/view-fits.ts';
import type { ViewSource } from '../source.ts';

type Forms = Pick<Model, 'formsById'>;

interface Reader {
  /** Whether he sees a field of the form, or of one that it refers to. */
  seen(field: Field, of: Form): boolean;
  /** Whether a view is offered to him. */
  offered(view: ViewSource): boolean;
}

/**
 * The views that somebody is offered, in order. One that filters by a field that he does not see, or cannot be drawn
 * without it, is not there for him; others go without that field.
 */
export function shownViews(form: Form, model: Forms, { seen, offered }: Reader): readonly ViewSource[] {
  const isSeen = (id: string) => {
    const field = form.byId.get(id.replace(/^-/, ''));
    return field === undefined || seen(field, form);
  };
  return viewsInOrder(form.views).flatMap((view): ViewSource[] => {
    const { kind, filter, sort, columns } = view;
    const unseen = viewFields.filter((property) => view[property] && !isSeen(view[property]));
    const isNeeded = unseen.some((property) => neededFields(view).includes(property));
    const above = fieldAbove(form);
    const isFlat = kind === 'tree' && !(above && seen(above, form));
    if (!offered(view) || isNeeded || isFlat || (filter && asksUnseen(filter, form, { model, seen })))
      return [];
    const shown = Object.fromEntries(
      Object.entries(view).filter(([property]) => !(unseen as readonly string[]).includes(property)),
    ) as ViewSource;
    return [
      {
        ...shown,
        ...(sort && { sort: sort.filter(isSeen) }),
        ...(columns && { columns: columns.filter(isSeen) }),
      },
    ];
  });
}

/** What somebody sees of the forms of a model. */
export interface Sight {
  readonly model: Forms;
  readonly seen: Reader['seen'];
}

function asksUnseen(filter: Condition, form: Form, sight: Sight): boolean {
  return [...factsOf(filter, '')].some(({ fact }) => namesUnseen(fact, form, sight));
}

/** Whether a path of a condition about records of a form, by ids or names, leads over a field that is not seen. */
export function namesUnseen(path: string, form: Form, sight: Sight): boolean {
  const inRows = form.entries.flatMap(({ rows }) => rows ?? []);
  // Within rows a condition names what stands in them.
  return [form, ...inRows].some((shape) => leadsOverUnseen(path.split('.'), shape, { ...sight, form }));
}

/** In rows, or beyond a reference in the form that it points at. */
function leadsOverUnseen(
  [first = '', ...rest]: readonly string[],
  shape: FieldSet,
  { form, model, seen }: Sight & { readonly form: Form },
): boolean {
  const field = shape.byId.get(first) ?? shape.byName.get(first);
  if (!field) return false;
  if (!seen(field, form)) return true;
  if (rest.length === 0) return false;
  if (field.rows) return leadsOverUnseen(rest, field.rows, { form, model, seen });
  const { target, targets = [], inner } = field;
  return [target ?? inner?.target, ...targets.map(({ id }) => id)].some((id) => {
    const beyond = model.formsById.get(id ?? '');
    return beyond !== undefined && leadsOverUnseen(rest, beyond, { form: beyond, model, seen });
  });
}
