import type { Result } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import { isSeveral, type Param, readParamValue } from '../../metadata/kinds/common/param-value.ts';

/**
 * A parameter's value as other systems spell it. The text is kept as written; this is what it means.
 * Null: the text is empty, which is the same as not set where the parameter says nothing else.
 */
export function readRaw(text: string, param: Param, key: string): Result<Json | null> {
  const { raw = {} } = param;
  if (text.trim() === '') return { ok: true, value: raw.empty ?? null };
  if (raw.on === 'key') return { ok: true, value: text.trim() === key };
  const named = spelt(text, raw.values) ?? spelt(text.trim(), raw.values);
  if (named !== undefined) return { ok: true, value: named };
  const other = raw.values?.['*'];
  if (other !== undefined) return { ok: true, value: other };
  const read: Result<Json> =
    raw.values === undefined || raw.reads === true
      ? readByKind(text, param)
      : { ok: false, problems: [{ path: '', code: 'raw-not-known', params: { text, known: known(param) } }] };
  return read.ok || raw.unreadable === undefined ? read : { ok: true, value: raw.unreadable };
}

/** Writes a value for other systems; null: no text says it, only taking the setting away does. */
export function writeRaw(value: Json, param: Param, key: string): string | null {
  const { raw = {} } = param;
  if (raw.on === 'key') return value === true ? key : null;
  for (const [text, stated] of Object.entries(raw.values ?? {})) {
    if (text !== '*' && isSame(stated, value)) return text;
  }
  const other = raw.values?.['*'];
  if (other !== undefined) return isSame(other, value) ? anyOther(value, raw.values ?? {}) : null;
  if (raw.values !== undefined && raw.reads !== true) return null;
  const { separator } = raw;
  if (separator === undefined) return written(value, param);
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const texts = isSeveral(param) ? items.map((item) => written(item, param)) : items.map(String);
  return texts.length === 0 ? null : texts.join(separator);
}

function readByKind(text: string, param: Param): Result<Json> {
  const { field, raw } = param;
  const separator = raw?.separator;
  if (separator === undefined) {
    const wire = field.kind.parse(text, field, 'zh');
    return wire.ok ? readParamValue(wire.value, param) : wire;
  }
  const words = text
    .split(separator)
    .map((word) => word.trim())
    .filter(Boolean);
  if (!isSeveral(param)) return readParamValue(words, param);
  const values: Json[] = [];
  for (const [at, word] of words.entries()) {
    const wire = field.kind.parse(word, field, 'zh');
    if (!wire.ok) return { ok: false, problems: wire.problems.map((one) => ({ ...one, path: `/${at}` })) };
    values.push(wire.value);
  }
  return readParamValue(values, param);
}

/** An option by its value: labels are for people, and change. */
function written(value: Json, { field }: Param): string {
  if (field.options) return [value].flat().map(String).join(',');
  return field.kind.format(field.kind.write(value, field), field, 'zh');
}

/** `1` for yes and `0` for no, or whatever text has no meaning of its own. */
function anyOther(value: Json, values: Readonly<Record<string, Json>>): string | null {
  const wanted = typeof value === 'boolean' ? [value ? '1' : '0', value ? 'on' : 'off'] : ['0', '1', '-'];
  return wanted.find((text) => !Object.hasOwn(values, text)) ?? null;
}

function spelt(text: string, values: Readonly<Record<string, Json>> | undefined): Json | undefined {
  return text !== '*' && values && Object.hasOwn(values, text) ? values[text] : undefined;
}

function known({ raw }: Param): readonly string[] {
  return Object.keys(raw?.values ?? {});
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
