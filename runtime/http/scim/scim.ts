import type { Gate } from '../../access/auth/gate.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { groupCalls } from './group-calls.ts';
import { provisioning, scimPath } from './provisioning.ts';
import type { ScimCall } from './scim-call.ts';
import { scimMediaType, scimProblem } from './scim-problem.ts';
import { serviceCalls } from './service-calls.ts';
import { userCalls } from './user-calls.ts';

const tag = 'scim';

/** SCIM 2.0 (RFC 7643, 7644): provisioners keep users, and who has which role. `url` is where this server is reached. */
export function scimEndpoints(gate: Gate, url: string): readonly Endpoint[] {
  const calls: readonly ScimCall[] = [...userCalls, ...groupCalls, ...serviceCalls];
  return calls.map(({ handle, answer, body, status, path, tagged, ...call }) => ({
    ...call,
    path: `${scimPath}${path}`,
    access: 'provisions',
    tag,
    ...(body && { body: 'json' }),
    schema: {
      ...(body && { body }),
      ...(answer && { answer, type: scimMediaType }),
      ...(status !== undefined && { status }),
      ...(tagged && { tagged }),
    },
    problemWords: scimProblem,
    handle: (ask: Ask) => handle(provisioning(ask, gate, url)),
  }));
}
