import { isObject, type Json } from './json.ts';
import type { Label } from './label.ts';

/** Readers of JSON that nobody judged: a value of another sort counts as none. */
export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** A text that says something. */
export function filledText(value: Json | undefined): string | null {
  return textOf(value) || null;
}

export function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The one of these words that stands there. */
export function wordOf<const W extends readonly string[]>(
  words: W,
  value: Json | undefined,
): W[number] | undefined {
  return words.find((word) => word === value);
}

/** A record as another one refers to it. */
interface RecordPointer {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
}

/** A record that is referred to; null: none, or one that is not to be seen. */
export function pointerOf(value: Json | undefined): RecordPointer | null {
  const id = isObject(value) ? textOf(value['id']) : null;
  if (!isObject(value) || id === null) return null;
  return { id, number: textOf(value['number']), name: textOf(value['name']) };
}

/** Reads a label in both languages; one that is given in a single language is used for both. */
export function labelOf(value: Json | undefined): Label | null {
  if (!isObject(value)) return null;
  const [zh, en] = [textOf(value['zh']), textOf(value['en'])];
  return zh === null && en === null ? null : { zh: zh ?? en ?? '', en: en ?? zh ?? '' };
}
