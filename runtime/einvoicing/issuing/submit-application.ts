import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { computedProblems } from '../../../rules/behaviour/record-checks.ts';
import { checkBusiness } from '../../../rules/einvoicing/check-business/check-business.ts';
import { issueLabel } from '../../../rules/einvoicing/issue-words.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import { asPlatform } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { applicationUnfit, tooManyApplications } from './documents/refusals.ts';

interface Submitting {
  readonly call: Call;
  readonly form: Form;
  readonly action: string;
  readonly records: readonly { readonly id: string; readonly ifMatch?: number | undefined }[];
}

/**
 * Tolerances hold by what parameters say today, and tax codes by the kind of business, whatever held when it was
 * saved. What a parameter needs no approval for is as good as approved.
 */
export async function submitApplication(
  { store }: IssuingParts,
  { call, form, action, records }: Submitting,
): Promise<void> {
  const parameter = parameterTexts(call);
  const most = Number(parameter('sim_originalbill_config', 'submit_limit_count') ?? 100);
  if (records.length > most) throw tooManyApplications({ count: records.length, most });
  const found: Stored[] = [];
  for (const { id, ifMatch } of records) {
    const stored = await store.toAct(call, form, id, { action, ifMatch });
    await requireFit(stored);
    found.push(stored);
  }
  await store.atOnce<JsonObject>(call, async (transaction) => {
    for (const seen of found) {
      const current = await transaction.read(form, seen.id);
      if (current.revision !== seen.revision)
        await store.toAct(call, form, seen.id, { action, ifMatch: seen.revision });
      await transaction.change(form, current, { auditStatus: submittedAs(current) }, action);
    }
    return {};
  });

  async function requireFit(stored: Stored): Promise<void> {
    const own = parameterTexts(call, stored.org);
    const problems = computedProblems(form, call.served.model.recordChecks, stored, own);
    if (problems.length > 0)
      throw applicationUnfit({ number: String(stored['number']), why: { zh: '', en: '' } }, problems);
    const type = await businessType(stored);
    if (!type) return;
    const lines = Array.isArray(stored['lines']) ? stored['lines'].filter(isObject) : [];
    const zone = 'UTC';
    const taxCodes = lines.map(({ taxCode }) => ({ taxCode: typeof taxCode === 'string' ? taxCode : null }));
    const codes = Array.isArray(type['taxCategories']) ? type['taxCategories'].filter(isObject) : [];
    const { issues } = checkBusiness(
      { now: call.now, zone, lines: taxCodes },
      {
        taxScope: type['taxScope'] === 'listed' ? 'listed' : 'all',
        taxCategories: codes.map(codeOf),
      },
    );
    const [issue] = issues.filter(({ severity }) => severity === 'stops');
    if (!issue) return;
    const why = issueLabel(issue);
    throw applicationUnfit({ number: String(stored['number']), why });
  }

  async function businessType({ businessType: id, org }: Stored): Promise<JsonObject | null> {
    const types = call.served.model.formsById.get('business-type');
    return types && typeof id === 'string' ? store.read(asPlatform(call, org), types, id, 'manage') : null;
  }

  function submittedAs({ dataSource, org }: Stored): string {
    const own = parameterTexts(call, org);
    const isPushed = dataSource === 'api' || dataSource === 'import';
    return isPushed && own('sim_not_approval_required', 'sim_original_bill') === 'D' ? 'D' : 'B';
  }
}

function codeOf(row: JsonObject): string {
  const category = isObject(row['taxCategory']) ? row['taxCategory'] : row;
  return String(category['number'] ?? category['code'] ?? '');
}
