import { formsOf } from '../../metadata/kinds/common/pointed.ts';
import type { Label } from '../common/label.ts';
import type { Field, FieldSet } from '../field.ts';
import { holdsFiles } from '../kinds/common/file-value.ts';
import { textProp } from '../kinds/common/prop.ts';
import type { Slot } from '../kinds/common/variables.ts';
import type { PrintSource } from '../print-source.ts';
import { isSystemMember, systemMembers } from '../system-members.ts';

/** The words that every template may use beside fields: of the call that prints. */
const callSlots: readonly Slot[] = [
  { name: '$today', label: { zh: '打印日期', en: 'Print date' } },
  { name: '$user', label: { zh: '打印人', en: 'Printed by' } },
  { name: '$org', label: { zh: '打印组织', en: 'Printed for' } },
];

/** All that the variables of a template may name beside fields. */
export function printSlots({ values = [] }: PrintSource): readonly Slot[] {
  return [...callSlots, ...values.map(({ name, label }) => ({ name, label }))];
}

/** What a path of a template leads to: a field, with its entries where it is in rows, or a member that records have. */
export interface PrintField {
  readonly label: Label;
  /** Absent: a member that every record has. */
  readonly field?: Field;
  /** Name or number of the record that the field points at. */
  readonly through?: string;
}

const named: ReadonlySet<string> = new Set(['number', 'name']);

/** Finds what a path by ids leads to within a record or a row; undefined: nothing that can be printed. */
export function printField(shape: FieldSet, path: string): PrintField | undefined {
  const [id = '', through, ...more] = path.split('.');
  const field = shape.byId.get(id);
  if (!field) return isSystemMember(path) && path !== 'id' ? { label: systemMembers[path].label } : undefined;
  if (field.rows || field.kind.secret || more.length > 0) return undefined;
  if (through === undefined) return { field, label: field.label };
  const points = formsOf(field).length > 0;
  return points && named.has(through) ? { field, through, label: field.label } : undefined;
}

/** Whether a field says of itself that it is on no paper. */
export function isUnprinted({ field }: PrintField): boolean {
  return field?.printed === false;
}

/** Whether what stands there is a number that can be added up. */
export function isNumber({ field, through }: PrintField): boolean {
  return field !== undefined && through === undefined && field.kind.comparison(field) === 'number';
}

/** Whether what stands there is an amount of money. */
export function isAmount({ field, through }: PrintField): boolean {
  return field !== undefined && through === undefined && (field.inner ?? field).kind.name === 'money';
}

/** More digits than these are a ratio, and no amount. */
const mostDigits = 4;

/** Digits after the point of a number that is computed, as an amount is; undefined: it is none. */
export function computedDigits({ field, through }: PrintField): number | undefined {
  // What is taken from another record is no amount of this one.
  const isMade = field?.kind.derived && textProp(field, 'from') === undefined;
  const inner = isMade ? field.inner : undefined;
  if (!inner || through !== undefined || inner.kind.name !== 'decimal') return undefined;
  const { scale, whole } = inner.props;
  if (whole === true) return 0;
  return typeof scale === 'number' && scale > 0 && scale <= mostDigits ? scale : undefined;
}

/** Everything of a record or a row that can be printed, by path; references by number and name, too. */
export function printPaths(shape: FieldSet): readonly (PrintField & { readonly path: string })[] {
  const own = shape.fields.flatMap((field) => {
    const points = formsOf(field).length > 0;
    return [field.id, ...(points ? [...named].map((through) => `${field.id}.${through}`) : [])];
  });
  return [...own, ...Object.keys(systemMembers)].flatMap((path) => {
    const found = printField(shape, path);
    return found ? [{ ...found, path }] : [];
  });
}

/** Finds the field of files that an image block names by its path: of the record, or of its rows (`lines.photo`). */
export function pictureField(shape: FieldSet, path: string): Field | undefined {
  const [first = '', ...inner] = path.split('.');
  const field = shape.byId.get(first);
  if (!field || !holdsFiles(field)) return undefined;
  if (inner.length === 0) return field.rows ? undefined : field;
  return field.rows && pictureField(field.rows, inner.join('.'));
}

/** Every field of a record whose pictures can be printed, by path; those of rows behind the label of their rows. */
export function picturePaths(
  shape: FieldSet,
): readonly { readonly path: string; readonly labels: readonly Label[] }[] {
  return shape.fields.filter(holdsFiles).flatMap(({ id, label, rows }) =>
    rows
      ? picturePaths(rows).map(({ path, labels }) => ({
          path: `${id}.${path}`,
          labels: [label, ...labels],
        }))
      : [{ path: id, labels: [label] }],
  );
}
