import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../../metadata/json.ts';
import { sharingStrategies } from '../../../metadata/sharing-strategies.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { spokenTo } from '../common/open-from.ts';

/** A folder with a package of one form, which validates and can be applied as it is. */
export async function init({ words, options, terminal, environment }: CommandContext): Promise<number> {
  const folder = resolve(words[0] ?? '.');
  const { language } = terminal;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    terminal.warn({ zh: `${folder} 不是空文件夹`, en: `${folder} is not an empty folder` }[language]);
    return exit.failed;
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
        en: `"${wanted}" makes no name for a package: give one with --name (lower case letters, digits and hyphens, a letter first)`,
      }[language],
    );
    return exit.usage;
  }
  const form = singular(name);
  const prefix = text(options['prefix']) ?? name.replace(/-/g, '').slice(0, 12);
  const zh = text(options['label']) ?? chinese(basename(folder));
  const files = {
    'package.json': manifest(name, prefix, { zh: zh ?? '新的包', en: spaced(name) }),
    [`forms/${form}.json`]: {
      ...schemaFor(join(folder, 'forms')),
      ...sampleForm(name, form, { zh: zh ?? '新的表单', en: spaced(form) }),
    },
  };
  mkdirSync(join(folder, 'forms'), { recursive: true });
  for (const [path, content] of Object.entries(files))
    writeFileSync(join(folder, path), `${JSON.stringify(content, null, 2)}\n`);
  const guiju = spokenTo(environment);
  terminal.say(
    {
      zh: `已建立包 ${name}：${Object.keys(files).join('、')}\n接下来：${guiju} validate ${words[0]}，然后 ${guiju} apply ${words[0]}`,
      en: `made the package ${name}: ${Object.keys(files).join(', ')}\nNext: ${guiju} validate ${words[0]}, then ${guiju} apply ${words[0]}`,
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

function sampleForm(name: string, form: string, label: JsonObject): JsonObject {
  const field = (id: string, kind: string, zh: string, en: string, more: JsonObject = {}): JsonObject => ({
    ...{ name: id, kind, label: { zh, en } },
    ...more,
  });
  return {
    name: form,
    kind: 'master',
    label,
    menu: { path: name },
    sharing: { allowed: sharingStrategies, default: 'private' },
    fields: [
      field('number', 'text', '编码', 'Number', { length: 40, required: true }),
      field('name', 'text', '名称', 'Name', { length: 100, required: true }),
      field('amount', 'money', '金额', 'Amount'),
      field('startsOn', 'date', '开始日期', 'Starts on', { default: { fact: '$today' } }),
      field('remark', 'multiline', '备注', 'Remark', { length: 500 }),
    ],
    list: { columns: ['number', 'name', 'amount', 'startsOn'], filters: ['startsOn'], sort: ['number'] },
  };
}

/** Where the package lies in the project that has the server, editors are told what can be written. */
function schemaFor(folder: string): JsonObject {
  const schema = fileURLToPath(new URL('../../../metadata/schema/form.schema.json', import.meta.url));
  const isHere = (path: string) => !relative('.', path).startsWith('..');
  if (!isHere(schema) || !isHere(folder)) return {};
  return { $schema: relative(folder, schema).split(sep).join('/') };
}

/** A folder with a Chinese name has said what it is called. */
function chinese(name: string): string | undefined {
  return /\p{Script=Han}/u.test(name) ? name : undefined;
}

/** `purchase-contract` → `Purchase contract`. */
function spaced(name: string): string {
  const words = name.replaceAll('-', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function singular(name: string): string {
  return name.length > 3 && name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : name;
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
