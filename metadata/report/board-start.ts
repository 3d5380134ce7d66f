import type { Json } from '../common/json.ts';
import type { Field } from '../field.ts';
import type { Form } from '../model.ts';
import { fitsView } from './view-fits.ts';

type Stateful = Form & { readonly locks?: Json };

/** As people call what a record goes through, in names and labels. */
const called = /stat(e|us)|stage|phase|progress|step|状态|阶段|进度|进展/i;

/**
 * The field by whose values a board begins to be drawn: the one that actions set and ask most, as records go from column to
 * column by it; else one that is called a state or a stage; else the choice whose options make the best columns.
 */
export function boardStart(form: Form): Field | undefined {
  const fields = form.fields.filter((field) => !field.hidden && fitsView(form, 'board', 'groupBy', field));
  const ranked = fields.map((field) => ({ field, rank: rankOf(form, field) }));
  return ranked.toSorted((a, b) => firstOther(b.rank, a.rank))[0]?.field;
}

function rankOf(form: Stateful, { id, name, label, options, inner }: Field): readonly number[] {
  const { actions = [], locks = [] } = form;
  const set = actions.filter(({ params }) => Object.hasOwn(fieldsOf(params), id)).length;
  const asks = (said: unknown) => JSON.stringify(said ?? null).includes(`"fact":${JSON.stringify(id)}`);
  const asked = [...actions.map(({ when }) => when), ...(locks as readonly unknown[])].filter(asks).length;
  const count = (options ?? inner?.options)?.length ?? 0;
  return [set, asked, called.test(`${name} ${label.zh} ${label.en}`) ? 1 : 0, fitOf(count)];
}

/** Three to eight columns are looked at side by side; two tell little, and many are scrolled through. */
function fitOf(options: number): number {
  if (options === 0) return 0;
  return options < 3 ? 2 : options <= 8 ? 3 : 1;
}

function fieldsOf(params: Json | undefined): object {
  const { fields = {} } = (params ?? {}) as { readonly fields?: object };
  return fields;
}

function firstOther(a: readonly number[], b: readonly number[]): number {
  return a.map((one, at) => one - (b[at] ?? 0)).find((one) => one !== 0) ?? 0;
}
