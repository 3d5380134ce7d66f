import type { Result } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Language } from '../../../../metadata/common/label.ts';
import type { Field } from '../../../../metadata/field.ts';
import { boolean } from '../../../../metadata/kinds/boolean.ts';
import { optionMeant, optionsOffered } from '../../../../metadata/kinds/common/option.ts';
import { date } from '../../../../metadata/kinds/date.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import { stateWords } from '../../../../metadata/system-members.ts';
import { systemFacts } from '../../../../rules/condition/system-facts.ts';
import { strategy } from '../../../../rules/sharing/index.ts';
import { type Column, deleteCode, idCode, rowCode, say, upperCode } from '../book/column.ts';

const plain: Omit<Column, 'code' | 'name' | 'label' | 'member'> = {
  tone: 'system',
  writable: true,
  secret: false,
  automatic: false,
  typed: true,
  numeric: false,
  moment: false,
  exact: false,
  width: 14,
  format: (value) => String(value),
  parse: (text) => ({ ok: true, value: text.trim() }),
  note: () => [],
};

/** The kinds below read no property of a field. */
const bare = {} as Field;

const yesNo = {
  format: (value: Json, language: Language) => boolean.format(value, bare, language),
  parse: (text: string, language: Language): Result<Json> => boolean.parse(text, bare, language),
  list: (language: Language) => [true, false].map((value) => boolean.format(value, bare, language)),
};

const day = {
  parse: (text: string, language: Language): Result<Json> => date.parse(text, bare, language),
  note: (language: Language) => [say('sheet-note-date', {}, language)],
};

/** The organisation that owns the record, by its number. */
export const orgColumn: Column = {
  ...plain,
  code: 'org',
  name: 'org',
  label: systemFacts.org.label,
  member: 'org',
  format: (value) => (typeof value === 'string' ? value : String((value as JsonObject)['number'] ?? '')),
  note: (language) => [say('sheet-note-org', {}, language)],
};

/** The way of sharing, by its label in either language or its code. */
export function sharingColumn(allowed: readonly SharingStrategy[]): Column {
  const options = allowed.map((name) => ({ value: name, label: strategy(name).label }));
  const labelOf = (value: string) => options.find((one) => one.value === value)?.label;
  return {
    ...plain,
    code: 'sharing',
    name: 'sharing',
    label: systemFacts.sharing.label,
    member: 'sharing',
    format: (value, language) => labelOf(String(value))?.[language] ?? String(value),
    parse: (text) => {
      const found = optionMeant(options, text);
      if (found !== undefined) return { ok: true, value: found };
      const params = { value: text.trim(), ...optionsOffered(options, 'label') };
      return { ok: false, problems: [{ path: '', code: 'not-an-option', params }] };
    },
    list: (language) => options.map(({ label }) => label[language]),
  };
}

/** As lists show whether a record is enabled. */
const states = [
  { value: 'true', label: stateWords.on },
  { value: 'false', label: stateWords.off },
];

export const enabledColumn: Column = {
  ...plain,
  ...yesNo,
  parse: (text, language) => boolean.parse(optionMeant(states, text) ?? text, bare, language),
  code: 'enabled',
  name: 'enabled',
  label: systemFacts.enabled.label,
  member: 'enabled',
  width: 8,
};

export const validFromColumn: Column = {
  ...plain,
  ...day,
  code: 'validFrom',
  name: 'validFrom',
  label: systemFacts.validFrom.label,
  member: 'validFrom',
};

export const validToColumn: Column = {
  ...plain,
  ...day,
  code: 'validTo',
  name: 'validTo',
  label: systemFacts.validTo.label,
  member: 'validTo',
};

/** Key of records that have no other. */
export const idColumn: Column = {
  ...plain,
  code: idCode,
  name: idCode,
  label: systemFacts.id.label,
  member: 'id',
  tone: 'key',
  width: 38,
  note: (language) => [say('sheet-note-id', {}, language)],
};

/** Names a row of entries: its id, or any text of one's own for rows that are new. */
export const rowColumn: Column = {
  ...plain,
  code: rowCode,
  name: rowCode,
  label: { zh: '行标识', en: 'Row' },
  member: 'id',
  width: 10,
  note: (language) => [say('sheet-note-row', {}, language)],
};

/** The row of the upper entries that a row of sub-entries stands in. */
export const upperColumn: Column = {
  ...plain,
  code: upperCode,
  name: upperCode,
  label: { zh: '上级行标识', en: 'Upper row' },
  member: '',
  tone: 'key',
  width: 10,
  note: (language) => [say('sheet-note-upper', {}, language)],
};

export const deleteColumn: Column = {
  ...plain,
  ...yesNo,
  code: deleteCode,
  name: deleteCode,
  label: { zh: '删除', en: 'Delete' },
  member: '',
  width: 8,
  note: (language) => [say('sheet-note-delete', {}, language)],
};
