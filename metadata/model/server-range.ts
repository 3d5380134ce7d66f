import type { Issue } from '../common/issue.ts';
import { isObject, type Json } from '../common/json.ts';
import { fitsRange, isRange } from './layers/versions.ts';

/**
 * Says that a package was made for servers other than this one. Nothing else is said of it then: whatever it has that
 * this server does not know only follows from that.
 */
export function unfitServer(manifest: Json, server: string | undefined): Issue | undefined {
  const guiju = isObject(manifest) ? manifest['guiju'] : undefined;
  const range = isObject(guiju) ? guiju['server'] : undefined;
  if (server === undefined || typeof range !== 'string' || !isRange(range) || fitsRange(server, range))
    return undefined;
  const name = isObject(manifest) && typeof manifest['name'] === 'string' ? manifest['name'] : '';
  return {
    code: 'server-version',
    severity: 'error',
    ...(name ? { package: name } : {}),
    file: 'package.json',
    pointer: '/guiju/server',
    params: { name, range, version: server },
  };
}
