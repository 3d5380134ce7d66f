import { pointerTo } from '../../../metadata/common/json.ts';
import type { Place } from '../../../metadata/contract/decisions/answered.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import type { Form } from '../../../metadata/model.ts';
import type { DecisionIssue } from '../../../rules/decisions/trace.ts';
import type { Application } from '../../../rules/einvoicing/forms/documents.ts';
import { issueOf } from '../../../rules/einvoicing/may-be-issued/flaw.ts';
import type { PlacedFlaw } from '../../../rules/einvoicing/plan/in-applications.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { StoredAs } from '../forms/forms.ts';

/** Applications as they are stored, and in the same order as they were planned: with the lines that were left. */
interface PlannedOf {
  readonly form: Form;
  readonly applications: readonly StoredAs<'invoice-application'>[];
  readonly wire: readonly Application[];
}

/** What speaks against the leaving of a planned invoice, where somebody mends it. */
export interface ApplicationFlaw {
  /** Place of the application. */
  readonly document: number;
  /** JSON pointer into the application, by names. */
  readonly path: string;
  /** About the line of the application. */
  readonly issue: DecisionIssue;
}

/** Finds the places of flaws in the applications as they are stored, each flaw once. */
export async function placed(
  { form, applications, wire }: PlannedOf,
  flaws: readonly PlacedFlaw[],
): Promise<readonly ApplicationFlaw[]> {
  const pause = timeSlices();
  const rows = new Map<number, ReadonlyMap<string, number>>();
  const rowAt = (document: number, line: number) => {
    const own =
      rows.get(document) ?? new Map((applications[document]?.lines ?? []).map(({ id }, at) => [id, at]));
    rows.set(document, own);
    return own.get(wire[document]?.lines?.[line]?.id ?? '') ?? line;
  };
  const found = new Map<string, ApplicationFlaw>();
  for (const { document, flaw } of flaws) {
    const { line, field = '' } = issueOf(flaw).at ?? {};
    const row = line === undefined ? undefined : rowAt(document, line);
    const path = pathIn(form, { field, ...(row === undefined ? {} : { line: row }) });
    const issue = issueOf(row === undefined ? flaw : { ...flaw, path: `/lines/${row}/${field}` });
    found.set(JSON.stringify([document, path, issue.code, issue.params]), { document, path, issue });
    await pause();
  }
  return [...found.values()];
}

/** The JSON pointer, by names, to where an issue of an application stands. */
export function pathIn(form: Form, { line, field = '' }: Place): string {
  return line === undefined ? pointerTo(nameOf(form, field)) : inLine(form, line, field);
}

function inLine(form: Form, line: number, field: string): string {
  return pointerTo(nameOf(form, 'lines'), line, fieldOfPath(form, `lines.${field}`)?.name ?? field);
}

function nameOf({ byId }: Form, field: string): string {
  return byId.get(field)?.name ?? field;
}
