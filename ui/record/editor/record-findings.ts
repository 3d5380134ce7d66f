import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import { answeredMembers, membersWith } from '../../../metadata/system-members.ts';
import type { UnsavedRecord } from '../../fields/common/ui-kind.ts';
import { isRemark } from '../../fields/is-remark.ts';
import type { FormModel } from '../../model/form-model.ts';

/** The members that the platform keeps of a record, which are not the form's to change. */
const kept: ReadonlySet<string> = new Set([
  ...membersWith(({ made }, name) => made || name === 'enabled'),
  ...answeredMembers,
]);

/** A record as it would be sent to be saved, with another value in one place. */
export function unsavedRecord(edited: JsonObject, name: string, value: Json): UnsavedRecord {
  const { id } = edited;
  const said = Object.entries(edited).filter(([member]) => !kept.has(member) && !member.startsWith('$'));
  return {
    record: { ...Object.fromEntries(said), [name]: value },
    ...(typeof id === 'string' ? { id } : {}),
  };
}

/** Something that is wrong or odd, where it stands. */
export interface Finding {
  /** JSON Pointer by names: `/lines/3/rate`. */
  readonly path: string;
  readonly text: string;
  readonly severity: 'error' | 'warning';
}

/** A typed text that is no value. */
export interface Flaw {
  readonly sentence: string;
  /** Undefined: it is nobody's to keep, or stands in rows. */
  readonly text?: string | undefined;
  /** Pointers below its path: the cells it stands in, if it is about rows. */
  readonly cells: () => readonly string[];
}

/** What the form's own behaviour says of a record. */
interface Judged {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly say: (problem: Problem) => string;
}

/** Each finding once: what is typed wrongly, what the server said, and of places without either what the form says. */
export function findingsOf(
  flaws: ReadonlyMap<string, Flaw>,
  answered: readonly FieldProblem[],
  { problems, warnings, say }: Judged,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  const add = (path: string, text: string, severity: Finding['severity']) => {
    const key = `${severity} ${path} ${text}`;
    if (!found.has(key)) found.set(key, { path, text, severity });
  };
  for (const [path, { sentence }] of flaws) add(path, sentence, 'error');
  for (const { path, message, severity } of answered) add(path, message, severity ?? 'error');
  const taken = new Set([...found.values()].map(({ path }) => path));
  for (const [path, { cells }] of flaws) for (const cell of cells()) taken.add(`${path}/${cell}`);
  for (const problem of problems) if (!taken.has(problem.path)) add(problem.path, say(problem), 'error');
  for (const problem of warnings) add(problem.path, say(problem), 'warning');
  return [...found.values()];
}

/** Warnings of a save; what is worth knowing and nothing to mend is said by the rule check alone. */
export function worthSaying(warnings: unknown): readonly FieldProblem[] {
  const all = Array.isArray(warnings) ? (warnings as readonly FieldProblem[]) : [];
  return all.filter(({ code }) => !isRemark(code));
}

/**
 * As one reads the form: field by field, and of rows from the first on; what is about the record as a whole comes
 * first.
 */
export function inReadingOrder(findings: readonly Finding[], form: FormModel): readonly Finding[] {
  const order = fieldOrder(form);
  return [...findings].sort((a, b) => placeOf(a.path, order) - placeOf(b.path, order));
}

const orders = new WeakMap<FormModel, ReadonlyMap<string, number>>();

/** Names of fields in the order in which one reads them. */
function fieldOrder(form: FormModel): ReadonlyMap<string, number> {
  let order = orders.get(form);
  if (!order) {
    const ids = form.layout.tabs.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields));
    order = new Map(ids.map((id, at) => [form.byId.get(id)?.name ?? id, at]));
    orders.set(form, order);
  }
  return order;
}

function placeOf(path: string, order: ReadonlyMap<string, number>): number {
  const [, name = '', row] = path.split('/');
  return (order.get(name) ?? -1) + (row === undefined ? 0 : (1 + Number(row)) / 1e6);
}
