import type { Problem, Result } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import { render } from '../../metadata/common/render.ts';
import type { Field } from '../../metadata/field.ts';
import { valueMessages } from '../../metadata/messages/value.ts';
import { language } from '../session/i18n.ts';
import type { UiKind } from './common/ui-kind.ts';

/** Reads a typed text as a value that the server will accept, canonical; an empty text is null. */
export function readTyped(text: string, field: Field, kind: UiKind): Result<Json> {
  if (text.trim() === '') return { ok: true, value: null };
  const parsed = kind.read?.(text, field) ?? field.kind.parse(text, field, language());
  if (!parsed.ok || parsed.value === null) return parsed;
  const read = field.kind.read(parsed.value, field);
  return read.ok ? { ok: true, value: field.kind.write(read.value, field) } : read;
}

/** Answers the text with which a person begins to edit a value. */
export function typedText(value: Json, field: Field, kind: UiKind): string {
  if (value === null) return '';
  return kind.text?.(value, field) ?? field.kind.format(value, field, language());
}

/** The sentence of a problem that a kind found. */
export function problemText({ code, params, message }: Problem): string {
  return message?.[language()] ?? render(valueMessages, code, params ?? {}, language()) ?? code;
}
