import type { JsonObject } from '../../../metadata/common/json.ts';
import type { TrustedKeyRow } from '../../../migrations/package-tables.ts';
import { itemsOf, shared } from '../../openapi/refs.ts';
import { keyId } from '../../packages/signature.ts';
import { readTrustedKeys, revokeKey, trustKey } from '../../packages/trusted-keys.ts';
import { refusal } from '../../refusal.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const tag = 'packages';
const publicKeyNone = refusal('public-key-none', 422);
const keyUnknown = refusal('trusted-key-unknown', 404);
const text = { type: 'string' } as const;

/** Whose packages are believed: each key with who added and who revoked it. */
export const trustedKeyEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/trusted-keys',
    access: 'administers',
    whenBroken: true,
    operation: 'trustedKeys',
    schema: { answer: itemsOf(shared('TrustedKey')) },
    tag,
    summary: { zh: '受信任的发布者密钥', en: 'Keys of publishers that are trusted, or were' },
    handle: async (ask) => ({ body: { items: (await readTrustedKeys(ask.reader)).map(keyAnswer) } }),
  },
  {
    method: 'POST',
    path: '/api/trusted-keys',
    access: 'administers',
    whenBroken: true,
    operation: 'trustKey',
    schema: {
      body: {
        type: 'object',
        required: ['publicKey'],
        properties: { publicKey: text, label: { ...text, maxLength: 255, description: 'Whose it is' } },
        additionalProperties: false,
      },
      answer: shared('TrustedKey'),
      status: 201,
    },
    tag,
    summary: { zh: '信任一把发布者密钥', en: 'Trust the key of a publisher' },
    body: 'json',
    handle: async (ask) => {
      const { publicKey, label } = await ask.body<{ publicKey: string; label?: string }>();
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
    },
  },
  {
    method: 'DELETE',
    path: '/api/trusted-keys/:key',
    access: 'administers',
    whenBroken: true,
    operation: 'revokeKey',
    schema: { answer: shared('TrustedKey') },
    tag,
    summary: {
      zh: '撤销一把密钥：已安装的包照常工作',
      en: 'Revoke a key: what is installed goes on',
    },
    handle: async (ask) => {
      const id = ask.param('key');
      const { database, clock } = ask.host;
      if (!(await revokeKey(database, id, clock(), ask.call.user.name))) throw keyUnknown({ key: id });
      await note(ask, 'key-revoked', { id });
      const row = (await readTrustedKeys(database)).find((one) => one.id === id);
      if (!row) throw keyUnknown({ key: id });
      return { body: keyAnswer(row) };
    },
  },
];

export function keyAnswer({
  id,
  public_key,
  label,
  added_at,
  added_by,
  revoked_at,
  revoked_by,
}: TrustedKeyRow): JsonObject {
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
