import type { Problem } from '../../../metadata/issue.ts';
import { patternOf, portsOf } from '../../egress/host-entry.ts';
import type { Stored } from '../record/stored.ts';

/** An entry that nothing could ever be found by is not kept. */
export function hostProblems({ next }: { readonly next: Stored }): readonly Problem[] {
  const [host, ports] = [String(next['host'] ?? ''), String(next['ports'] ?? '')];
  return [
    ...(host !== '' && patternOf(host) === null
      ? [{ path: '/host', code: 'allowed-host-wrong', params: { host } }]
      : []),
    ...(ports !== '' && portsOf(ports) === null
      ? [{ path: '/ports', code: 'allowed-ports-wrong', params: { ports } }]
      : []),
  ];
}
