import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { computedProblems } from '../../../rules/behaviour/record-checks.ts';
import { checkBusiness } from '../../../rules/einvoicing/check-business/check-business.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { issueLabel } from '../../../rules/einvoicing/issue-words.ts';
import {
  inApplications,
  lackedValues,
  nothingToIssue,
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
import { placed } from './flaws.ts';

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
    const stored = await store.toAct(call, form, id, { action, ifMatch });
    await requireFit(stored);
    found.push(stored);
  }
  await requireLeaving(parts, call, form, found);
  await store.atOnce<JsonObject>(call, async (transaction) => {
    for (const seen of found) {
      const current = await transaction.read(form, seen.id);
      if (current.revision !== seen.revision)
        await store.toAct(call, form, seen.id, { action, ifMatch: seen.revision });
      await transaction.change(form, current, { ...becoming, ...approved(current) }, action);
    }
    return {};
  });

  async function requireFit(stored: StoredAs<'invoice-application'>): Promise<void> {
    const own = parameterTexts(call, stored.org);
    const problems = computedProblems(form, call.served.model.recordChecks, stored, own).filter(
      ({ severity }) => severity !== 'warning',
    );
    if (problems.length > 0)
      throw applicationUnfit({ number: stored.number ?? '', why: { zh: '', en: '' } }, problems);
    const type = await businessType(stored);
    if (!type) return;
    const { taxScope, taxCategories } = type;
    const { issues } = checkBusiness(
      { now: call.now, zone: 'UTC', lines: stored.lines ?? [] },
      {
        taxScope: taxScope === 'listed' ? 'listed' : 'all',
        taxCategories: (taxCategories ?? []).map(({ number }) => number ?? ''),
      },
    );
    const [issue] = issues.filter(({ severity }) => severity === 'stops');
    if (!issue) return;
    const why = issueLabel(issue);
    throw applicationUnfit({ number: stored.number ?? '', why });
  }

  async function businessType({
    businessType: id,
    org,
  }: StoredAs<'invoice-application'>): Promise<Wire<'business-type'> | null> {
    const types = knownForm(call, 'business-type');
    return types && id ? store.read(asPlatform(call, org), types, id, 'manage') : null;
  }

  function approved({ dataSource, org }: StoredAs<'invoice-application'>): JsonObject {
    const own = parameterTexts(call, org);
    const isPushed = dataSource === 'api' || dataSource === 'import';
    return isPushed && own('sim_not_approval_required', 'sim_original_bill') === 'D'
      ? { auditStatus: 'D' }
      : {};
  }
}

/**
 * Each of them by itself, as nobody knows what it is going to be issued with. What is taken back, credit and approval
 * are asked when it is issued.
 */
async function requireLeaving(
  { store, plan }: IssuingParts,
  call: Call,
  form: FormLike<'invoice-application'>,
  submitted: readonly StoredAs<'invoice-application'>[],
): Promise<void> {
  const said = issueLabels(einvoicing, call.served.model);
  for (const [org, applications] of Map.groupBy(submitted, (one) => one.org)) {
    const platform = asPlatform(call, org);
    const wire = (await store.answer(platform, form, applications)).map(remainingOf);
    const question = { applications: wire, by: 'interface' } as const;
    const { result, issues } = await plan(platform, question, { trace: 'none', apart: true });
    const found = [
      ...lackedValues(issues, wire),
      ...nothingToIssue(issues, wire),
      ...result.pendingInvoices.flatMap(inApplications),
    ];
    const flaws = await placed({ form, applications, wire }, found);
    const stops = flaws.filter(({ issue }) => issue.severity === 'stops');
    const [first] = stops;
    if (!first) continue;
    const problems = stops
      .filter(({ document }) => document === first.document)
      .map(({ path, issue }) => ({ path, code: issue.code, message: said(issue) }));
    const number = applications[first.document]?.number ?? '';
    throw applicationUnfit({ number, why: said(first.issue) }, problems);
  }
}
