import type { Backups } from '../care/scheduled/create-backups.ts';
import { waitingBackups } from '../care/scheduled/waiting-backups.ts';
import type { TrailKeeper } from '../care/trail/keep-trail.ts';
import { waitingForward } from '../care/trail/waiting-forward.ts';
import type { OpenDomain } from '../domain.ts';
import type { ChangeSets } from '../effective/changes/create-change-sets.ts';
import { waitingSets } from '../effective/changes/waiting-sets.ts';
import { readUndoing, whatStands } from '../model/packages/what-stands.ts';
import type { NewerVersions } from '../model/registry/newer-versions.ts';
import { waitingPackages } from '../model/registry/waiting-packages.ts';
import type { Store } from '../storage/store/record/store.ts';
import { createInbox, type InboxDoor, type InboxParts } from '../work/inbox/create-inbox.ts';
import type { InboxSource } from '../work/inbox/inbox-source.ts';
import { waitingApprovals } from '../work/inbox/waiting-approvals.ts';
import { waitingHosts } from '../work/inbox/waiting-hosts.ts';
import { waitingTokens } from '../work/inbox/waiting-tokens.ts';
import { waitingJobs } from '../work/jobs/waiting-jobs.ts';

interface PlatformSources extends Omit<InboxParts, 'sources'> {
  readonly store: Store;
  readonly changeSets: ChangeSets;
  readonly designs: InboxSource;
  readonly backups: Backups;
  readonly newer: NewerVersions;
  readonly trail: TrailKeeper;
  readonly zone: (org: string) => string;
  readonly domains: readonly OpenDomain[];
}

/** The inbox with all that the platform and the domains of this node know of. */
export function openInbox({
  changeSets,
  designs,
  backups,
  newer,
  trail,
  zone,
  domains,
  ...parts
}: PlatformSources): InboxDoor {
  const { store } = parts;
  const sources = [
    waitingApprovals(store, zone),
    ...domains.flatMap(({ inbox = [] }) => inbox),
    waitingSets(changeSets),
    designs,
    waitingBackups(backups),
    waitingJobs(store, async () => new Set(whatStands(await readUndoing(parts.database)).holding)),
    waitingTokens(store, zone),
    waitingHosts(store),
    waitingForward(trail),
    waitingPackages(newer),
  ];
  return createInbox({ ...parts, sources });
}
