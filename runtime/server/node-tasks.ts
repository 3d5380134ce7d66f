import type { Backups } from '../care/scheduled/create-backups.ts';
import type { createThinning } from '../care/thinning/create-thinning.ts';
import type { TrailKeeper } from '../care/trail/keep-trail.ts';
import type { OpenDomain } from '../domain.ts';
import { publishScheduled, setsRest } from '../effective/changes/scheduled.ts';
import type { Matching } from '../effective/match/create-matching.ts';
import type { createDesigning } from '../http/design/designing.ts';
import type { createRefills } from '../model/publish/records/create-refills.ts';
import type { NewerVersions } from '../model/registry/newer-versions.ts';
import type { createReaders } from '../params/readers/readers.ts';
import type { createIndexKeeper } from '../storage/indexes/index-keeper.ts';
import { columnsToGo, contract } from '../storage/tables/nodes.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Task } from '../work/background/run-in-background.ts';
import type { Jobs } from '../work/jobs/create-jobs.ts';
import type { createSchedule } from '../work/schedule/create-schedule.ts';
import type { Stories } from '../work/stories/create-stories.ts';
import type { modelReports } from './model-reports.ts';
import type { nodeState } from './node-state.ts';
import type { OpenMails } from './open-mails.ts';
import type { watchDatabase } from './watch-database.ts';

interface TaskParts {
  readonly tenant: Tenant;
  readonly around: ReturnType<typeof watchDatabase>;
  readonly trail: TrailKeeper;
  readonly backups: Backups;
  readonly scheduling: Parameters<typeof publishScheduled>[0];
  readonly designing: ReturnType<typeof createDesigning>;
  readonly jobs: Jobs;
  readonly matching: Matching;
  readonly newer: NewerVersions;
  readonly proposed: () => Promise<unknown>;
  /** Undefined: the system has no mailbox. */
  readonly mails: OpenMails | undefined;
  readonly readers: ReturnType<typeof createReaders>;
  readonly refills: ReturnType<typeof createRefills>;
  readonly reports: ReturnType<typeof modelReports>;
  readonly schedule: ReturnType<typeof createSchedule>;
  readonly search: ReturnType<typeof createIndexKeeper>;
  readonly state: Pick<ReturnType<typeof nodeState>, 'tasks'>;
  readonly stories: Stories;
  readonly thinning: ReturnType<typeof createThinning>;
  readonly domains: readonly OpenDomain[];
}

/** All that a node does again and again. */
export function nodeTasks(parts: TaskParts): readonly Task[] {
  const { tenant, around, trail, backups, scheduling, designing, jobs, matching, newer, proposed, mails } =
    parts;
  const { readers, refills, reports, schedule, search, state, stories, thinning, domains } = parts;
  /** Holds back work on the forms until all of them are there. */
  const whole = (run: () => Promise<unknown>) => async () => (tenant.trouble() ? undefined : run());
  const contracted = async () => {
    await contract(tenant.database, { node: tenant.node });
    return columnsToGo(tenant.database);
  };
  const measured = async () => {
    await tenant.database.schema.measure();
  };
  return [
    { name: 'follow', every: 200, run: tenant.follow },
    { name: 'model', every: 200, run: reports.follow },
    { name: 'matches', every: 500, run: whole(matching.keepUp) },
    { name: 'search', every: 200, run: whole(search.run) },
    ...around.tasks,
    { name: 'report', every: 2_000, run: reports.tell },
    { name: 'contract', every: 60_000, rests: 600_000, run: whole(contracted) },
    { name: 'purges', every: 60_000, run: whole(tenant.publisher.finishPurges) },
    { name: 'indexes', every: 10_000, run: whole(tenant.learnedIndexes.tend) },
    { name: 'statistics', every: 60_000, rests: 600_000, run: whole(measured) },
    { name: 'change-sets', every: 1_000, rests: setsRest, run: whole(() => publishScheduled(scheduling)) },
    { name: 'designs', every: 2_000, run: whole(designing.publishDue) },
    { name: 'schedule', every: 2_000, rests: 60_000, run: whole(schedule.begin) },
    { name: 'runs', every: 1_000, rests: 60_000, run: whole(schedule.work) },
    { name: 'jobs', every: 15_000, run: whole(jobs.sweep) },
    { name: 'stories', every: 5_000, run: whole(stories.goOn) },
    { name: 'fills', every: 5_000, run: whole(refills.goOn) },
    { name: 'newer-versions', every: 300_000, run: newer.look },
    { name: 'present', every: 60_000, run: designing.forgetPresent },
    { name: 'readers', every: 60_000, run: readers.exchange },
    { name: 'hosts', every: 5_000, run: whole(proposed) },
    ...(mails ? [{ name: 'inbox-mails', every: 300_000, run: whole(mails.mailInboxes) }] : []),
    ...trail.tasks,
    ...state.tasks,
    ...thinning.tasks(whole),
    backups.task,
    { name: 'files', every: 60_000, run: whole(tenant.contents.sweep) },
    ...domains.flatMap(({ background: own = [] }) => own.map((task) => ({ ...task, run: whole(task.run) }))),
  ];
}
