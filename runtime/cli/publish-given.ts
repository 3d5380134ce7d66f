import { platformUser } from '../auth/system-call.ts';
import { describe, describeData } from '../publish/publisher.ts';
import { Refusal } from '../refusal.ts';
import { type CommandContext, exit, type Terminal } from './command.ts';
import type { Given } from './given-packages.ts';
import type { Opened } from './open-from.ts';
import { hasErrors, showIssues } from './show-issues.ts';
import { showPublication } from './show-publication.ts';

/** How often it looks anew because something was published, or an old column went, meanwhile. */
const tries = 5;

/** Says what publishing these packages would do, and does it where there is a reason to. */
export async function publishGiven(
  opened: Opened,
  { terminal }: CommandContext,
  given: Given,
  reason?: string,
): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await publishSeen(opened, terminal, given, reason);
    } catch (error) {
      const moved = error instanceof Refusal && error.code === 'plan-changed';
      if (!moved || attempt === tries) throw error;
      terminal.say(
        { zh: '其间数据或元数据有变化，重新检查：', en: 'Something changed meanwhile; looking again:' }[
          terminal.language
        ],
      );
    }
  }
}

async function publishSeen(
  { tenant }: Opened,
  terminal: Terminal,
  given: Given,
  reason?: string,
): Promise<number> {
  const publication = await tenant.publisher.prepare(given.packages);
  const shown = describe(
    { ...publication, issues: [...given.issues, ...publication.issues] },
    terminal.language,
  );
  showPublication(shown, given.folders, terminal);
  const { hash } = publication;
  if (hash === undefined || given.issues.length > 0) {
    terminal.result(shown);
    return exit.failed;
  }
  if (reason === undefined) {
    terminal.result({ ...shown, revision: tenant.revision() });
    return exit.done;
  }
  const actor = { id: platformUser.id, name: platformUser.name };
  const { revision, data } = await tenant.publisher.publish(given.packages, { actor, reason }, hash);
  terminal.say(
    revision === publication.base
      ? { zh: `没有变化，仍是版本 ${revision}`, en: `nothing changed since revision ${revision}` }[
          terminal.language
        ]
      : { zh: `已发布，版本 ${revision}`, en: `published as revision ${revision}` }[terminal.language],
  );
  showIssues(data.issues, given.folders, terminal);
  terminal.result({ ...shown, data: describeData(data, terminal.language), revision: tenant.revision() });
  return hasErrors(data.issues) ? exit.failed : exit.done;
}
