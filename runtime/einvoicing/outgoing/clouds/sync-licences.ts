import { isObject, type Json } from '../../../../metadata/common/json.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Counting } from '../../../access/auth/audit-entry.ts';
import type { Egress } from '../../../access/egress/egress.ts';
import { signatureOf } from '../../../access/egress/signature.ts';
import { platformRights } from '../../../call/system-call.ts';
import { refusal } from '../../../common/refusal.ts';
import type { Vault } from '../../../common/vault.ts';
import type { Database } from '../../../database/database.ts';
import type { DoingAlone } from '../../../storage/store/act/acting.ts';
import { secretOf } from '../../../storage/store/record/secret-of.ts';
import type { Store, Written } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';
import { inBoth } from '../../issuing/failures/failure.ts';
import { askService } from '../common/ask-service.ts';
import { noteAnswer } from '../common/note-answer.ts';
import { below, type Clouds, cloudCodes, cloudPatience } from './clouds.ts';

export interface SyncLicencesParts {
  readonly store: Store;
  readonly database: Database;
  readonly vault: Vault;
  readonly egress: Egress;
  readonly audit: Counting;
  readonly clouds: Clouds;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

type Service = 'issuing' | 'receiving';
/** The licences of a service: how many, and for which tax numbers. */
interface Group {
  readonly service: Service;
  readonly total: number;
  readonly taxNumbers: readonly string[];
}

const withoutCloud = refusal('cloud-without-address', 422);
const notSynced = refusal('licences-not-synced', 503);

/**
 * Asks the platform of licences what the tenant of a client id has: its totals and groups are written down, and each tax
 * number of an organisation here gets a licence to be given, where it has none of the service yet.
 */
export async function syncLicences(parts: SyncLicencesParts, asked: DoingAlone): Promise<Written> {
  const { call, form, record } = asked;
  const groups = await groupsOf(parts, asked);
  const platform = { ...call, rights: platformRights };
  const [licences, organisations] = [knownForm(call, 'licence'), knownForm(call, 'organisation')];
  const totalOf = (service: Service) => groups.find((one) => one.service === service)?.total ?? 0;
  const pairs = groups.flatMap(({ service, taxNumbers }) => taxNumbers.map((taxNo) => ({ service, taxNo })));
  const known = Array.isArray(record['groups']) ? record['groups'].filter(isObject) : [];
  const written = await parts.store.patch(
    platform,
    form,
    record.id,
    {
      issuingTotal: totalOf('issuing'),
      receivingTotal: totalOf('receiving'),
      groups: [...known.map((row) => ({ id: row['id'] ?? null, $delete: true })), ...pairs],
      syncedAt: call.now.instant,
    },
    record.revision,
  );
  if (licences && organisations)
    await parts.store.atOnce(platform, async (transaction) => {
      for (const { service, taxNo } of pairs) {
        const given = await transaction.where(licences, 'taxNo', taxNo);
        const [organisation] = await transaction.where(organisations, 'taxNumber', taxNo);
        if (!organisation || given.some((one) => one.service === service)) continue;
        await transaction.create(licences, {
          service,
          taxNo,
          organisation: { id: organisation.id },
          authorisation: { id: record.id },
        });
      }
      return {};
    });
  return written;
}

async function groupsOf(
  parts: SyncLicencesParts,
  { call, form, record }: DoingAlone,
): Promise<readonly Group[]> {
  const { licences } = parts.clouds;
  if (licences === null) throw withoutCloud({ setting: 'GUIJU_LICENCES' });
  const { clientId = null, tenant = null }: Wire<'cloud-authorisation'> = record;
  const secret = await secretOf(parts, call, { form: form.id, field: 'secret', id: record.id });
  const body = JSON.stringify({ clientId, tenant });
  const second = Math.floor(parts.clock() / 1_000);
  const answered = await askService(parts.egress, {
    url: below(licences, 'groups'),
    body,
    headers: { 'guiju-signature': signatureOf(secret ?? '', second, body) },
    patience: cloudPatience,
    codes: cloudCodes,
  });
  const groups = 'answer' in answered ? readGroups(answered.answer) : null;
  if (groups) return groups;
  const failure = 'failure' in answered ? answered.failure : { code: cloudCodes.answered };
  await noteAnswer(parts.audit, { form: form.id, record, failure });
  throw notSynced({ why: inBoth([{ code: failure.code, params: failure.params ?? {} }]) });
}

/** Null: it is no list of groups. */
function readGroups(answer: Json): readonly Group[] | null {
  const rows = isObject(answer) ? answer['groups'] : null;
  if (!Array.isArray(rows)) return null;
  const groups = rows.filter(isObject).flatMap(({ service, total, taxNumbers }): readonly Group[] => {
    const isKnown = service === 'issuing' || service === 'receiving';
    if (!isKnown || typeof total !== 'number' || total < 0 || !Array.isArray(taxNumbers)) return [];
    return [{ service, total, taxNumbers: taxNumbers.filter((one) => typeof one === 'string') }];
  });
  return groups.length === rows.length ? groups : null;
}
