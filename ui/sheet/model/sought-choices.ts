import type { Field } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { isPickedByTyping, pointsAt } from './cell-text.ts';
import type { Choice } from './sheet-choices.ts';

/** Answers whether typing in a cell narrows down a list: of its choices, or of those for the last of several. */
export function seeks(field: Field | undefined): field is Field {
  return field !== undefined && (isPickedByTyping(field) || takesSeveral(field));
}

/** Answers whether several are typed into the cell, one after the other. */
function takesSeveral(field: Field): boolean {
  const isListed = field.options !== undefined || pointsAt(field) !== undefined;
  return isListed && uiKind(field).cell === 'pick' && !isPickedByTyping(field);
}

/** What is sought by a text; of several it is the last one. */
export function soughtIn(text: string, field: Field | undefined): string {
  return field && takesSeveral(field) ? text.slice(text.search(last)) : text;
}

/** The text of several once a choice stands for the last of them; undefined: the cell takes one. */
export function withChoice(
  { text, note }: Choice,
  typed: string,
  field: Field | undefined,
): string | undefined {
  return field && takesSeveral(field) ? typed.slice(0, typed.search(last)) + (note ?? text) : undefined;
}

const last = /[^,，、;；\n]*$/;
