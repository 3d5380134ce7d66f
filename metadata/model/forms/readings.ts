import { rolesAlong } from '../../common/field-roles.ts';
import type { Field, Offered, Through } from '../../field.ts';
import { formulaPaths } from '../../formula/formula-paths.ts';
import { isOfOrg } from '../../formula/type-formula.ts';
import { severalOf } from '../../kinds/common/pointed.ts';
import { textProp } from '../../kinds/common/prop.ts';
import { statedCompute } from '../../kinds/computed.ts';
import type { LayeredForm } from '../layers/layered.ts';

/** Stand for the lists that some fields offer, as no id of a form does. */
export const listsOffered: Readonly<Record<Offered, string>> = { forms: '*', 'parameter-types': '$param' };

/** By form: ids of other forms that were looked up for it, whether they were found or not. */
export class Readings {
  readonly #read = new Map<string, Set<string>>();

  note(form: string, other: string): void {
    const known = this.#read.get(form);
    if (known) known.add(other);
    else this.#read.set(form, new Set([other]));
  }

  of(form: string): ReadonlySet<string> {
    return this.#read.get(form) ?? none;
  }

  /** Returns a lookup of forms that notes which of them a form looked up. */
  over<T>(forms: ReadonlyMap<string, T>, form: string): Lookup<T> {
    return {
      get: (id) => {
        this.note(form, id);
        return forms.get(id);
      },
      keys: () => forms.keys(),
    };
  }
}

/** Forms by their ids; `keys` is for what is said of a mistake. */
export type Lookup<T> = Pick<ReadonlyMap<string, T>, 'get' | 'keys'>;

const none: ReadonlySet<string> = new Set();

type Forms = Lookup<LayeredForm>;

/**
 * Finds the fields of other records that a carried or computed value gives away, once each. Numbers that are public
 * give nothing away. What lies further on, or comes from many rows, is named without its reference: nobody follows that
 * far.
 */
export function throughOf(
  forms: Forms,
  field: Field,
  look: (path: string) => Field | undefined,
): readonly Through[] {
  const found = pathsOf(field).flatMap((path) => alongPath(forms, path, look));
  const known = new Map(found.map((one) => [JSON.stringify([one.from, one.form, one.field]), one]));
  return [...known.values()];
}

/**
 * Finds the fields of the form itself that a computed value is made of, once each, with those that these are made of: a
 * reference that it follows is one of them. What is carried gives away what it says of another record alone, and what
 * rows come to together (a sum, the short form of one) nothing of a row.
 */
export function readsOf(field: Field, look: (path: string) => Field | undefined): readonly string[] {
  if (textProp(field, 'from') !== undefined) return [];
  const isSum = field.kind.name === 'computed' && !field.path.includes('.');
  const isTogether = ({ path }: Field) => isSum && path.includes('.');
  const read = pathsOf(field)
    .flatMap((path) => ownField(path, look) ?? [])
    .filter((one) => !isTogether(one));
  return [...new Set(read.flatMap((one) => [one.path, ...(one.reads ?? [])]))];
}

/** The first on the way that is no entries; entries where the way ends there. */
function ownField(path: string, look: (path: string) => Field | undefined): Field | undefined {
  const segments = path.split('.');
  let found: Field | undefined;
  for (const [at] of segments.entries()) {
    found = look(segments.slice(0, at + 1).join('.')) ?? found;
    if (found && !found.rows) return found;
  }
  return found;
}

function pathsOf(field: Field): readonly string[] {
  const [from, carried] = [textProp(field, 'from'), textProp(field, 'field')];
  if (from !== undefined && carried !== undefined) return [`${from}.${carried}`];
  // What the organisation says is there to be gone by, whoever reads what is made of it.
  if (field.props['compute'] === undefined)
    return formulaPaths(field.props['formula']).filter((path) => !isOfOrg(path));
  return statedCompute(field).of.filter((operand) => typeof operand === 'string');
}

function alongPath(
  forms: Forms,
  path: string,
  look: (path: string) => Field | undefined,
): readonly Through[] {
  const segments = path.split('.');
  const outer = segments[0] === 'parent' && segments.length > 1;
  const [first = '', ...rest] = outer ? segments.slice(1) : segments;
  const from = outer ? `parent.${first}` : first;
  const start = look(from);
  if (start?.rows || first === 'row') return amongRows(forms, path, look);
  if (!start) return [];
  const own = (start.through ?? []).map((one) => ({ ...one, from: fromAbove(one.from, outer) }));
  if (rest.length === 0) return own;
  const end = look(path);
  if (!end) return own;
  // Rows of which there are many, or what the record pointed at has from others.
  const further = (end.through ?? []).map((one) => ({ ...one, from: null }));
  const several = severalOf(start);
  if (several)
    return several.flatMap(({ id }): readonly Through[] => {
      const there = look([from, id, ...rest].join('.'));
      const target = forms.get(id);
      const beyond = (there?.through ?? []).map((one) => ({ ...one, from: null }));
      if (!target || !there) return [...own, ...beyond];
      return [...own, ...beyond, ...behind(target, there, from).map((one) => ({ ...one, ofSeveral: true }))];
    });
  const target = forms.get(start.target ?? start.inner?.target ?? '');
  if (!target) return [...own, ...further];
  return [...own, ...further, ...behind(target, end, from)];
}

/** Of rows, of which there are many, and of an upper row it cannot be said which records are meant. */
function amongRows(
  forms: Forms,
  path: string,
  look: (path: string) => Field | undefined,
): readonly Through[] {
  const segments = path.split('.');
  const along = segments.map((_, at) => look(segments.slice(0, at + 1).join('.')));
  const end = along.at(-1);
  const further = along.flatMap((field) => (field?.through ?? []).map((one) => ({ ...one, from: null })));
  const at = along.slice(0, -1).findLastIndex((field) => field && !field.rows);
  const reference = along[at];
  const several = reference && severalOf(reference);
  if (several)
    return [
      ...further,
      ...several.flatMap(({ id }): readonly Through[] => {
        const there = look([...segments.slice(0, at + 1), id, ...segments.slice(at + 1)].join('.'));
        const target = forms.get(id);
        if (!there || !target) return [];
        const beyond = (there.through ?? []).map((one) => ({ ...one, from: null }));
        return [...beyond, ...behind(target, there, null)];
      }),
    ];
  const target = forms.get(reference?.target ?? reference?.inner?.target ?? '');
  return end && target ? [...further, ...behind(target, end, null)] : further;
}

/** The field of a record that is pointed at, and all it is made of there, unless everybody may know it. */
function behind(target: LayeredForm, end: Field, from: string | null): readonly Through[] {
  if (isOpen(target, end.name)) return [];
  const platform = target.source.kind === 'platform';
  return [end.path, ...(end.reads ?? [])].flatMap((path): readonly Through[] => {
    const number = target.fields.find(({ id }) => id === path)?.source.name;
    if (number !== undefined && isOpen(target, number)) return [];
    const roles = rolesAlong(target.fields, path, ({ id, source, fields }) => ({
      id,
      roles: source.roles,
      fields,
    }));
    const there = { from, form: target.id, platform, field: path };
    return [roles.length > 0 ? { ...there, roles } : there];
  });
}

function isOpen(target: LayeredForm, name: string): boolean {
  return target.source.publicNumbers === true && name === 'number';
}

function fromAbove(from: string | null, outer: boolean): string | null {
  return from === null || !outer || from.startsWith('parent.') ? from : `parent.${from}`;
}
