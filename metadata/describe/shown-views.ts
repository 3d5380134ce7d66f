import type { Condition } from '../condition.ts';
import type { Field, FieldSet } from '../field.ts';
import { factsOf } from '../model/checks/check-facts.ts';
import { viewsInOrder } from '../model/layers/views.ts';
import type { Form } from '../model.ts';
import { fieldsOfViews, viewFields } from '../property/view-kinds.ts';
import type { ViewSource } from '../source.ts';
import { fieldAbove } from '../view-fits.ts';

interface Reader {
  seen(field: Field): boolean;
  /** Whether a view is offered to him. */
  offered(view: ViewSource): boolean;
}

/**
 * The views that somebody is offered, in order. One that filters by a field that he does not see, or cannot be drawn
 * without it, is not there for him; others go without that field.
 */
export function shownViews(form: Form, { seen, offered }: Reader): readonly ViewSource[] {
  const isSeen = (id: string) => {
    const field = form.byId.get(id.replace(/^-/, ''));
    return field === undefined || seen(field);
  };
  return viewsInOrder(form.views).flatMap((view): ViewSource[] => {
    const { kind, filter, sort, columns } = view;
    const unseen = viewFields.filter((property) => view[property] && !isSeen(view[property]));
    const isNeeded = unseen.some((property) => fieldsOfViews[kind].needs.includes(property));
    const above = fieldAbove(form);
    const isFlat = kind === 'tree' && !(above && seen(above));
    if (!offered(view) || isNeeded || isFlat || (filter && asksUnseen(filter, form, seen))) return [];
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

function asksUnseen(filter: Condition, form: Form, seen: (field: Field) => boolean): boolean {
  return [...factsOf(filter, '')].some(({ fact }) => {
    const inRows = form.entries.flatMap(({ rows }) => rows ?? []);
    // Within rows a condition names what stands in them.
    return [form, ...inRows].some((shape) => namesUnseen(fact.split('.'), shape, seen));
  });
}

function namesUnseen(
  [first = '', ...rest]: readonly string[],
  shape: FieldSet,
  seen: (field: Field) => boolean,
): boolean {
  const field = shape.byId.get(first);
  if (!field) return false;
  return !seen(field) || (field.rows !== undefined && namesUnseen(rest, field.rows, seen));
}
