import type { Problem, Result } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import { nearPaths } from '../common/near-paths.ts';
import type { Field, FieldSet } from '../field.ts';
import { isVirtual } from '../virtual.ts';
import { mostPicked } from './common/most.ts';
import { listOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { formProperty } from './common/pointer.ts';
import { accepted, isList, parseJson, problem, readEach, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

const fieldPath = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*){0,2}$/;

/**
 * An ordered choice of another form's fields. Stored by ids, on the wire by today's names: the store
 * translates, with the model at hand.
 */
export const fieldList = plain({
  name: 'field-list',
  properties: {
    form: { ...formProperty, description: 'Id of the form whose fields can be picked.' },
    entries: {
      type: 'string',
      minLength: 1,
      description: 'Entries field whose fields can be picked. Default: those of the record itself.',
    },
    deep: {
      type: 'boolean',
      description: 'Fields of rows can be picked too, as `lines.rate`. Default: no.',
    },
    pick: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Only these can be picked. Default: all.',
    },
    forced: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Always in the list, whatever is picked. Default: none.',
    },
  },
  requires: ['form'],
  about: 'form',
  column: () => ({ type: 'json' }),
  schema: () => ({
    type: 'array',
    uniqueItems: true,
    maxItems: mostPicked,
    items: { type: 'string', maxLength: 200, pattern: fieldPath.source },
  }),
  read: (value) => {
    if (!isList(value)) return refused('not-list');
    const paths = readEach(
      value,
      (item): Result<string> =>
        typeof item === 'string' && fieldPath.test(item) ? accepted(item) : refused('not-a-field-name'),
    );
    if (!paths.ok) return paths;
    const seen = new Set<string>();
    const twice = paths.value.findIndex((path) => seen.size === seen.add(path).size);
    return twice < 0 ? paths : refused('picked-twice', { name: paths.value[twice] ?? '' }, `/${twice}`);
  },
  parse: (text): Result<Json> => {
    if (text.trim().startsWith('[')) return parseJson(text);
    return accepted(text.split(/[,，、;；\s]+/).filter(Boolean));
  },
  format: (value) => (isList(value) && value.length > 0 ? value.join(',') : '[]'),
  comparison: () => 'list',
  operators: () => listOperators,
  sortable: false,
  fits: (value, field, about) => {
    const picked = isList(value) ? value.map(String) : [];
    const offered = listOf(field, 'pick');
    return [
      ...picked.flatMap((path, at): readonly Problem[] => {
        if (!isKnown(path, about))
          return [problem('unknown-field', { field: path, near: nearIn(path, about) }, `/${at}`)];
        if (isUnkept(path, about))
          return [problem('field-not-kept', { label: labelOf(path, about) }, `/${at}`)];
        if (offered.length === 0 && field.props['deep'] !== true && isOfRows(path, about))
          return [problem('field-of-rows', { label: labelOf(path, about) }, `/${at}`)];
        const free = offered.length === 0 || offered.includes(path);
        return free ? [] : [problem('field-not-offered', { label: labelOf(path, about) }, `/${at}`)];
      }),
      ...listOf(field, 'forced')
        .filter((path) => !picked.includes(path))
        .map((path) => problem('field-forced', { label: labelOf(path, about) })),
    ];
  },
});

function listOf(field: Field, property: 'pick' | 'forced'): readonly string[] {
  const value = field.props[property];
  return isList(value) ? value.map(String) : [];
}

/** Down the rows; what lies behind a reference is known by the reference. */
function nearIn(path: string, about: FieldSet): readonly string[] {
  return nearPaths(path, (known) => {
    let shape: FieldSet | undefined = about;
    for (const id of known) shape = shape?.byId.get(id)?.rows;
    return shape && [...shape.byId.keys()];
  });
}

function isKnown(path: string, about: FieldSet): boolean {
  const [first = '', ...rest] = path.split('.');
  const field = about.byId.get(first);
  if (!field || rest.length === 0) return field !== undefined;
  return field.rows
    ? isKnown(rest.join('.'), field.rows)
    : (field.target ?? field.inner?.target) !== undefined;
}

/** Whoever goes by the list reads records as they are stored. */
function isUnkept(path: string, about: FieldSet): boolean {
  const [first = '', ...rest] = path.split('.');
  const field = about.byId.get(first);
  if (!field) return false;
  return (
    isVirtual(field) || (field.rows !== undefined && rest.length > 0 && isUnkept(rest.join('.'), field.rows))
  );
}

/** A whole list of rows, or something of them. */
function isOfRows(path: string, about: FieldSet): boolean {
  return about.byId.get(path.split('.')[0] ?? '')?.rows !== undefined;
}

function labelOf(path: string, about: FieldSet): Json {
  const [first = '', second] = path.split('.');
  const top = about.byId.get(first);
  const field = second === undefined ? top : (top?.rows?.byId.get(second) ?? top);
  return field ? { ...field.label } : path;
}

export const sample: KindSample = {
  props: { form: 'thing' },
  value: ['number'],
  asks: { operator: 'contains', value: 'number' },
};
