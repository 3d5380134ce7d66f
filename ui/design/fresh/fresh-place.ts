import { meansTheSame } from '../../../metadata/design/steps/same-property.ts';
import { formsSaidAs } from '../../../metadata/kinds/common/pointed.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';
import type { GroupSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { blockAt, fieldAtPath, type Landing } from '../work/canvas-moves.ts';
import type { FreshField } from './fresh-field.ts';

type FreshPlace = Pick<FreshField, 'in' | 'group' | 'before'>;

function begun(kind: string): FreshField {
  const properties = kindWords[kind]?.starting ?? {};
  return { kind, label: { zh: '', en: '' }, properties, options: [] };
}

/** A new field behind what is picked; else at the end of the tab that is shown. */
export function freshOf(form: FormModel, kind: string, picked: string, tab: string): FreshField {
  return { ...begun(kind), ...placeBehind(form, kind, picked, tab) };
}

function placeBehind(form: FormModel, kind: string, picked: string, tab: string): FreshPlace {
  const { tabs } = form.layout;
  const [part, name = '', third = ''] = picked.split('/');
  const { recordOnly = false, requires = [] } = kinds.get(kind) ?? {};
  const fitsRows = !recordOnly && !requires.includes('fields');
  const rows = part === 'fields' && fitsRows ? rowsAt(form, name) : undefined;
  if (rows !== undefined) return { in: rows };
  const groups = tabs.flatMap((one) => one.groups);
  if (part === 'fields') {
    const group = groups.find(({ fields }) => fields.includes(name));
    const next = group?.fields[group.fields.indexOf(name) + 1];
    if (group) return { group: group.name, ...(next === undefined ? {} : { before: next }) };
  }
  const block = blockAt(form, picked);
  if (block?.group !== undefined)
    return { group: block.group, ...(block.before !== undefined && { before: block.before }) };
  if (part === 'layout' && name === 'groups')
    return endOf(
      form,
      kind,
      groups.find((one) => one.name === third),
    );
  const shown = tabs.find((one) => one.name === tab) ?? tabs[0];
  const isPlain = ({ fields }: { readonly fields: readonly string[] }) =>
    !fields.some((id) => form.byId.get(id)?.rows);
  return endOf(form, kind, shown?.groups.find(isPlain) ?? shown?.groups[0]);
}

/** The end of a group; a field of the record stays with the others above the rows that end it. */
function endOf(form: FormModel, kind: string, group: GroupSource | undefined): FreshPlace {
  if (!group) return {};
  const isRows = (id: string) => form.byId.get(id)?.rows !== undefined;
  const isOfRows = kinds.get(kind)?.requires?.includes('fields') ?? false;
  const last = group.fields.findLastIndex((id) => !isRows(id));
  const rows = isOfRows || last < 0 ? undefined : group.fields[last + 1];
  return { group: group.name, ...(rows === undefined ? {} : { before: rows }) };
}

/** The rows that a picked place stands for: entries themselves, or those that a field is of. */
function rowsAt(form: FormModel, path: string): string | undefined {
  if (path.includes('.')) return path.slice(0, path.lastIndexOf('.'));
  return form.byId.get(path)?.rows ? path : undefined;
}

/** A new field where it was dropped. */
export function freshAt(form: FormModel, kind: string, landing: Landing): FreshField {
  return movedTo(begun(kind), placeOf(form, landing));
}

function placeOf(form: FormModel, { rows, in: group = '', before }: Landing): FreshPlace {
  const block = blockAt(form, before ?? '');
  const next = block ? block.before : before;
  return {
    ...(rows === undefined ? { group } : { in: rows }),
    ...(next === undefined ? {} : { before: next }),
  };
}

/** What somebody typed of a field stays, wherever it is added. */
export function movedTo(fresh: FreshField, place: FreshPlace): FreshField {
  const { in: _in, group: _group, before: _before, ...typed } = fresh;
  const { in: rows, group, before } = place;
  return {
    ...typed,
    ...(rows !== undefined && { in: rows }),
    ...(group !== undefined && { group }),
    ...(before !== undefined && { before }),
  };
}

/** The field as one of another kind: its name stays, its place does, and what means the same of both kinds. */
export function freshAs(fresh: FreshField, kind: string): FreshField {
  const [former, next] = [kinds.get(fresh.kind), kinds.get(kind)];
  if (!next || fresh.kind === kind) return fresh;
  const started = begun(fresh.kind).properties;
  const kept = Object.entries(fresh.properties).filter(
    ([property, value]) =>
      property in next.properties &&
      started[property] !== value &&
      meansTheSame(former, next, property, value),
  );
  return { ...fresh, kind, properties: { ...begun(kind).properties, ...Object.fromEntries(kept) } };
}

/** A field of the form as one of another kind, with what both are told; undefined: it is one already. */
export function freshOfKind(form: FormModel, kind: string, place: string): FreshField | undefined {
  const path = place.replace(/^fields\//, '');
  const field = fieldAtPath(form, path);
  if (!field || field.kind.name === kind) return undefined;
  const next = kinds.get(kind);
  const hasOptions = 'options' in (next?.properties ?? {});
  return {
    ...begun(kind),
    label: field.label,
    properties: {
      ...begun(kind).properties,
      ...(next && field.kind.points ? formsSaidAs(next, field.props) : {}),
    },
    options: hasOptions ? (field.options ?? []).map(({ label }) => say(label)) : [],
    changes: path,
  };
}
