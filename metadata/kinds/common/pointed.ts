import { isObject, type Json } from '../../common/json.ts';
import type { Language } from '../../common/label.ts';
import type { Field, Kind, TargetForm } from '../../field.ts';

/** A record with its form, as a reference to one of several forms is stored: `contract/01a1f807-…`. */
export interface Pointed {
  /** Id of the form. */
  readonly form: string;
  readonly id: string;
}

/**
 * @example
 * pointedText({ form: 'contract', id: '01a1f807-e22b-76be-803c-9001ffac1fe0' }) //=> 'contract/01a1f807-e22b-76be-803c-9001ffac1fe0'
 */
export function pointedText({ form, id }: Pointed): string {
  return `${form}/${id}`;
}

/**
 * Cuts a text at its first stroke: no form has one in its id or name, numbers may.
 *
 * @example
 * cutPointed('contract/HT/001') //=> ['contract', 'HT/001']
 */
export function cutPointed(text: string): readonly [form: string, record: string] | undefined {
  const at = text.indexOf('/');
  return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

export function pointedIn(text: string): Pointed | undefined {
  const [form, id] = cutPointed(text) ?? [];
  return form === undefined || id === undefined ? undefined : { form, id };
}

/** Ids of the forms whose records a field's values, or the values it carries, may be. */
export function formsOf({ target, targets, inner }: Field): readonly string[] {
  if (target !== undefined) return [target];
  if (targets) return targets.map(({ id }) => id);
  return inner ? formsOf(inner) : [];
}

/** The forms among which each value chooses its own; undefined: they are all of one, or of none. */
export function severalOf({ targets, inner }: Field): readonly TargetForm[] | undefined {
  return targets ?? inner?.targets;
}

/** The records that a value is, stored or as it travels, each with its form. */
export function pointedAt(field: Field, value: Json | undefined): readonly Pointed[] {
  const items: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  const target = field.target ?? field.inner?.target;
  const isSeveral = severalOf(field) !== undefined;
  return items.flatMap((one) => {
    if (typeof one === 'string' && isSeveral) return pointedIn(one) ?? [];
    const { form = target, id } = (isObject(one) ? one : { id: one }) as { form?: Json; id?: Json };
    return typeof form === 'string' && typeof id === 'string' ? [{ form, id }] : [];
  });
}

/** What forms are called, one after the other. */
export function formsInWords(targets: readonly TargetForm[]): { readonly zh: string; readonly en: string } {
  const names = (language: Language) => targets.map(({ label }) => label[language]);
  return { zh: names('zh').join('、'), en: names('en').join(', ') };
}

/** The form that is meant by its id, by today's name, or by what it is called; ids come first, since they are stored. */
export function formMeant(targets: readonly TargetForm[], said: string): TargetForm | undefined {
  const called = targets.filter(({ label }) => label.zh === said || label.en === said);
  return (
    targets.find(({ id }) => id === said) ??
    targets.find(({ name }) => name === said) ??
    (called.length === 1 ? called[0] : undefined)
  );
}

/**
 * The forms that a field points at, by the property of another kind that it becomes one of: `form` of a reference,
 * `forms` of a reference to one of several, where what is stored goes on. Nothing where one of both points at none.
 */
export function formsSaidAs(
  next: Pick<Kind, 'points' | 'requires'>,
  { form, forms }: { readonly form?: Json; readonly forms?: Json },
): { readonly form?: string; readonly forms?: readonly string[] } {
  if (next.points === 'several' && typeof form === 'string') return { forms: [form] };
  const [first] = Array.isArray(forms) ? (forms as readonly Json[]) : [];
  return next.points === 'about' && typeof first === 'string' ? { form: first } : {};
}
