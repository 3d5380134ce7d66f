import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { JsonObject } from '../../../metadata/json.ts';
import { type CommandContext, exit } from '../command.ts';

/** A folder with a package of one form, which validates and can be applied as it is. */
export async function init({ words, options, terminal }: CommandContext): Promise<number> {
  const folder = resolve(words[0] ?? '.');
  const { language } = terminal;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    terminal.warn({ zh: `${folder} 不是空文件夹`, en: `${folder} is not an empty folder` }[language]);
    return exit.failed;
  }
  const name = (text(options['name']) ?? basename(folder)).toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  const form = singular(name);
  const prefix = text(options['prefix']) ?? (name.replace(/[^a-z]/g, '').slice(0, 3) || 'my');
  const files = { 'package.json': manifest(name, prefix), [`forms/${form}.json`]: sampleForm(name, form) };
  mkdirSync(join(folder, 'forms'), { recursive: true });
  for (const [path, content] of Object.entries(files))
    writeFileSync(join(folder, path), `${JSON.stringify(content, null, 2)}\n`);
  terminal.say(
    {
      zh: `已建立包 ${name}：${Object.keys(files).join('、')}\n接下来：guiju validate ${words[0]}，然后 guiju apply ${words[0]}`,
      en: `made the package ${name}: ${Object.keys(files).join(', ')}\nNext: guiju validate ${words[0]}, then guiju apply ${words[0]}`,
    }[language],
  );
  terminal.result({ name, folder, files: Object.keys(files) });
  return exit.done;
}

function manifest(name: string, prefix: string): JsonObject {
  const label = { zh: name, en: name };
  return {
    name,
    version: '0.1.0',
    peerDependencies: { platform: '^1.0.0' },
    guiju: { prefix, label, menu: [{ path: name, label }] },
  };
}

function sampleForm(name: string, form: string): JsonObject {
  const field = (id: string, kind: string, zh: string, en: string, more: JsonObject = {}): JsonObject => ({
    ...{ name: id, kind, label: { zh, en } },
    ...more,
  });
  return {
    name: form,
    kind: 'master',
    label: { zh: form, en: form },
    menu: { path: name },
    sharing: { allowed: ['private', 'free', 'hierarchical', 'scope', 'global'], default: 'private' },
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

function singular(name: string): string {
  return name.length > 3 && name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : name;
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
