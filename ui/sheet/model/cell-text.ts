import type { TemplateResult } from 'lit';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { problemText, readTyped, typedText } from '../../fields/read-typed.ts';
import { language } from '../../session/i18n.ts';
import type { Flaw } from './sheet-edits.ts';

/** Shows a value in its cell. Links would take the keys away from the sheet: their targets are told by name. */
export function shownIn(value: Json, field: Field): string | TemplateResult {
  if (severalOf(field)) return pointerName(value);
  if (pointsAt(field) === undefined) {
    const shown = uiKind(field).show(value, field);
    return typeof shown === 'string' || !isTyped(field, value) ? shown : textOf(value, field);
  }
  return isList(value)
    ? value.map((one) => pointerName(one)).join(language() === 'zh' ? '、' : ', ')
    : pointerName(value);
}

/** Answers the text of a value that one edits, copies and pastes. */
export function textOf(value: Json | undefined, field: Field): string {
  return value === undefined || value === null ? '' : typedText(value, field, uiKind(field));
}

export interface Read {
  readonly value: Json;
  readonly flaw: Flaw | null;
}

/** Reads a text as a value; one that is no value is kept as it was written, with a sentence. */
export function readText(text: string, field: Field): Read {
  const read = readTyped(text, field, uiKind(field));
  if (read.ok) return { value: read.value, flaw: null };
  return { value: null, flaw: { text, sentence: read.problems.map(problemText).join(' ') } };
}

/** Id of the form that the values of a field point at. */
export function pointsAt(field: Field): string | undefined {
  return field.target ?? field.inner?.target;
}

/** Answers whether the field takes one value, picked out of a list that typing narrows. */
export function isPickedByTyping(field: Field): boolean {
  return uiKind(field).cell === 'pick' && field.kind.comparison(field) !== 'list';
}

/** Answers whether a text may be typed into the cell as it stands; otherwise its control opens. */
export function isTyped(field: Field, value: Json | undefined): boolean {
  if (field.rows) return false;
  const { cell, isLine } = uiKind(field);
  return cell !== 'open' || (isLine === true && !String(value ?? '').includes('\n'));
}

/** Answers whether the kind has a control that opens over a cell. */
export function opens(field: Field): boolean {
  const { cell, picker } = uiKind(field);
  return cell === 'open' || cell === 'pick' || picker === true;
}

export function isNumber(field: Field): boolean {
  return field.kind.comparison(field) === 'number';
}

/** Answers whether two values are the same to people: picked records are compared by id. */
export function isSameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isObject(a) && isObject(b) && typeof a['id'] === 'string')
    return a['id'] === b['id'] && a['form'] === b['form'];
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
