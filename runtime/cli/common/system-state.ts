import { buffer } from 'node:stream/consumers';
import type { Json } from '../../../metadata/common/json.ts';
import { isObject } from '../../../metadata/common/json.ts';
import { hasUser } from '../../../metadata/common/user-in-address.ts';
import type { ToPromote } from '../../../metadata/contract/packages/keys.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import type { Answer } from '../../access/egress/egress.ts';
import { operatorEgress } from '../../access/egress/operator-egress.ts';
import { refusal } from '../../common/refusal.ts';
import { type Installed, readInstalled } from '../../model/packages/package-store.ts';
import { readPackageTarball } from '../../model/packages/read-package-tarball.ts';
import type { SystemState } from '../../model/promote/compare-systems.ts';
import { isContent, promotedFiles } from '../../model/promote/promoted-files.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Opened } from './open-from.ts';

const serverWithUser = refusal('server-with-user', 422);
const serverUnreachable = refusal('server-unreachable', 502);
const serverRefused = refusal('server-refused', 502);
const patience = 120_000;

/** The installation of this environment. */
export async function stateHere({ tenant }: Opened, wanted: ToPromote): Promise<SystemState> {
  const { files } = await tenant.promotion.export(tenant.systemCall(), wanted);
  return { packages: await readInstalled(tenant.database), content: contentOf(files) };
}

/** One that runs elsewhere, as its API tells it to an administrator's token. */
export async function stateThere(
  server: string,
  token: string | undefined,
  wanted: ToPromote,
): Promise<SystemState> {
  if (hasUser(server)) throw serverWithUser();
  const base = server.replace(/\/*$/, '/');
  const ask = async (path: string, body?: object): Promise<Uint8Array> => {
    const url = new URL(path, base);
    let response: Answer;
    let bytes: Uint8Array;
    try {
      response = await operatorEgress.request(url.href, {
        by: 'operator',
        method: body ? 'POST' : 'GET',
        signal: AbortSignal.timeout(patience),
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      bytes = await buffer(response.body);
    } catch {
      throw serverUnreachable({ server: base });
    }
    if (response.status !== 200)
      throw serverRefused({ server: base, status: response.status, detail: detailOf(bytes) });
    return bytes;
  };
  const { items = [] } = jsonOf(await ask('api/packages'));
  const packages: Installed[] = [];
  for (const one of Array.isArray(items) ? (items as readonly Json[]) : []) {
    const name = isObject(one) ? String(one['name']) : '';
    const { files } = await readPackageTarball(await ask(`api/packages/${encodeURIComponent(name)}.tgz`));
    packages.push(installedFrom(files));
  }
  const { files } = await readPackageTarball(await ask('api/promotion', wanted));
  return { packages, content: contentOf(files) };
}

function contentOf(files: ReadonlyMap<string, Json>): LayerFiles {
  return new Map([...promotedFiles(files)].filter(([path]) => isContent(path)));
}

function detailOf(bytes: Uint8Array): string {
  const { detail, title } = jsonOf(bytes);
  return String(detail ?? title ?? '');
}

function jsonOf(bytes: Uint8Array): Readonly<Record<string, Json>> {
  try {
    const content = JSON.parse(new TextDecoder().decode(bytes)) as Json;
    return isObject(content) ? content : {};
  } catch {
    return {};
  }
}
