import type { Result } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Language } from '../../../../metadata/common/label.ts';
import type { Field } from '../../../../metadata/field.ts';
import { boolean } from '../../../../metadata/kinds/boolean.ts';
import { date } from '../../../../metadata/kinds/date.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import { systemFacts } from '../../../../rules/condition/system-facts.ts';
import { type Column, deleteCode, idCode, rowCode, say, upperCode } from '../book/column.ts';

const both = (word: string) => ({ zh: word, en: word });
const strategyLabels = new Map((systemFacts.sharing.options ?? []).map(({ value, label }) => [value, label]));

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

export function sharingColumn(allowed: readonly SharingStrategy[]): Column {
  return {
    ...plain,
    code: 'sharing',
    name: 'sharing',
    label: systemFacts.sharing.label,
    member: 'sharing',
    format: (value, language) => strategyLabels.get(String(value))?.[language] ?? String(value),
    parse: (text) => {
      const word = text.trim();
      const found = allowed.find((strategy) => {
        const label = strategyLabels.get(strategy);
        return word === strategy || word === label?.zh || word === label?.en;
      });
      if (found) return { ok: true, value: found };
      const options = allowed.map((strategy) => ({ ...(strategyLabels.get(strategy) ?? both(strategy)) }));
      return { ok: false, problems: [{ path: '', code: 'not-an-option', params: { value: word, options } }] };
    },
    list: (language) => allowed.map((strategy) => strategyLabels.get(strategy)?.[language] ?? strategy),
  };
}

export const enabledColumn: Column = {
  ...plain,
  ...yesNo,
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
