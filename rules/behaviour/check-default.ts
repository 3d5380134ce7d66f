import type { Json } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { formsOf } from '../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../metadata/model.ts';
import { systemMembers } from '../../metadata/system-members.ts';
import { type Fact, resolveFact } from '../condition/scope.ts';
import type { ConditionPlace, FormContext } from './condition-place.ts';
import type { FormIssues } from './form-issues.ts';

interface Checking {
  readonly issues: FormIssues;
  readonly known: FormContext;
}

/**
 * The call, or a field beside it or of the record above, of the same comparison; what is behind a reference is carried.
 */
export function checkDefault(field: Field, { scope }: ConditionPlace, { issues, known }: Checking): void {
  const path = factOf(field.default);
  if (path === undefined) return;
  const fact = resolveFact(path, scope);
  const compared = field.kind.comparison(field);
  const plain =
    fact !== undefined &&
    path !== '$new' &&
    !fact.via &&
    fact.entries.length === 0 &&
    fact.root !== 'row' &&
    fact.root !== 'setting';
  // This moment is a day and a time as well.
  const moment = path === '$now' && (compared === 'date' || compared === 'time');
  const person = compared === 'reference' ? persons[path] : undefined;
  if (plain && (fact.comparison === compared || person || moment)) {
    const forms = person ?? formsAt(fact);
    if (pointsAlike(field, forms)) return;
    const named = (ids: readonly string[]) => ids.map((id) => labelOf(known, id));
    const params = {
      field: field.path,
      fact: path,
      forms: named(forms),
      expected: named(formsOf(field)),
    };
    issues.report('default-fact-form', `fields/${field.path}/default`, params);
    return;
  }
  issues.report('default-fact', `fields/${field.path}/default`, { field: field.path, fact: path });
}

/** The forms of whoever asks, where a reference begins as them. */
const persons: Readonly<Record<string, readonly string[]>> = { $org: ['organisation'], $user: ['user'] };

/** The forms whose records a fact may be. */
function formsAt({ member }: Fact): readonly string[] {
  if ('field' in member) return formsOf(member.field);
  return 'system' in member ? [systemMembers[member.system].target ?? []].flat() : [];
}

/** Tells whether every record that it may begin as is one that the field may hold. */
function pointsAlike(field: Field, forms: readonly string[]): boolean {
  const own = formsOf(field);
  if (own.length === 0 || forms.length === 0) return own.length === forms.length;
  return forms.every((form) => own.includes(form));
}

function labelOf(known: FormContext, form: string): Json {
  const found = known.target(form);
  return found && 'label' in found ? { ...(found as Form).label } : form;
}

/** The path of what a default begins as, where it says another fact. */
export function factOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'fact') return undefined;
  return String((value as { readonly fact: unknown }).fact);
}
