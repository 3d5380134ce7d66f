import { proposingHosts } from '../../access/egress/propose-hosts.ts';
import { tellUndecided } from '../../access/egress/targets-in-use.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Installation } from '../../server/open-installation.ts';
import type { Terminal } from './command.ts';

/** Proposes the hosts that were in use before there was a list, and tells which wait and how they are decided. */
export async function tellHosts(
  { tenant, hosts, targets, clock }: Installation,
  terminal: Terminal,
): Promise<void> {
  // Without its packages nobody knows which records say where to call.
  if (tenant.trouble()) return;
  const { database, store, systemCall } = tenant;
  await proposingHosts({ database, store, hosts, targets, systemCall, clock })();
  const { quote } = database.dialect;
  const looked = { served: tenant.served(), reader: database, quote, targets };
  const waiting = await tellUndecided(looked, hosts);
  if (waiting)
    terminal.say(`  ${sentence('doctor-hosts-not-listed', waiting, terminal.language, new Map())}\n`);
}
