import type { Label } from '../../common/label.ts';
import type { Field, FieldSet } from '../../field.ts';
import type { Form, MatchFor } from '../../model.ts';
import { formProperties } from '../../property/form.ts';
import type { MatchForSource, MatchSource } from '../../property/match.ts';
import { plainOf } from '../../property/property.ts';
import type { ListSource } from '../../source.ts';
import { searchedBy, whereFits } from '../../where-fits.ts';
import type { LayeredForm } from '../layers/layered.ts';
import { completeLayout } from '../layers/layout.ts';
import { type FieldBuilder, marks } from './field-builder.ts';

/** A form of what layers said, with everything filled in that they may leave out. The hash comes last, elsewhere. */
export function buildForm(layered: LayeredForm, builder: FieldBuilder): Form {
  const { source } = layered;
  const shape = builder.shape(layered, layered.fields, layered.moves);
  const kept = (field: Field | undefined) => (field?.dropped ? undefined : field);
  const number = kept(shape.byName.get('number'));
  const title =
    source.title === undefined ? (kept(shape.byName.get('name')) ?? number) : shape.byId.get(source.title);
  const { menu, sharing } = source;
  const layout = completeLayout(source.layout, shape.fields);
  const match = source.match && completeMatch(source.match, shape, number, title);
  return {
    ...shape,
    ...plainOf(formProperties, source),
    id: layered.id,
    package: layered.place.package,
    recordLabel: source.recordLabel ?? source.label,
    listLabel: listLabelOf(layered),
    ...(menu ? { menu: { path: menu.path, order: menu.order ?? 100 } } : {}),
    ...(sharing ? { sharing } : {}),
    ...(title ? { title } : {}),
    ...(number ? { number } : {}),
    key: source.key ?? (number ? [number.id] : []),
    layout,
    list: completeList(source.list, { ...shape, layout, ...(match && { match }) }, number, title),
    ...(match ? { match } : {}),
    hash: '',
    source: marks(source.source),
  };
}

/** Names the list of a form: a layer that calls somebody else's form otherwise, and says no more, means it as well. */
function listLabelOf({ source, said }: LayeredForm): Label {
  const renamed = said.has('label') && !said.has('listLabel');
  return renamed ? source.label : (source.listLabel ?? source.label);
}

/** As many as fit, with those that say who owns a record. */
const proposedColumns = 6;

function completeList(
  list: ListSource | undefined,
  shape: FieldSet & Pick<Form, 'layout' | 'match'>,
  number: Field | undefined,
  title: Field | undefined,
): Required<ListSource> {
  return {
    columns: list?.columns ?? proposed(shape, number, title),
    filters: list?.filters ?? [],
    sort: list?.sort ?? (number ? [number.id] : ['-modifiedAt']),
    search: list?.search ?? ids(...[number, title].filter((field) => field && searchedBy(field) === 'text')),
  };
}

/** The number and the name, then what reads well on one line, as people see it on a page. */
function proposed(
  shape: FieldSet & Pick<Form, 'layout' | 'match'>,
  number: Field | undefined,
  title: Field | undefined,
): readonly string[] {
  const placed = shape.layout.tabs.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields));
  const all = [...placed, ...shape.fields.map(({ id }) => id)];
  const plain = all.filter((id) => {
    const field = shape.byId.get(id);
    if (!field || field.hidden || field.dropped) return false;
    return whereFits.proposed(field) || field.id === shape.match?.condition;
  });
  return [...new Set([...ids(number, title), ...plain])].slice(0, proposedColumns);
}

type CompiledMatch = NonNullable<Form['match']>;

function completeMatch(
  match: MatchSource,
  shape: FieldSet,
  number: Field | undefined,
  title: Field | undefined,
): CompiledMatch {
  const { entries, fields } = match;
  const rows = entries === undefined ? undefined : shape.byId.get(entries)?.rows;
  const own = (id: string): string => (rows?.byId.has(id) ? `${entries}.${id}` : id);
  const has = (fields: FieldSet | undefined) =>
    fields?.byId.get('priority')?.dropped === undefined && fields?.byId.has('priority');
  const priority = has(rows) || has(shape) ? [own('priority')] : [];
  const signed = (id: string): string => (id.startsWith('-') ? `-${own(id.slice(1))}` : own(id));
  return {
    facts: match.facts,
    condition: match.condition === false ? '' : own(match.condition ?? 'condition'),
    order: match.order?.map(signed) ?? [...priority, 'sharing', '-modifiedAt', 'id'],
    result: match.result?.map(own) ?? ids(number, title),
    emptyMatches: match.emptyMatches ?? true,
    all: match.all ?? false,
    for: (match.for ?? []).map((one) => completeFor(one, own(one.field), shape, rows)),
    within: match.within ?? 'optional',
    ...(entries === undefined ? {} : { entries }),
    ...(fields === undefined ? {} : { fields }),
  };
}

function completeFor(
  { fact, question, organisation, unless, label, required = false, empty = 'all' }: MatchForSource,
  path: string,
  shape: FieldSet,
  rows: FieldSet | undefined,
): MatchFor {
  const field = rows?.byId.get(path.split('.')[1] ?? '') ?? shape.byId.get(path);
  return {
    field: path,
    ...(fact === undefined ? {} : { fact }),
    ...(question === undefined ? {} : { question }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(unless === undefined ? {} : { unless }),
    label: label ?? field?.label ?? { zh: path, en: path },
    required,
    empty,
  };
}

function ids(...fields: readonly (Field | undefined)[]): string[] {
  return [...new Set(fields.flatMap((field) => field?.id ?? []))];
}
