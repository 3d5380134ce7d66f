import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { counted } from '../../../../metadata/words/counted.ts';
import { makeFolder } from '../../../common/make-folder.ts';
import { brunoCollection } from '../../../model/openapi/collection/bruno.ts';
import { postmanCollection } from '../../../model/openapi/collection/postman.ts';
import { requestsOf } from '../../../model/openapi/collection/requests-of.ts';
import { type CommandContext, exit } from '../../common/command.ts';
import { readSettings } from '../../common/open-from.ts';
import { jsonOf, serverAt } from '../../common/server-at.ts';

/** Writes what a server documents as requests to be sent by hand, as far as the token's user may make them. */
export async function collection(context: CommandContext): Promise<number> {
  const { options, terminal, environment } = context;
  const { language } = terminal;
  const { postman, bruno, forms, server } = options;
  if (typeof postman !== 'string' && typeof bruno !== 'string') {
    terminal.warn('guiju collection --postman <file> | --bruno <folder> [--server <http://…>]');
    return exit.usage;
  }
  if (typeof bruno === 'string' && (await isOther(bruno))) {
    const refused = {
      zh: `文件夹 ${bruno} 里已有别的内容：请换一个空文件夹，或以前生成的集合`,
      en: `The folder ${bruno} has other content: choose an empty one, or a collection written before`,
    };
    terminal.warn(refused[language]);
    return exit.failed;
  }
  const settings = await readSettings(context);
  if (!settings) return exit.usage;
  const url = (typeof server === 'string' ? server : settings.url).replace(/\/+$/, '');
  const query = typeof forms === 'string' ? `?forms=${encodeURIComponent(forms)}` : '';
  const bytes = await serverAt(url, environment['GUIJU_TOKEN'], language)(`openapi.json${query}`);
  const folders = requestsOf(jsonOf(bytes));
  const named = { name: `Guiju ${new URL(url).host}`, url };
  const written = new Map<string, string>();
  if (typeof postman === 'string')
    written.set(postman, `${JSON.stringify(postmanCollection(folders, named), null, 1)}\n`);
  if (typeof bruno === 'string')
    for (const [path, text] of brunoCollection(folders, named)) written.set(join(bruno, path), text);
  for (const [path, text] of written) {
    makeFolder(dirname(path));
    await writeFile(path, text);
  }
  const requests = folders.reduce((sum, folder) => sum + folder.requests.length, 0);
  const places = [postman, bruno].filter((one) => typeof one === 'string');
  const said = {
    zh: `已写入 ${requests} 个请求：${places.join('、')}`,
    en: `${counted(requests, 'request', 'requests')} written to ${places.join(' and ')}`,
  };
  terminal.say(said[language]);
  terminal.result({ requests, places });
  return exit.done;
}

/** Whether a folder holds anything that is no collection. */
async function isOther(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): readonly string[] => []);
  return names.length > 0 && !names.includes('bruno.json');
}
