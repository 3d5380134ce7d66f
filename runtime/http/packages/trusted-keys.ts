import type { JsonObject } from '../../../metadata/common/json.ts';
import { type TrustedKey, trustedKeys } from '../../../metadata/contract/packages/keys.ts';
import type { TrustedKeyRow } from '../../../migrations/rows/package-tables.ts';
import { refusal } from '../../common/refusal.ts';
import { keyId } from '../../model/packages/signature.ts';
import { readTrustedKeys, revokeKey, trustKey } from '../../model/packages/trusted-keys.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const publicKeyNone = refusal('public-key-none', 422);
const keyUnknown = refusal('trusted-key-unknown', 404);

/** The calls for the keys by which packages are trusted: each key with who added and who revoked it. */
export const trustedKeyEndpoints: readonly Endpoint[] = [
  serveCall(trustedKeys.list, async ({ ask }) => ({
    body: { items: (await readTrustedKeys(ask.reader)).map(keyAnswer) },
  })),
  serveCall(trustedKeys.trust, async ({ ask, body }) => {
    const { publicKey, label } = await body();
    const id = keyId(publicKey);
    if (id === null) throw publicKeyNone({ key: publicKey });
    const row = {
      id,
      public_key: publicKey,
      label: label ?? id,
      added_at: ask.host.clock(),
      added_by: ask.call.user.name,
    };
    await trustKey(ask.host.database, row);
    await note(ask, 'key-trusted', { id, label: row.label });
    return { status: 201, body: keyAnswer({ ...row, revoked_at: null, revoked_by: null }) };
  }),
  serveCall(trustedKeys.revoke, async ({ ask }) => {
    const id = ask.param('key');
    const { database, clock } = ask.host;
    if (!(await revokeKey(database, id, clock(), ask.call.user.name))) throw keyUnknown({ key: id });
    await note(ask, 'key-revoked', { id });
    const row = (await readTrustedKeys(database)).find((one) => one.id === id);
    if (!row) throw keyUnknown({ key: id });
    return { body: keyAnswer(row) };
  }),
];

export function keyAnswer({
  id,
  public_key,
  label,
  added_at,
  added_by,
  revoked_at,
  revoked_by,
}: TrustedKeyRow): TrustedKey {
  return {
    id,
    publicKey: public_key,
    label,
    addedBy: added_by,
    revokedBy: revoked_by,
    addedAt: new Date(Number(added_at)).toISOString(),
    revokedAt: revoked_at === null ? null : new Date(Number(revoked_at)).toISOString(),
  };
}

function note({ host, call, requestId }: Ask, action: string, detail: JsonObject): Promise<void> {
  return host.audit.record({ action, actor: call.user, org: call.org, detail: { ...detail, requestId } });
}
