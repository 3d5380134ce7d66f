import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { computedProblems } from '../../../rules/behaviour/record-checks.ts';
import { checkBusiness } from '../../../rules/einvoicing/check-business/check-business.ts';
import type { Application } from '../../../rules/einvoicing/forms/documents.ts';
import { issueLabel } from '../../../rules/einvoicing/issue-words.ts';
import {
  headFlaws,
  inApplications,
  lackedValues,
  nothingToIssue,
  withSampleLine,
} from '../../../rules/einvoicing/plan/in-applications.ts';
import { remainingOf } from '../../../rules/einvoicing/plan/remaining.ts';
import { einvoicing } from '../../../rules/einvoicing/register.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import { issueLabels } from '../../effective/decisions/in-words.ts';
import { type FormLike, knownForm, type StoredAs } from '../forms/forms.ts';
import { asPlatform } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { applicationUnfit, tooManyApplications } from './documents/refusals.ts';
import { pathIn, placed } from './flaws.ts';

/** A problem with its sentence, as far as the one who finds it says one. */
type SaidProblem = Problem & { readonly message: Label };

interface Submitting {
  readonly call: Call;
  readonly form: FormLike<'invoice-application'>;
  readonly action: string;
  readonly records: readonly { readonly id: string; readonly ifMatch?: number | undefined }[];
}

/**
 * Submits an application. Tolerances hold by what parameters say today, and tax codes by the kind of business, whatever
 * held when it was saved; and so does everything that would keep the invoices from leaving that would be made of it. An
 * application that by a parameter needs no approval is as good as approved.
 */
export async function submitApplication(
  parts: IssuingParts,
  { call, form, action, records }: Submitting,
): Promise<void> {
  const { store } = parts;
  const parameter = parameterTexts(call);
  const { fields } = form.actions.find(({ name }) => name === action)?.params ?? {};
  const becoming: JsonObject = isObject(fields) ? fields : { auditStatus: 'B' };
  const most = Number(parameter('sim_originalbill_config', 'submit_limit_count') ?? 100);
  if (records.length > most) throw tooManyApplications({ count: records.length, most });
  const found: StoredAs<'invoice-application'>[] = [];
  for (const { id, ifMatch } of records) {
    found.push(await store.toAct(call, form, id, { action, ifMatch }));
  }
  await requireFit(parts, call, form, found);
  await store.atOnce<JsonObject>(call, async (transaction) => {
    for (const seen of found) {
      const current = await transaction.read(form, seen.id);
      if (current.revision !== seen.revision)
        await store.toAct(call, form, seen.id, { action, ifMatch: seen.revision });
      await transaction.change(form, current, { ...becoming, ...approved(current) }, action);
    }
    return {};
  });

  function approved({ dataSource, org }: StoredAs<'invoice-application'>): JsonObject {
    const own = parameterTexts(call, org);
    const isPushed = dataSource === 'api' || dataSource === 'import';
    return isPushed && own('sim_not_approval_required', 'sim_original_bill') === 'D'
      ? { auditStatus: 'D' }
      : {};
  }
}

/** Everything that is wrong with the first that is not fit, in one answer. */
async function requireFit(
  parts: IssuingParts,
  call: Call,
  form: FormLike<'invoice-application'>,
  submitted: readonly StoredAs<'invoice-application'>[],
): Promise<void> {
  const leaving = await leavingProblems(parts, call, form, submitted);
  for (const stored of submitted) {
    const computed = computedProblems(
      form,
      call.served.model.recordChecks,
      stored,
      parameterTexts(call, stored.org),
    ).filter(({ severity }) => severity !== 'warning');
    const places = new Set(computed.map(({ path }) => path));
    const rest = [...(await businessProblems(parts, call, form, stored)), ...(leaving.get(stored.id) ?? [])];
    const problems = [...computed, ...rest.filter(({ path }) => !places.has(path))];
    const [first] = problems;
    if (!first) continue;
    const why = 'message' in first ? first.message : { zh: '', en: '' };
    throw applicationUnfit({ number: stored.number ?? '', why }, problems);
  }
}

/** Lines that the kind of business does not allow. */
async function businessProblems(
  { store }: IssuingParts,
  call: Call,
  form: FormLike<'invoice-application'>,
  { businessType: id, org, lines }: StoredAs<'invoice-application'>,
): Promise<readonly SaidProblem[]> {
  const types = knownForm(call, 'business-type');
  const type = types && id ? await store.read(asPlatform(call, org), types, id, 'manage') : null;
  if (!type) return [];
  const { taxScope, taxCategories } = type;
  const { issues } = checkBusiness(
    { now: call.now, zone: 'UTC', lines: lines ?? [] },
    {
      taxScope: taxScope === 'listed' ? 'listed' : 'all',
      taxCategories: (taxCategories ?? []).map(({ number }) => number ?? ''),
    },
  );
  return issues
    .filter(({ severity }) => severity === 'stops')
    .map((issue) => ({ path: pathIn(form, issue.at ?? {}), code: issue.code, message: issueLabel(issue) }));
}

/**
 * By the ids of applications, each of them by itself, as nobody knows what it is going to be issued with. What is taken
 * back, credit and approval are asked when it is issued.
 */
async function leavingProblems(
  { store, plan }: IssuingParts,
  call: Call,
  form: FormLike<'invoice-application'>,
  submitted: readonly StoredAs<'invoice-application'>[],
): Promise<ReadonlyMap<string, readonly SaidProblem[]>> {
  const said = issueLabels(einvoicing, call.served.model);
  const problems = new Map<string, SaidProblem[]>();
  for (const [org, applications] of Map.groupBy(submitted, (one) => one.org)) {
    const platform = asPlatform(call, org);
    const wire = (await store.answer(platform, form, applications)).map(remainingOf);
    const planned = (asked: readonly Application[]) =>
      plan(platform, { applications: asked, by: 'interface' }, { trace: 'none', apart: true });
    const { result, issues } = await planned(wire);
    const ofLines = [...lackedValues(issues, wire), ...nothingToIssue(issues, wire)];
    // What is wrong with a head is told beside what keeps its lines from being planned at all.
    const known = new Set(result.pendingInvoices.flatMap(({ of }) => of));
    const unplanned = [...new Set(ofLines.map(({ document }) => document))].filter((one) => !known.has(one));
    const sampled = unplanned.flatMap((document) => wire[document] ?? []).map(withSampleLine);
    const ofHeads = sampled.length === 0 ? [] : (await planned(sampled)).result.pendingInvoices;
    const found = [
      ...headFlaws(ofHeads, unplanned),
      ...ofLines,
      ...result.pendingInvoices.flatMap(inApplications),
    ];
    for (const { document, path, issue } of await placed({ form, applications, wire }, found)) {
      if (issue.severity !== 'stops') continue;
      const id = applications[document]?.id ?? '';
      problems.set(id, [...(problems.get(id) ?? []), { path, code: issue.code, message: said(issue) }]);
    }
  }
  return problems;
}
