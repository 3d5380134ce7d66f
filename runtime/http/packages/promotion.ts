import { tarballName } from '../../packages/packed.ts';
import type { Promotion } from '../../promote/create-promotion.ts';
import { exportedTarball, type ToPromote } from '../../promote/export-local.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** What the customer made of it, as a package for another of his systems. */
export function promotionEndpoints(promotion: Pick<Promotion, 'export'>): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/promotion',
      access: 'administers',
      asks: true,
      operation: 'promote',
      tag: 'packages',
      summary: {
        zh: '把本地调整和选定的数据打成包，供另一个系统安装；不含密文',
        en: 'The local layer and chosen records as a package for another system; no secret is in it',
      },
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          properties: {
            name: { ...text, description: 'Of the package; promotion by default' },
            version: text,
            data: { type: 'array', items: text, description: 'Forms whose records come along' },
            params: { ...flag, description: 'What is set of parameters' },
            roles: flag,
            views: { ...flag, description: 'Lists that were saved for everybody' },
          },
        },
        answer: { type: 'string', format: 'binary' },
        type: 'application/gzip',
      },
      body: 'json',
      handle: async (ask) => {
        const wanted = await ask.body<ToPromote>();
        const exported = await promotion.export(ask.call, wanted);
        await note(ask, exported);
        return {
          raw: new Uint8Array(await exportedTarball(exported)),
          headers: {
            'content-type': 'application/gzip',
            'content-disposition': `attachment; filename="${tarballName(exported)}"`,
          },
        };
      },
    },
  ];
}

/** What leaves the house in bulk stands in the audit trail. */
function note(
  { host, call, requestId }: Ask,
  { name, version, records, values }: Awaited<ReturnType<Promotion['export']>>,
): Promise<void> {
  return host.audit.record({
    action: 'export',
    actor: call.user,
    org: call.org,
    target: name,
    detail: { version, records, values, requestId },
  });
}
