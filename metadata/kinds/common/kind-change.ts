import type { Json } from '../../common/json.ts';
import type { Column, Field } from '../../field.ts';
import { formsOf, severalOf } from './pointed.ts';

/**
 * What becomes of stored values where a field becomes another one:
 * `stays` as they are; `unread`: the same, where the new kind may not take all of them; `as-text`; `read` as the new kind
 * spells them; `one` of several; `list` of one; `labels` of options; `numbers` of records; `midnight` of the day; the `day`
 * or the `clock` of a moment; `made` anew by the platform; `hidden`, since the new kind keeps nothing; `none` to keep, since
 * the old one kept nothing; `unfit`.
 */
export const kindOutcomes = [
  ...(['stays', 'unread', 'as-text', 'read', 'one', 'list', 'labels'] as const),
  ...(['numbers', 'midnight', 'day', 'clock', 'made', 'hidden', 'none', 'unfit'] as const),
] as const;

export type KindOutcome = (typeof kindOutcomes)[number];

/** The outcome for the values of a field, by what both keep; the new one may stand in no form yet. */
export function kindOutcome(from: Field, to: Field): KindOutcome {
  const was = from.kind.column(from);
  if (from.rows || !was) return 'none';
  // One whose values are those of another field has no column before it stands in a form.
  if (to.kind.inner) return 'made';
  const is = to.kind.column(to);
  if (!is) return 'hidden';
  if (offers(from) && isPlainText(to, is)) return 'labels';
  if (offers(from) && to.kind.points === 'about') return 'numbers';
  if (severalOf(to) && from.target !== undefined && formsOf(to).includes(from.target))
    return isListOfChosen(from) ? 'one' : 'read';
  if (from.kind.secret !== to.kind.secret || targetOf(from) !== targetOf(to)) return 'unfit';
  const [several, many] = [isListOfChosen(from), isListOfChosen(to)];
  if (several && many) return from.kind === to.kind ? 'stays' : 'unread';
  if (many) return isSingle(from, was) ? 'list' : 'unfit';
  if (several) return isSingle(to, is) ? 'one' : 'unfit';
  if (was.type === 'json' || is.type === 'json')
    return was.type === is.type && from.kind === to.kind ? 'stays' : 'unfit';
  return ofColumns(was, is, to);
}

/** Characters that a number, a day or a moment takes as a text, at most. */
const spelt = 40;

function ofColumns(was: Column, is: Column, to: Field): KindOutcome {
  if (was.type === is.type) return readsAll(to, was, is) ? 'stays' : 'unread';
  if (is.type === 'text' && was.type !== 'id')
    return is.length >= spelt && to.kind.read('—', to).ok ? 'as-text' : 'read';
  if (was.type === 'text') return is.type === 'id' ? 'unfit' : 'read';
  if (was.type === 'date' && is.type === 'datetime') return 'midnight';
  if (was.type === 'datetime' && is.type === 'date') return 'day';
  if (was.type === 'datetime' && is.type === 'time') return 'clock';
  if (was.type === 'integer' && is.type === 'decimal') return 'unread';
  if (was.type === 'boolean' && is.type === 'integer') return 'stays';
  return was.type === 'decimal' && is.type === 'integer' ? 'read' : 'unfit';
}

/** Whether the new kind takes every value that the old column may have. */
function readsAll(to: Field, was: Column, is: Column): boolean {
  if (to.options !== undefined || 'options' in to.kind.properties) return false;
  if (is.type === 'text' && was.type === 'text') return is.length >= was.length && to.kind.read('—', to).ok;
  if (is.type === 'decimal' && was.type === 'decimal')
    return is.scale >= was.scale && is.precision - is.scale >= was.precision - was.scale;
  return true;
}

function offers({ kind }: Field): boolean {
  return 'options' in kind.properties;
}

function isPlainText(to: Field, is: Column): boolean {
  return is.type === 'text' && !offers(to) && !severalOf(to) && !to.kind.secret && !to.kind.derived;
}

function targetOf({ kind, target, props }: Field): Json | undefined {
  if (target !== undefined || kind.points === undefined) return target;
  return kind.points === 'about' && kind.about !== undefined ? props[kind.about] : 'own';
}

function isListOfChosen(field: Field): boolean {
  return (offers(field) || field.kind.points !== undefined) && field.kind.comparison(field) === 'list';
}

/** Answers whether a value is one option, text or record. */
function isSingle(field: Field, { type }: Column): boolean {
  return field.kind.points === undefined ? type === 'text' : type === 'id';
}
