import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Counting } from '../../access/auth/audit-entry.ts';
import type { Egress } from '../../access/egress/egress.ts';
import { signatureOf } from '../../access/egress/signature.ts';
import { platformRights } from '../../call/system-call.ts';
import { reasonText } from '../../common/messages/reasons.ts';
import { refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import type { DoingAlone } from '../../storage/store/act/acting.ts';
import { secretOf } from '../../storage/store/record/secret-of.ts';
import type { Store, Written } from '../../storage/store/record/store.ts';
import { askService } from './common/ask-service.ts';
import { noteAnswer } from './common/note-answer.ts';
import type { Failure } from './common/sender.ts';
import type { CustomsAddresses } from './customs-addresses.ts';

export interface CustomsParts {
  readonly store: Pick<Store, 'patch' | 'atOnce'>;
  readonly database: Database;
  readonly vault: Vault;
  readonly egress: Egress;
  readonly audit: Counting;
  readonly customs: CustomsAddresses;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const noCustoms = refusal('customs-without-address', 422);
export const usualPatience = 10_000;
export const customsCodes = {
  refused: 'customs-refused',
  answered: 'customs-answered',
  timeout: 'customs-timeout',
  unreachable: 'customs-unreachable',
} as const;

/** Where customs are asked for an environment; it throws where nobody configured it. */
export function customsAddress({ customs }: Pick<CustomsParts, 'customs'>, environment: unknown): string {
  const isTest = environment === 'test';
  const url = customs[isTest ? 'test' : 'production'];
  if (url === null) throw noCustoms({ setting: isTest ? 'GUIJU_CUSTOMS_TEST' : 'GUIJU_CUSTOMS' });
  return url;
}

/**
 * Asks the customs interface whether it knows app ID and secret; what came of it is written into the record as it was
 * asked about.
 */
export async function verifyCustoms(parts: CustomsParts, asked: DoingAlone): Promise<Written> {
  const { call, form, record } = asked;
  const { environment }: Wire<'customs-init'> = record;
  const url = customsAddress(parts, environment);
  const failure = await failureOf(parts, asked, url);
  if (failure) await noteAnswer(parts.audit, { form: form.id, record, failure });
  const values = {
    verification: failure ? 'failed' : 'passed',
    verifiedAt: call.now.instant,
    verificationFailure: failure ? reasonText([{ code: failure.code, params: failure.params ?? {} }]) : null,
  };
  const platform = { ...call, rights: platformRights };
  const written = await parts.store.patch(platform, form, record.id, values, record.revision);
  if (!failure) return written;
  const problem = { path: '/verification', code: failure.code, params: failure.params ?? {} };
  return { ...written, warnings: [...written.warnings, { ...problem, severity: 'warning' }] };
}

/** Null: it knows them. The secret signs what is sent, and is not sent itself. */
async function failureOf(parts: CustomsParts, asked: DoingAlone, url: string): Promise<Failure | null> {
  const { call, form, record } = asked;
  const { appId = null, taxNo = null, environment = null } = record;
  const secret = await secretOf(parts, call, { form: form.id, field: 'secret', id: record.id });
  const body = JSON.stringify({ appId, taxNo, environment });
  const { patience = usualPatience } = parts.customs;
  const headers = { 'guiju-signature': signatureOf(secret ?? '', Math.floor(parts.clock() / 1_000), body) };
  const said = await askService(parts.egress, { url, body, headers, patience, codes: customsCodes });
  return 'failure' in said ? said.failure : null;
}
