import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openArchive, readArchives } from '../../model/packages/archives.ts';
import { finishArchives } from '../../model/publish/archive-package.ts';
import { uninstallOf } from '../../model/publish/uninstall.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { withInstallation } from '../common/open-from.ts';
import { publishGiven } from '../common/publish-given.ts';
import { confirm } from '../common/terminal.ts';

/** Takes a package out of service; its data is archived and hidden. */
export function uninstall(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const [name = ''] = words;
  return withInstallation(
    context,
    async (opened) => {
      const service = () => opened.tenant.service();
      const running = (revision: number) => (service()?.revision === revision ? service()?.model : undefined);
      const { given, ...beside } = await uninstallOf(opened.tenant.database, name, running);
      const question = {
        zh: `${name} 将被卸载，其数据归档并隐藏。`,
        en: `${name} will be uninstalled; its data will be archived and hidden.`,
      }[terminal.language];
      const why = typeof options['reason'] === 'string' ? options['reason'] : `guiju uninstall ${name}`;
      return publishGiven(
        opened,
        context,
        { packages: given, issues: [], folders: new Map() },
        {
          reason: options['dry-run'] === true ? undefined : why,
          beside,
          sure: () => confirm(context, { question, word: name }),
        },
      );
    },
    { mends: true },
  );
}

/** Lists what packages had that were uninstalled, or writes one of it to a file. */
export function archives(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const { language } = terminal;
  const [id] = words;
  return withInstallation(context, async ({ tenant, edition }) => {
    const { database, node } = tenant;
    await finishArchives({ database, node, edition });
    const items = await readArchives(database);
    if (id === undefined) {
      for (const one of items)
        terminal.say(
          `${one.id.padEnd(10)} ${one.package} ${one.version}  ${one.at?.slice(0, 16).replace('T', ' ') ?? ''}  ${one.size}`,
        );
      if (items.length === 0) terminal.say({ zh: '没有归档', en: 'there are no archives' }[language]);
      terminal.result({ items });
      return exit.done;
    }
    const { archive, bytes } = await openArchive(database, items, id);
    const out = options['out'];
    const file = typeof out === 'string' ? out : `${archive.package.replaceAll('/', '-')}-${id}.jsonl.gz`;
    await pipeline(Readable.from(bytes), createWriteStream(file));
    terminal.say({ zh: `已写入 ${file}`, en: `written to ${file}` }[language]);
    terminal.result({ file, ...archive });
    return exit.done;
  });
}
