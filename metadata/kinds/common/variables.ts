import type { Result } from '../../common/issue.ts';
import { isObject } from '../../common/json.ts';
import type { Label } from '../../common/label.ts';
import { nearNames } from '../../common/near-names.ts';
import type { Field, FieldSet } from '../../field.ts';
import { isVirtual } from '../../virtual.ts';
import { accepted, isList, problem, refused } from './reading.ts';

const variable = /\[&([^[\]&]*)&\]/g;
const named = /^[\p{L}$][^[\]&]*$/u;

/** Checks that every `[&` is closed and holds a name. */
export function checkVariables(text: string): Result<string> {
  for (const [, inside] of text.matchAll(variable)) {
    if (!named.test(inside?.trim() ?? '')) return refused('template-variable', { variable: inside ?? '' });
  }
  const rest = text.replace(variable, '');
  return rest.includes('[&') || rest.includes('&]') ? refused('template-open') : accepted(text);
}

/** `[&buyerName&] 的发票` with every variable replaced; what `replace` does not know stays as it is written. */
export function replaceVariables(text: string, replace: (name: string) => string | undefined): string {
  return text.replace(variable, (whole, inside: string) => replace(inside.trim()) ?? whole);
}

/** Stands in a text for a list, where the text has room for one: `[&发票列表&]`. */
export type Slot = {
  readonly name: string;
  readonly label: Label;
};

export function slotsOf({ props }: Field): readonly Slot[] {
  const slots = props['slots'];
  // The schema of the kind has judged them.
  return isList(slots) ? (slots.filter(isObject) as unknown as readonly Slot[]) : [];
}

/** Finds the field or slot that a variable names: by id or name, or by its label in either language. */
export function variableOf(
  written: string,
  shape: FieldSet,
  slots: readonly Slot[],
): { readonly id: string; readonly list: boolean } | undefined {
  const slot = slots.find(({ name, label }) => name === written || isCalled(label, written));
  if (slot) return { id: slot.name, list: false };
  const [first = '', ...rest] = written.split('.');
  const top = shape.byId.get(first) ?? shape.byName.get(first) ?? calledSo(shape, first);
  if (!top) {
    const whole = calledSo(shape, written);
    return whole && { id: whole.id, list: isListed(whole) };
  }
  // A field behind a reference is known by the reference.
  if (rest.length === 0 || !isListed(top)) return { id: [top.id, ...rest].join('.'), list: isListed(top) };
  return { id: written, list: true };
}

function isListed({ rows }: Field): boolean {
  return rows !== undefined;
}

function calledSo(shape: FieldSet, written: string): Field | undefined {
  return shape.fields.find(({ label, hidden, kind }) => !hidden && !kind.secret && isCalled(label, written));
}

function isCalled({ zh, en }: Label, written: string): boolean {
  return zh === written || en.toLowerCase() === written.toLowerCase();
}

/** Finds the problems of the variables in a text about records of a form; `kept`: as they are stored. Default: as they are read. */
export function variableProblems(text: string, shape: FieldSet, slots: readonly Slot[], as?: 'kept') {
  return [...text.matchAll(variable)].flatMap(([, inside = '']) => {
    const written = inside.trim();
    const found = variableOf(written, shape, slots);
    if (found?.list) return [problem('template-list', { variable: written })];
    const field = found && shape.byId.get(found.id.split('.')[0] ?? '');
    if (as === 'kept' && field && isVirtual(field))
      return [problem('field-not-kept', { label: { ...field.label } })];
    if (found) return [];
    return [
      problem('template-unknown', { variable: written, near: nearNames(written, namesOf(shape, slots)) }),
    ];
  });
}

function namesOf(shape: FieldSet, slots: readonly Slot[]): readonly string[] {
  const called = [
    ...slots,
    ...shape.fields.filter((field) => !isListed(field) && !field.hidden && !field.kind.secret),
  ];
  return called.flatMap(({ name, label }) => [label.zh, label.en, name]);
}
