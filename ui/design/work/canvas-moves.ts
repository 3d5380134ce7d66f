import type { Field, FieldSet } from '../../../metadata/field.ts';
import type { BlockSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';

/** The place where a new or moved part comes to stand. */
export interface Landing {
  /** Name of the group; of a group that moves, of the tab. */
  readonly in?: string;
  /** Path of the entries whose rows get it. */
  readonly rows?: string;
  /** Id of the field it then stands before, or a block as `blocks/hint`. Default: last. */
  readonly before?: string;
}

export type Side = 'before' | 'after';

/** On one side of a neighbour among these. */
export function besideOf(ids: readonly string[], id: string, side: Side): Pick<Landing, 'before'> {
  if (side === 'before') return { before: id };
  const next = ids[ids.indexOf(id) + 1];
  return next === undefined ? {} : { before: next };
}

/**
 * One step on or back by keys: within its group or row, and beyond its ends into the group beside it. `inOrder`: fields of
 * rows as they were last put; default: as the form has them.
 */
export function nextPlace(
  form: FormModel,
  place: string,
  step: number,
  inOrder: (fields: readonly Field[], place: string) => readonly Field[] = (fields) => fields,
): Landing | undefined {
  const path = place.replace(/^fields\//, '');
  const at = path.lastIndexOf('.');
  if (at >= 0) {
    const rows = path.slice(0, at);
    const shown = fieldAtPath(form, rows)?.rows?.fields.filter(({ hidden }) => !hidden) ?? [];
    const ids = inOrder(shown, `fields/${rows}.`).map(({ id }) => id);
    const moved = among(ids, path.slice(at + 1), step);
    return moved && { rows, ...moved };
  }
  const groups = form.layout.tabs.flatMap((tab) => tab.groups);
  const here = groups.findIndex(({ fields }) => fields.includes(path));
  const group = groups[here];
  if (!group) return undefined;
  const inside = among(group.fields, path, step);
  if (inside) return { in: group.name, ...inside };
  const beside = groups[here + step];
  if (!beside) return undefined;
  const [first] = beside.fields;
  return { in: beside.name, ...(step > 0 && first !== undefined ? { before: first } : {}) };
}

/** The same of a tab or a group; a group goes on into the tab beside its own. */
export function nextPlaceOfPart({ layout }: FormModel, place: string, step: number): Landing | undefined {
  const [, level, name = ''] = place.split('/');
  const { tabs } = layout;
  if (level === 'tabs') return among(namesOf(tabs), name, step);
  const here = tabs.findIndex(({ groups }) => groups.some((one) => one.name === name));
  const tab = tabs[here];
  const inside = tab && among(namesOf(tab.groups), name, step);
  if (inside) return { in: tab.name, ...inside };
  const beside = tabs[here + step];
  if (!beside) return undefined;
  const [first] = namesOf(beside.groups);
  return { in: beside.name, ...(step > 0 && first !== undefined ? { before: first } : {}) };
}

/** Name of the tab on which a field, a block, a group or the tab itself stands. */
export function tabOf({ layout, blocks }: FormModel, place: string): string | undefined {
  const [part = '', second = '', third = ''] = place.split('/');
  const block = part === 'blocks' ? blocks.find(({ name }) => name === second) : undefined;
  const [id = ''] = second.split('.');
  return layout.tabs.find(
    ({ name, groups }) =>
      (second === 'tabs' && name === third) ||
      groups.some(
        (group) =>
          (part === 'fields' && group.fields.includes(id)) ||
          (second === 'groups' && group.name === third) ||
          group.name === block?.group,
      ),
  )?.name;
}

export function namesOf(parts: readonly { readonly name: string }[]): readonly string[] {
  return parts.map(({ name }) => name);
}

function among(ids: readonly string[], id: string, step: number): Pick<Landing, 'before'> | undefined {
  const to = ids.indexOf(id) + step;
  if (to < 0 || to >= ids.length) return undefined;
  const next = ids[step < 0 ? to : to + 1];
  return next === undefined ? {} : { before: next };
}

/**
 * The field at a path by ids, however deep.
 *
 *     fieldAtPath(form, 'lines.batches.day')
 */
export function fieldAtPath(form: FieldSet, path: string): Field | undefined {
  let shape: FieldSet | undefined = form;
  let field: Field | undefined;
  for (const id of path.split('.')) {
    field = shape?.byId.get(id);
    shape = field?.rows;
  }
  return field;
}

/** Names a block as a place of the form: `blocks/hint`. */
export function blockAt(form: FormModel, place: string): BlockSource | undefined {
  return form.blocks.find(({ name }) => `blocks/${name}` === place);
}
