import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Egress } from '../../../access/egress/egress.ts';
import { signatureOf } from '../../../access/egress/signature.ts';
import type { Call } from '../../../call/call.ts';
import { refusedIs } from '../../../common/refusal.ts';
import type { Vault } from '../../../common/vault.ts';
import type { Database } from '../../../database/database.ts';
import { secretOf } from '../../../storage/store/record/secret-of.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';
import { readIfThere } from '../../forms/read-if-there.ts';
import { askService } from '../common/ask-service.ts';
import type { Sender } from '../common/sender.ts';
import { below, type Clouds, cloudCodes, cloudPatience } from './clouds.ts';

export interface CloudSenderParts {
  readonly store: Pick<Store, 'read' | 'patch'>;
  readonly database: Database;
  readonly vault: Vault;
  readonly egress: Egress;
  readonly clouds: Clouds;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Withdrawn licences and dynamic codes, told in order and again until somebody took them. */
export function cloudSender(parts: CloudSenderParts): Sender<'cloud-message'> {
  return {
    form: 'cloud-message',
    interrupted: 'waiting',
    patience: cloudPatience,
    async send(call, record) {
      const message = await messageOf(parts, call, record);
      if (!message) return { state: 'failed', failure: { code: 'cloud-not-connected' } };
      const { url, secret, content } = message;
      const body = JSON.stringify({ id: record.id, ...content });
      const second = Math.floor(parts.clock() / 1_000);
      const headers: Record<string, string> = secret
        ? { 'guiju-signature': signatureOf(secret, second, body) }
        : {};
      const asked = { url, body, headers, patience: cloudPatience, codes: cloudCodes };
      const answered = await askService(parts.egress, asked);
      if ('failure' in answered) return { state: 'again', failure: answered.failure };
      await noteSynced(parts, call, record, content);
      return { state: 'sent' };
    },
  };
}

async function messageOf({ clouds, ...parts }: CloudSenderParts, call: Call, record: Wire<'cloud-message'>) {
  const content = JSON.parse(record.content ?? '{}') as JsonObject;
  if (record.what === 'dynamic-qr')
    return clouds.mobile === null
      ? null
      : { url: below(clouds.mobile, 'codes'), secret: clouds.mobileSecret, content };
  const form = knownForm(call, 'cloud-authorisation');
  const { authorisation, ...withdrawn } = content;
  if (clouds.licences === null || !form || typeof authorisation !== 'string') return null;
  const { clientId = null, tenant = null } = await parts.store.read(call, form, authorisation, 'manage');
  const secret = await secretOf(parts, call, { form: form.id, field: 'secret', id: authorisation });
  return {
    url: below(clouds.licences, 'withdrawals'),
    secret,
    content: { clientId, tenant, ...withdrawn },
  };
}

/**
 * The code is synchronised as it was told; one that was changed meanwhile is not. Where that cannot be written now, it is
 * told again.
 */
async function noteSynced(
  { store }: CloudSenderParts,
  call: Call,
  { code }: Wire<'cloud-message'>,
  content: JsonObject,
): Promise<void> {
  const form = knownForm(call, 'dynamic-qr');
  if (!form || !code) return;
  const current = await readIfThere(store, call, 'dynamic-qr', code.id);
  if (current?.syncStatus !== 'waiting' || current.code !== content['code']) return;
  const values = { syncStatus: 'synced' };
  await store.patch(call, form, code.id, values, current.revision).catch(refusedIs(null));
}
