import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import type { Grant } from './role-data.ts';

/** A form to which records refer that a role may use. */
export interface Reference {
  /** Ids of the forms. */
  readonly from: string;
  readonly target: string;
  /** Without it there is no record of the former. */
  readonly required: boolean;
}

/** A form that a role would have to read to work with the records that refer to it. */
export interface UnreadTarget {
  readonly form: FormOutline;
  readonly required: boolean;
  /** The grant to write a form that refers to it. */
  readonly grant: Grant;
}

/** Finds what fields of records and of their rows refer to. */
export function referencesOf(from: string, shape: FieldSet): readonly Reference[] {
  return shape.fields.flatMap((field) => {
    if (field.rows) return field.hidden ? [] : referencesOf(from, field.rows);
    const { target, required, kind, hidden } = field;
    return target === undefined || kind.derived || hidden
      ? []
      : [{ from, target, required: required === true }];
  });
}

/**
 * Finds the forms that a role may not read, though records refer to them that it may write, those first without which
 * no record can be saved. Who only reads records does without: else each form that is read would ask for others.
 * Organisations are told to everybody who acts for them.
 */
export function unreadTargets(
  grants: readonly Grant[],
  references: readonly Reference[],
  formById: (id: string) => FormOutline | undefined,
): readonly UnreadTarget[] {
  const reads = ({ id, kind }: FormOutline) =>
    id === 'organisation' ||
    grants.some(
      ({ form, actions }) =>
        (form === id || (form === '*' && kind !== 'platform')) &&
        (actions.includes('all') || actions.includes('read')),
    );
  const found = new Map<string, UnreadTarget>();
  for (const { from, target, required } of references) {
    const form = formById(target);
    const grant = grants.find((one) => one.form === from && writes(one));
    // That it cannot read what it makes is told elsewhere.
    if (!form || !grant || target === from || reads(form)) continue;
    const known = found.get(target);
    if (!known || (required && !known.required)) found.set(target, { form, required, grant });
  }
  return [...found.values()].toSorted((a, b) => Number(b.required) - Number(a.required));
}

function writes({ actions }: Grant): boolean {
  return ['all', 'create', 'edit'].some((action) => actions.includes(action));
}

/** The grant to read it, in the organisations of the one whose records refer to it. */
export function readingOf({ form, grant }: UnreadTarget): Grant {
  return {
    form: form.id,
    actions: ['read'],
    moreActions: null,
    scope: grant.scope,
    withheld: [],
    limitedBy: [],
    readable: [],
    writable: [],
  };
}
