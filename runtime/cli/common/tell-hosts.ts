import { sentence } from '../../messages/index.ts';
import { proposingHosts } from '../../outgoing/propose-hosts.ts';
import { tellUndecided } from '../../outgoing/targets-in-use.ts';
import type { Installation } from '../../server/open-installation.ts';
import type { Terminal } from './command.ts';

/** Proposes the hosts that were in use before there was a list, and tells which wait and how they are decided. */
export async function tellHosts({ tenant, hosts, clock }: Installation, terminal: Terminal): Promise<void> {
  // Without its packages nobody knows which records say where to call.
  if (tenant.trouble()) return;
  const { database, store, systemCall } = tenant;
  await proposingHosts({ database, store, hosts, systemCall, clock })();
  const { quote } = database.dialect;
  const waiting = await tellUndecided({ served: tenant.served(), reader: database, quote }, hosts);
  if (waiting)
    terminal.say(`  ${sentence('doctor-hosts-not-listed', waiting, terminal.language, new Map())}\n`);
}
