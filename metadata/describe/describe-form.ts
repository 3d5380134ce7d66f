import type { DescribedField, DescribedForm } from '../contract/forms/form-model.ts';
import type { Field } from '../field.ts';
import { placedBlocks } from '../model/layers/blocks.ts';
import type { FieldSet, Form, Model } from '../model.ts';
import { formProperties } from '../property/form.ts';
import { answeredIn } from '../property/property.ts';
import type { ViewSource } from '../source.ts';
import { describeField } from './describe-field.ts';
import { shownViews } from './shown-views.ts';

/** The fields that somebody is shown, and may write. */
interface Shown {
  /** Default of `of`: the form that is described; else one that it refers to. */
  seen(field: Field, of?: Form): boolean;
  writable(field: Field): boolean;
  /** Whether a view is offered. Default: each that is not hidden. */
  offered?(view: ViewSource): boolean;
}

/**
 * A form without a place stands in its package's own folder, so that it can be found; the platform's are where they are
 * used.
 */
export function menuPlaceOf({ kind, menu, package: owner }: Form): Form['menu'] {
  return menu ?? (kind === 'platform' ? undefined : { path: owner, order: 100 });
}

/** A form as it stands wherever forms are listed, but for what somebody may do with it. */
export function outlineOf(form: Form) {
  const menu = menuPlaceOf(form);
  return {
    ...answeredIn(formProperties, 'outline', { ...form, ...(menu && { menu }) }),
    package: form.package,
    match: form.match !== undefined,
    ...(form.match && { facts: form.match.facts }),
  };
}

/**
 * A form as JSON: what a browser needs to show it and to run the same behaviour as the server. Conditions,
 * layout and rules refer to fields by id, as the model does; each field says its id and today's name. Fields
 * that are not shown are left out everywhere they stand by themselves. What somebody may do and what is set of
 * parameters is for whoever asks to say.
 */
export function describeForm(
  form: Form,
  model: Pick<Model, 'formsById' | 'messages'>,
  shown: Shown,
): Omit<DescribedForm, 'parameters' | 'asked' | 'can' | 'explain'> {
  const seen = (field: Field, of?: Form) => !field.hidden && shown.seen(field, of);
  const visible = (id: string) => {
    const field = form.byId.get(id.split('.')[0] ?? '');
    return field === undefined || seen(field);
  };
  const fields = (shape: FieldSet): readonly DescribedField[] =>
    shape.fields
      .filter((field) => seen(field))
      .map((field) => ({
        ...describeField(field, shown.writable(field), model, fields),
        ...(field.rows?.fields.some((inner) => inner.dropped) ? { dropped: dropped(field.rows) } : {}),
      }));
  /** Describes the fields that were left out, for conditions that still name them. */
  const dropped = (shape: FieldSet): readonly DescribedField[] =>
    shape.fields
      .filter((field) => field.dropped && shown.seen(field))
      .map((field) => describeField(field, false, model, dropped));
  const { layout, list, picture } = form;
  const { picture: _, ...withoutPicture } = form;
  // Whoever sees none of the fields of a group does not see what is said about them either.
  const withheld = new Set(
    layout.tabs
      .flatMap((tab) => tab.groups)
      .filter(({ fields: own }) => own.length > 0 && !own.some(visible))
      .map(({ name }) => name),
  );
  return {
    ...outlineOf(form),
    // Whoever does not see the field is not told that there are pictures.
    ...answeredIn(formProperties, 'form', picture && visible(picture) ? form : withoutPicture),
    hash: form.hash,
    title: form.title?.id ?? null,
    number: form.number?.id ?? null,
    ...(form.quick && { quick: form.quick.filter(visible) }),
    fields: fields(form),
    dropped: dropped(form),
    layout: {
      tabs: layout.tabs.map((tab) => ({
        ...tab,
        groups: tab.groups.map((group) => ({ ...group, fields: group.fields.filter(visible) })),
      })),
    },
    blocks: placedBlocks(form.blocks, layout, visible).filter(({ group }) => !withheld.has(group ?? '')),
    views: shownViews(form, model, { seen, offered: shown.offered ?? (({ hidden }) => !hidden) }),
    list: {
      columns: list.columns.filter(visible),
      filters: list.filters.filter(visible),
      sort: list.sort,
      search: list.search.filter(visible),
    },
  };
}
