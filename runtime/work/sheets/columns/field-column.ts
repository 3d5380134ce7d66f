import type { Problem, Result } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Language } from '../../../../metadata/common/label.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import { currencyCode, currencySaid } from '../../../../metadata/currency/currency-of.ts';
import type { Comparison, Field } from '../../../../metadata/field.ts';
import type { Model } from '../../../../metadata/model.ts';
import type { Compiled } from '../../../../rules/condition/compiled.ts';
import { type SentenceReader, sentenceReader } from '../../../../rules/condition/read-sentence.ts';
import { renameCondition } from '../../../../rules/condition/rename.ts';
import type { Scope } from '../../../../rules/condition/scope.ts';
import { type Column, say } from '../book/column.ts';
import { fileColumn } from './file-cells.ts';

const widest = 40;
const mostListed = 200;

interface Use {
  readonly model: Model;
  readonly writable: boolean;
  /** Part of the natural key. */
  readonly key?: boolean;
}

/** A field as a column: the kind knows text, this knows sheets. */
export function fieldColumn(field: Field, { model, writable, key = false }: Use): Column {
  const { kind, inner: own = field } = field;
  const comparison = kind.comparison(field);
  const required = field.required === true;
  return {
    code: field.id,
    name: field.name,
    ...(field.aliases ? { aliases: field.aliases } : {}),
    label: field.label,
    member: field.name,
    tone: key ? 'key' : writable ? (required ? 'required' : 'plain') : 'derived',
    writable,
    secret: kind.secret,
    automatic: kind.derived,
    typed: !kind.derived || field.props['editable'] === true,
    numeric: comparison === 'number',
    ...(currencySaid(field) === undefined ? {} : { amounts: field }),
    moment: comparison === 'datetime',
    exact: comparison === 'text' && !field.options,
    width: Math.min(
      widest,
      Math.max(12, field.label.zh.length * 2 + 4, Math.trunc(field.label.en.length * 1.2) + 2),
    ),
    format: (value, language) =>
      kind.secret ? '' : kind.format(key ? withoutName(value) : value, field, language),
    parse: (text, language) => orFormer(kind.parse(text, field, language), text, field),
    ...(kind.secret ? {} : conditionText(field, model)),
    ...(kind.holdsFiles ? fileColumn(field) : {}),
    ...(own.target !== undefined || own.targets ? { points: formOf(own) } : {}),
    ...(writable ? listOf(field, comparison === 'boolean') : {}),
    note: (language) => notes(field, writable, required || key, language),
  };
}

/** What no text of the kind is may be the value of a former kind: the record says whether it stands there. */
function orFormer(read: Result<Json>, text: string, field: Field): Result<Json> {
  const mayStand = field.formerKinds && field.kind.column(field)?.type === 'text';
  return read.ok || !mayStand ? read : { ok: true, value: text.trim() };
}

/** Names are not unique: in a key, a record without a number stands by its id. */
function withoutName(value: Json): Json {
  return isObject(value) && 'name' in value ? { ...(value as JsonObject), name: null } : value;
}

function listOf(field: Field, yesNo: boolean): Pick<Column, 'list'> {
  const { kind, options } = field;
  if (yesNo) return { list: (language) => [true, false].map((value) => kind.format(value, field, language)) };
  const offered = options?.filter(({ hidden }) => !hidden) ?? [];
  // A cell of several cannot be picked from a drop-down.
  if (offered.length === 0 || offered.length > mostListed || kind.comparison(field) === 'list') return {};
  return { list: (language) => offered.map(({ value }) => kind.format(value, field, language)) };
}

/** The form of a record that a cell names: one of several is said beside it. */
function formOf({ target }: Field): NonNullable<Column['points']> {
  return (value) =>
    target ?? (isObject(value) && typeof value['form'] === 'string' ? value['form'] : undefined);
}

function notes(field: Field, writable: boolean, required: boolean, language: Language): readonly string[] {
  if (!writable) return [say('sheet-note-derived', {}, language)];
  const { kind, options, help } = field;
  const code = currencyCode(field);
  const several = kind.comparison(field) === 'list' ? [say('sheet-note-several', {}, language)] : [];
  const choices =
    options?.filter(({ hidden }) => !hidden).map(({ value, label }) => `${label[language]} (${value})`) ?? [];
  const offered =
    choices.length > 0 && choices.length <= 30
      ? [say('sheet-note-options', { options: choices }, language)]
      : [];
  return [
    ...(required ? [say('sheet-note-required', {}, language)] : []),
    ...(help ? [help[language]] : []),
    ...format(field, language),
    ...(code === undefined ? [] : [say('sheet-note-currency', { currency: code }, language)]),
    ...several,
    ...offered,
    ...(kind.secret ? [say('sheet-note-secret', {}, language)] : []),
  ];
}

/** By how values compare, since that is what a cell has to look like. */
function format(field: Field, language: Language): readonly string[] {
  const { kind, target } = field;
  if (kind.about === 'facts') return [say('sheet-note-condition', {}, language)];
  if (target !== undefined) return [say('sheet-note-number-of', {}, language)];
  if (kind.holdsFiles) return [say('sheet-note-files', {}, language)];
  const code = formats[kind.comparison(field)];
  if (code !== undefined) return [say(code, {}, language)];
  const written = kind.column(field)?.type === 'json' && kind.comparison(field) === 'none';
  return written ? [say('sheet-note-json', {}, language)] : [];
}

const formats: Partial<Record<Comparison, string>> = {
  date: 'sheet-note-date',
  datetime: 'sheet-note-datetime',
  time: 'sheet-note-time',
};

/**
 * Conditions stand in sheets as sentences. Where a sentence could mean two things, or none is found, the cell has the
 * JSON instead: what was exported always comes back as what it was.
 */
function conditionText(field: Field, model: Model): Pick<Column, 'format' | 'parse'> | undefined {
  if (field.kind.about !== 'facts') return undefined;
  const shape = model.formsById.get(String(field.props['facts']));
  if (!shape) return undefined;
  const scope: Scope = { shape, target: (id) => model.formsById.get(id) };
  const readers = new Map<Language, SentenceReader>();
  const readerOf = (language: Language): SentenceReader => {
    const known = readers.get(language) ?? sentenceReader(scope, language);
    readers.set(language, known);
    return known;
  };
  const renamed = (value: Json, to: 'toIds' | 'toNames') => renameCondition(value as Condition, scope, to);
  const accepted = ({ condition }: Compiled): Result<Json> => ({
    ok: true,
    value: renamed(condition, 'toNames'),
  });
  return {
    format(value, language) {
      const sentence = isObject(value) ? readerOf(language).write(renamed(value, 'toIds')) : undefined;
      return sentence === undefined || isWritten(sentence) ? JSON.stringify(value) : sentence;
    },
    parse(text, language) {
      if (isWritten(text)) return field.kind.parse(text, field, language);
      const own = readerOf(language).read(text);
      if (own.ok) return accepted(own.value);
      const read = readerOf(language === 'zh' ? 'en' : 'zh').read(text);
      if (read.ok) return accepted(read.value);
      return restOf(read) < restOf(own) ? read : own;
    },
  };
}

function isWritten(text: string): boolean {
  return text.trimStart().startsWith('{');
}

/** Counts the characters that were not understood: the language that was understood further was meant. */
function restOf({ problems }: { readonly problems: readonly Problem[] }): number {
  const rest = problems[0]?.params?.['left'];
  return typeof rest === 'number' ? rest : 0;
}
