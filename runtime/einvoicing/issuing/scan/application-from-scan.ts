import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { DecisionIssue } from '../../../../rules/decisions/trace.ts';
import { einvoicing } from '../../../../rules/einvoicing/register.ts';
import { judgeScan, saidByCode } from '../../../../rules/einvoicing/scan/scan.ts';
import type { Call } from '../../../call/call.ts';
import { issueLabels } from '../../../effective/decisions/in-words.ts';
import type { Written } from '../../../storage/store/record/store.ts';
import type { KnownForm, StoredAs } from '../../forms/forms.ts';
import { requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { scanRefused } from '../documents/refusals.ts';
import { type FoundCode, findScanCode } from './find-scan-code.ts';

/** What a program sends of a scan: the code that was scanned beside an application as it is created. */
export type ScanGiven = JsonObject & { readonly code: string };

/**
 * Makes an application of what somebody gave who scanned a code, in the organisation of the code, which says its seller;
 * its title is mapped as it is configured for scans. What does not fit the code is refused.
 */
export async function applicationFromScan(
  parts: IssuingParts,
  caller: Call,
  { code: scanned, ...given }: ScanGiven,
): Promise<Written> {
  const code = await requireScanCode(parts, caller, scanned);
  return applicationByCode(parts, caller, { code, scanned, given }, (call, form, body) =>
    parts.store.create(call, form, body),
  );
}

/** The code that a program names; one that there is not is refused. */
export async function requireScanCode(
  parts: Pick<IssuingParts, 'store'>,
  caller: Call,
  scanned: string,
): Promise<FoundCode> {
  const code = await findScanCode(parts, caller, requireForms(caller).application, scanned);
  if (code) return code;
  return refuse(caller, judgeScan({ scanned, code, application: {} }, 'none').issues);
}

interface GivenByCode {
  readonly code: FoundCode;
  readonly scanned: string;
  readonly given: JsonObject;
}

/** Writes the application of a scan once it fits its code: whole, with what the code and the titles say. */
export async function applicationByCode<T>(
  { store, mapTitle, now }: Pick<IssuingParts, 'store' | 'mapTitle' | 'now'>,
  caller: Call,
  { code, scanned, given }: GivenByCode,
  write: (call: Call, form: KnownForm<'invoice-application'>, body: JsonObject) => Promise<T>,
): Promise<T> {
  const { application: form } = requireForms(caller);
  const org = code.organisation;
  const call = { ...caller, org, now: now(org) };
  const body = { organisation: { id: org }, ...saidByCode(code), ...given, dataSource: 'scan' };
  const whole = { ...body, ...(await mapTitle(call, body)) };
  const { issues } = judgeScan({ scanned, code, application: await asCreated() }, 'none');
  if (issues.length > 0) refuse(call, issues);
  return write(call, form, whole);

  /** Names in a body may be those of interfaces, and rows may be completed: what would be stored is judged. */
  async function asCreated(): Promise<Partial<StoredAs<'invoice-application'>>> {
    const step = { call, form, item: { op: 'create', body: whole } } as const;
    const { done, failures } = await store.together(call, [() => step], { rehearsal: true });
    if (failures[0]) throw failures[0].refusal;
    return done[0]?.stored ?? {};
  }
}

function refuse(call: Call, issues: readonly DecisionIssue[]): never {
  const said = issueLabels(einvoicing, call.served.model);
  const problems = issues.map((issue) => {
    const { line, field = '' } = issue.at ?? {};
    const path = line === undefined ? `/${field}` : `/lines/${line}/${field}`;
    return { path, code: issue.code, message: said(issue) };
  });
  throw scanRefused({ why: problems[0]?.message ?? '' }, problems);
}
