import type { Result } from '../../common/issue.ts';
import type { Json } from '../../common/json.ts';
import type { Field, Kind } from '../../field.ts';
import { defaultFormula } from '../../formula/default-formula.ts';
import { loneField } from '../../kinds/common/lone-field.ts';
import type { FieldSource } from '../../property/field.ts';

/** A field as the layers left it, and where it stands. */
export interface StatedField {
  readonly kind: Kind;
  readonly source: FieldSource;
  /** It is a field of a row, not of the record. */
  readonly isOfRow: boolean;
}

type Test = (field: StatedField) => boolean;

const isDerived: Test = ({ kind }) => kind.derived;
const isRows: Test = ({ kind }) => kind.requires.includes('fields');
const isSecret: Test = ({ kind }) => kind.secret;

/** People give it values, not the platform alone. */
const isGiven: Test = ({ kind, source }) =>
  !kind.derived || kind.typed?.(loneField(kind, source as Readonly<Record<string, Json>>)) === true;

/** A value of it is picked: an option, or a record of one form. */
const isPicked: Test = ({ kind }) =>
  !kind.derived && ('options' in kind.properties || kind.points === 'about' || kind.points === 'own');

/** Whether fields of a kind can begin with a value that is stated. */
export function mayBegin(kind: Kind): boolean {
  return !(
    kind.derived ||
    kind.secret ||
    kind.holdsFiles ||
    kind.stamped ||
    kind.requires.includes('fields')
  );
}

/** A value that is stated for records to begin with, as it is kept. */
export function beginningOf(field: Field, said: Json): Result<Json> {
  if (mayBegin(field.kind)) return field.kind.read(said, field);
  return { ok: false, problems: [{ path: '', code: 'default-not-possible' }] };
}

const isOnPaper: Test = (field) => !isRows(field) && !isSecret(field);

/** The properties of every kind of field that change something for some fields alone, each with the test of which. */
const users: Readonly<Record<string, Test>> = {
  required: (field) => !isDerived(field),
  readonly: isGiven,
  fixed: isGiven,
  default: ({ kind }) => mayBegin(kind),
  follows: ({ kind, source }) => mayBegin(kind) && defaultFormula(source.default) !== undefined,
  optionsFilter: isPicked,
  carry: (field) => !isDerived(field) && !isRows(field) && !isSecret(field),
  remembers: (field) =>
    !field.isOfRow &&
    isGiven(field) &&
    isOnPaper(field) &&
    !field.kind.holdsFiles &&
    !field.kind.stamped &&
    !field.source.personal,
  ownable: (field) => !field.isOfRow && !isDerived(field) && !field.kind.holdsFiles,
  copied: ({ kind }) => !kind.secret && !kind.stamped && !('pattern' in kind.properties),
  width: (field) => field.isOfRow || !isRows(field),
  printed: isOnPaper,
  printedEmpty: isOnPaper,
  printWidth: isOnPaper,
};

/** Whether a property can change something of a field; one that a kind brings itself always can. */
export function suitsField(property: string, field: StatedField): boolean {
  return users[property]?.(field) ?? true;
}
