import { isEmptyValue, type Json } from '../../../../metadata/common/json.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import { inItsCurrency, valuesByName } from '../../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../../metadata/field.ts';
import type { Form } from '../../../../metadata/model.ts';
import {
  isSystemMember,
  type SystemMember,
  stateLabelBeside,
  stateWords,
  systemMembers,
} from '../../../../metadata/system-members.ts';
import { namedByRows } from '../../../../metadata/where-fits.ts';
import { strategies } from '../../../../rules/sharing/index.ts';
import type { Call } from '../../../call/call.ts';
import type { WireRecord } from '../../../storage/store/record/store.ts';
import { fieldColumn } from '../columns/field-column.ts';
import { daySeen, momentSeen, numberSeen } from './seen-cell.ts';
import { pointedName, seenText } from './seen-text.ts';
import type { TableCell } from './table-file.ts';

/** A column of a list as people read it. */
export interface SeenColumn {
  readonly name: string;
  readonly label: Label;
  readonly width: number;
  /** Whether sheets reckon with its cells: numbers, days and moments. */
  readonly numeric: boolean;
  /** Absent: a member that every record has. */
  readonly field?: Field;
  read(record: WireRecord): TableCell;
}

/** Who reads, and by which clock. */
interface Reader {
  readonly call: Call;
  readonly zone: string;
}

/** By a name that the list knows. */
export function seenColumn(form: Form, name: string, reader: Reader): SeenColumn {
  const field = form.byName.get(name);
  if (field) return ofField(form, field, reader);
  if (!isSystemMember(name)) throw new Error(`no column ${name}`);
  return ofMember(form, name, reader);
}

function ofField(form: Form, field: Field, { call, zone }: Reader): SeenColumn {
  const { name, label, kind, rows } = field;
  const { language, served } = call;
  const isNamed = namedByRows([], field) !== undefined;
  const comparison = rows ? (isNamed ? 'reference' : 'number') : kind.comparison(field);
  const column = fieldColumn(field, { model: served.model, writable: false });
  const readers: Partial<Record<typeof comparison, (value: Json, record: WireRecord) => TableCell>> = {
    date: (value) => daySeen(String(value)),
    datetime: (value) => momentSeen(String(value), zone),
    number: (value, record) => {
      if (rows) return Array.isArray(value) ? String(value.length) : null;
      return numberSeen(String(value), inItsCurrency(field, valuesByName(record, form)));
    },
  };
  const read = readers[comparison];
  return {
    name,
    label,
    field,
    numeric: read !== undefined,
    width: Math.max(column.width, widths[comparison] ?? 0),
    read(record) {
      const value = record[name];
      if (value === undefined || isEmptyValue(value)) return null;
      return read ? read(value, record) : seenText(value, field, column, language);
    },
  };
}

const widths: Readonly<Partial<Record<string, number>>> = { number: 16, datetime: 18, reference: 24 };

function ofMember(form: Form, name: SystemMember, { call: { language }, zone }: Reader): SeenColumn {
  const { label, comparison } = systemMembers[name];
  const isTime = comparison === 'datetime' || comparison === 'date';
  return {
    name,
    label: name === 'enabled' ? stateLabelBeside(form.fields) : label,
    numeric: isTime || comparison === 'number',
    width: 18,
    read(record) {
      const value = record[name];
      if (value === undefined || isEmptyValue(value)) return null;
      if (comparison === 'datetime') return momentSeen(String(value), zone);
      if (comparison === 'date') return daySeen(String(value));
      if (comparison === 'reference') return pointedName(value, language);
      if (name === 'enabled') return stateWords[value === true ? 'on' : 'off'][language];
      const strategy = strategies.find((one) => one.name === value);
      return strategy ? strategy.label[language] : String(value);
    },
  };
}
