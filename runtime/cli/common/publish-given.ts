import { v7 as newId } from 'uuid';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { labelOf } from '../../../metadata/common/read.ts';
import { createAudit } from '../../access/auth/audit.ts';
import { platformUser } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import { type Beside, describe, describeData } from '../../model/publish/publisher.ts';
import { refillNow } from '../../model/publish/records/create-refills.ts';
import { chosenFills } from '../../model/publish/records/fill-defaults.ts';
import { remadeIn } from '../../model/publish/records/remake-records.ts';
import type { Progress } from '../../work/jobs/job.ts';
import { type CommandContext, exit, type Terminal } from './command.ts';
import type { Given } from './given-packages.ts';
import type { Opened } from './open-from.ts';
import { sayPublished, sayServed } from './say-published.ts';
import { hasErrors, showIssues } from './show-issues.ts';
import { showPublication } from './show-publication.ts';

const pace = 2_000;

/** Says how far something is on standard error, every other second: what is quick stays silent. */
export function progress(terminal: Terminal): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    const now = performance.now();
    if (now - last < pace) return;
    last = now;
    terminal.warn(`  ${done.toLocaleString('en')} / ${total.toLocaleString('en')}`);
  };
}

/** The tries to look again because something was published, or an old column went, meanwhile. */
const tries = 5;

export interface HowToPublish {
  /** The reason; without one nothing is done. */
  readonly reason?: string | undefined;
  /** Offers that are taken, as they were typed. Default: none. */
  readonly fill?: string | undefined;
  /** Packages that whoever sits here answers for, whatever their signatures are. Default: none. */
  readonly accept?: readonly string[];
  /** Further wishes to the publisher. Default: none. */
  readonly beside?: Pick<Beside, 'downgrade' | 'leaving' | 'undoes' | 'notes'>;
  /** Asked when it was seen what would be done. Default: whoever typed it meant it. */
  readonly sure?: () => Promise<boolean>;
}

/** Says what publishing these packages would do, and does it where there is a reason to. */
export function publishGiven(
  opened: Opened,
  { terminal }: CommandContext,
  given: Given,
  how: HowToPublish,
): Promise<number> {
  return lookingAgain(terminal, () => publishSeen(opened, terminal, given, how));
}

/** Does work again whose plan became another between the look and the deed. */
export async function lookingAgain<T>(terminal: Terminal, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const moved = error instanceof Refusal && error.code === 'plan-changed';
      if (!moved || attempt === tries) throw error;
      terminal.say(
        {
          zh: '其间数据或元数据有变化，重新检查：',
          en: 'Data or metadata changed in the meantime; checking again:',
        }[terminal.language],
      );
    }
  }
}

async function publishSeen(
  opened: Opened,
  terminal: Terminal,
  given: Given,
  { reason, fill, accept = [], beside = {}, sure }: HowToPublish,
): Promise<number> {
  const { tenant } = opened;
  const publication = await tenant.publisher.prepare(given.packages, { accept, ...beside });
  const shown = describe(
    { ...publication, issues: [...given.issues, ...publication.issues] },
    terminal.language,
  );
  showPublication(shown, given.folders, terminal);
  const { hash } = publication;
  const wanted = fill === undefined || fill === 'all' ? fill === 'all' : fill.split(',');
  const fills = [...chosenFills(wanted, shown.offers), ...remadeIn(shown.issues)];
  if (hash === undefined || hasErrors(given.issues)) {
    terminal.result(shown);
    return exit.failed;
  }
  if (reason === undefined) {
    terminal.result({ ...shown, revision: tenant.revision() });
    return exit.done;
  }
  if (sure && !(await sure())) {
    terminal.result({ ...shown, revision: tenant.revision() });
    return exit.failed;
  }
  const actor = { id: platformUser.id, name: platformUser.name };
  const done = await tenant.publisher.publish(
    given.packages,
    { actor, reason, fills: chosenFills(wanted, shown.offers) },
    { hash, accept, ...beside },
  );
  await recordAccepted(opened, publication.issues, accept);
  const { data, revision } = done;
  sayPublished(terminal, publication.base, revision, done.finishedBy);
  showIssues(data.issues, given.folders, terminal);
  const filled = fills.length > 0 ? await fillIn(opened, terminal, revision) : { filled: 0, failed: 0 };
  const nodes = await sayServed(terminal, done.nodes);
  const report = { ...shown, data: describeData(data, terminal.language), nodes, ...filled };
  terminal.result({ ...report, revision: tenant.revision() });
  return hasErrors(data.issues) || filled.failed > 0 ? exit.failed : exit.done;
}

/** Packages that whoever sits here answers for, though their signatures do not: kept. */
export async function recordAccepted(
  { tenant, clock }: Opened,
  issues: readonly Pick<Issue, 'code' | 'package' | 'params'>[],
  accept: readonly string[],
): Promise<void> {
  for (const { code, package: name = '', params } of issues)
    if (code.startsWith('signature-') && accept.includes(name))
      await createAudit({ database: tenant.database, clock, newId }).record({
        action: 'package-accepted',
        target: name,
        detail: { ...params, why: code },
      });
}

/** Gives records their defaults, and computes them anew, before the command ends; a server does so as a job. */
export async function fillIn({ tenant, clock }: Opened, terminal: Terminal, revision: number) {
  const { store, database, node, zone, systemCall } = tenant;
  const call = { ...systemCall(), language: terminal.language, reason: 'guiju apply' };
  const say = progress(terminal);
  const job = { id: '', report: async ({ done, total }: Progress) => say(done, total) };
  const outcome = await refillNow({ store, database, node, zone, clock }, call, { revision, job });
  const { counts, message, details } = outcome ?? {};
  terminal.say(message?.[terminal.language] ?? '');
  const refused = (details?.['refused'] ?? []) as readonly JsonObject[];
  for (const { number, reason } of refused)
    terminal.warn(`  ${String(number)}: ${labelOf(reason)?.[terminal.language] ?? ''}`);
  return { filled: counts?.updated ?? 0, failed: counts?.failed ?? 0 };
}
