import { promotion } from '../../../metadata/contract/packages/keys.ts';
import { tarballName } from '../../model/packages/packed.ts';
import type { Promotion } from '../../model/promote/create-promotion.ts';
import { exportedTarball } from '../../model/promote/export-local.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Makes the call that hands out what the customer set up here as a package for another of his systems. */
export function promotionEndpoints(promoting: Pick<Promotion, 'export'>): readonly Endpoint[] {
  return [
    serveCall(promotion.promote, async ({ ask, body }) => {
      const exported = await promoting.export(ask.call, await body());
      await note(ask, exported);
      return {
        raw: new Uint8Array(await exportedTarball(exported)),
        headers: {
          'content-type': 'application/gzip',
          'content-disposition': `attachment; filename="${tarballName(exported)}"`,
        },
      };
    }),
  ];
}

/** Notes the promotion in the audit trail, as of all data that leaves the house in bulk. */
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
