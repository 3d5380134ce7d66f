import { platformUser } from '../../auth/system-call.ts';
import { describe, describeData, type Published } from '../../publish/publisher.ts';
import { type CommandContext, exit } from '../command.ts';
import { givenPackages } from '../given-packages.ts';
import { withInstallation } from '../open-from.ts';
import { showIssues } from '../show-issues.ts';
import { showPublication } from '../show-publication.ts';

/** Says what `apply` would do, and does nothing. */
export const plan = (context: CommandContext) => prepareAnd(context, async () => exit.done);

/** Publishes; every live node serves the new model within a second. */
export const apply = (context: CommandContext) =>
  prepareAnd(context, async (publish) => {
    const { terminal, options } = context;
    const reason = options['reason'];
    const { revision, data } = await publish(typeof reason === 'string' ? reason : 'guiju apply');
    terminal.say(
      { zh: `已发布，版本 ${revision}`, en: `published as revision ${revision}` }[terminal.language],
    );
    showIssues(data.issues, new Map(), terminal);
    return exit.done;
  });

function prepareAnd(
  context: CommandContext,
  then: (publish: (reason: string) => Promise<Published>) => Promise<number>,
): Promise<number> {
  const { words, terminal } = context;
  const given = givenPackages(words);
  if (given.packages.length === 0) {
    showIssues(given.issues, given.folders, terminal);
    terminal.result({ issues: given.issues });
    return Promise.resolve(exit.failed);
  }
  return withInstallation(context, async ({ tenant }) => {
    const publication = await tenant.publisher.prepare(given.packages);
    const issues = [...given.issues, ...publication.issues];
    const shown = describe({ ...publication, issues }, terminal.language);
    showPublication(shown, given.folders, terminal);
    const { hash } = publication;
    if (hash === undefined || given.issues.length > 0) {
      terminal.result(shown);
      return exit.failed;
    }
    const actor = { id: platformUser.id, name: platformUser.name };
    let data: object = {};
    const code = await then(async (reason) => {
      const published = await tenant.publisher.publish(given.packages, { actor, reason }, hash);
      data = { data: describeData(published.data, terminal.language) };
      return published;
    });
    terminal.result({ ...shown, ...data, revision: tenant.revision() });
    return code;
  });
}
