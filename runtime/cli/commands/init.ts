import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { singular } from '../../../metadata/words/inside-sentence.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { newForm, schemaFor, seenAtFirst, spaced } from '../common/new-form.ts';
import { spokenTo } from '../common/open-from.ts';
import { shellWord } from '../common/shell-word.ts';

/** Beside the code, in the checkout and in the tarball alike. */
const exampleFolder = new URL('../../../examples/hotel', import.meta.url);

/** A folder with a package of one form, which validates and can be applied as it is. */
export async function init({ words, options, terminal, environment }: CommandContext): Promise<number> {
  const folder = resolve(words[0] ?? '.');
  const { language } = terminal;
  const place = (inside = '') => shellWord(`${words[0] ?? '.'}${inside}`);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    terminal.warn({ zh: `${folder} 不是空文件夹`, en: `${folder} is not an empty folder` }[language]);
    return exit.failed;
  }
  if (options['example'] === true) {
    cpSync(fileURLToPath(exampleFolder), folder, { recursive: true });
    const guiju = spokenTo(environment);
    terminal.say(
      {
        zh: `已写入示例 ${words[0]}：v1 和 v2 是同一个包的两个版本，customer 是客户改动的内容\n接下来：${guiju} validate ${place('/v1')}，然后 ${guiju} test ${place('/v1')}`,
        en: `wrote the example to ${words[0]}: v1 and v2 are two versions of one package, customer is what a customer changes\nNext: ${guiju} validate ${place('/v1')}, then ${guiju} test ${place('/v1')}`,
      }[language],
    );
    terminal.result({ folder, files: readdirSync(folder, { recursive: true }).map(String).sort() });
    return exit.done;
  }
  const wanted = text(options['name']) ?? basename(folder);
  const name = wanted
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  if (name === '') {
    terminal.warn(
      {
        zh: `“${wanted}”不能作包名：请用 --name 给出一个（小写字母、数字和连字符，字母开头）`,
        en: `“${wanted}” cannot be a package name: specify one with --name (lower-case letters, digits and hyphens, starting with a letter)`,
      }[language],
    );
    return exit.usage;
  }
  const form = singular(name) ?? name;
  const prefix = text(options['prefix']) ?? name.replace(/-/g, '').slice(0, 12);
  const zh = text(options['label']) ?? chinese(basename(folder));
  const files = {
    'package.json': manifest(name, prefix, { zh: zh ?? '新的包', en: spaced(name) }),
    [`forms/${form}.json`]: {
      ...schemaFor(join(folder, 'forms'), 'form'),
      ...newForm(form, { zh: zh ?? '新的表单', en: spaced(form) }, name),
    },
  };
  makeFolder(join(folder, 'forms'));
  for (const [path, content] of Object.entries(files))
    writeFileSync(join(folder, path), `${JSON.stringify(content, null, 2)}\n`);
  const guiju = spokenTo(environment);
  terminal.say(
    {
      zh: `已建立包 ${name}：${Object.keys(files).join('、')}\n${seenAtFirst.zh}\n接下来：${guiju} validate ${place()}，然后 ${guiju} apply ${place()}`,
      en: `created the package ${name}: ${Object.keys(files).join(', ')}\n${seenAtFirst.en}\nNext: ${guiju} validate ${place()}, then ${guiju} apply ${place()}`,
    }[language],
  );
  terminal.result({ name, folder, files: Object.keys(files) });
  return exit.done;
}

function manifest(name: string, prefix: string, label: JsonObject): JsonObject {
  return {
    name,
    version: '0.1.0',
    peerDependencies: { platform: '^1.0.0' },
    guiju: { prefix, label, menu: [{ path: name, label }] },
  };
}

/** A folder with a Chinese name has said what it is called. */
function chinese(name: string): string | undefined {
  return /\p{Script=Han}/u.test(name) ? name : undefined;
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
