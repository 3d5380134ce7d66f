import { platformUser } from '../../auth/system-call.ts';
import { describe } from '../../publish/publisher.ts';
import { type CommandContext, exit } from '../command.ts';
import { givenPackages } from '../given-packages.ts';
import { withInstallation } from '../open-from.ts';
import { showPublication } from '../show-publication.ts';

/** Says what `apply` would do, and does nothing. */
export const plan = (context: CommandContext) => prepareAnd(context, async () => exit.done);

/** Publishes; every live node serves the new model within a second. */
export const apply = (context: CommandContext) =>
  prepareAnd(context, async (publish) => {
    const { terminal, options } = context;
    const reason = options['reason'];
    const revision = await publish(typeof reason === 'string' ? reason : 'guiju apply');
    terminal.say(
      { zh: `已发布，版本 ${revision}`, en: `published as revision ${revision}` }[terminal.language],
    );
    return exit.done;
  });

function prepareAnd(
  context: CommandContext,
  then: (publish: (reason: string) => Promise<number>) => Promise<number>,
): Promise<number> {
  const { words, terminal } = context;
  return withInstallation(context, async ({ tenant }) => {
    const given = givenPackages(words);
    const publication = await tenant.publisher.prepare(given.packages);
    const issues = [...given.issues, ...publication.issues];
    const shown = describe({ ...publication, issues }, terminal.language);
    showPublication(shown, terminal);
    const { hash } = publication;
    if (hash === undefined || given.issues.length > 0) {
      terminal.result(shown);
      return exit.failed;
    }
    const actor = { id: platformUser.id, name: platformUser.name };
    const code = await then(async (reason) => {
      const { revision } = await tenant.publisher.publish(given.packages, { actor, reason }, hash);
      return revision;
    });
    terminal.result({ ...shown, revision: tenant.revision() });
    return code;
  });
}
