import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { refusal } from '../../common/refusal.ts';
import { parseJsonFile } from '../../config/json-file.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { newExtension, newForm, schemaFor, seenAtFirst, spaced } from '../common/new-form.ts';
import { spokenTo } from '../common/open-from.ts';
import { shellWord } from '../common/shell-word.ts';

const folderNoPackage = refusal('folder-no-package', 404);
const formFileThere = refusal('form-file-there', 409);
const formNameWrong = refusal('form-name-wrong', 422);

/** Adds a form to a package; of a form that is somebody else's, an extension of it. */
export async function form({ words, options, terminal, environment }: CommandContext): Promise<number> {
  const [folder = '.', name = ''] = words;
  const { manifest, menu, prefix } = manifestIn(folder);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw formNameWrong({ name });
  const owner = ownerOf(name, String(manifest['name']));
  const kind = owner ? 'extension' : 'form';
  const file = join(folder, `${kind}s`, `${name}.json`);
  if (existsSync(file)) throw formFileThere({ file });
  const zh = options['label'];
  const label = { zh: typeof zh === 'string' ? zh : owner ? '附注' : '新的表单' };
  const content: JsonObject = owner
    ? newExtension(name, prefix, { ...label, en: 'Note' })
    : newForm(name, { ...label, en: spaced(name) }, menu);
  makeFolder(dirname(file));
  const whole = { ...schemaFor(dirname(file), kind), ...content };
  writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`);
  if (owner) need(folder, manifest, owner);
  const guiju = spokenTo(environment);
  const what = {
    form: { zh: '已新增表单', en: 'created the form' },
    extension: { zh: '已新增对该表单的扩展', en: 'created an extension of that form' },
  }[kind];
  terminal.say(
    {
      zh: `${what.zh} ${file}${owner ? '' : `\n${seenAtFirst.zh}`}\n接下来：在其中写字段，然后 ${guiju} validate ${shellWord(folder)}`,
      en: `${what.en}: ${file}${owner ? '' : `\n${seenAtFirst.en}`}\nNext: write its fields there, then ${guiju} validate ${shellWord(folder)}`,
    }[terminal.language],
  );
  terminal.result({ file, kind });
  return exit.done;
}

function manifestIn(folder: string) {
  const file = join(folder, 'package.json');
  const read = existsSync(file) ? parseJsonFile(readFileSync(file, 'utf8')) : undefined;
  const manifest = read?.ok ? read.value : undefined;
  const guiju = isObject(manifest) ? manifest['guiju'] : undefined;
  if (!isObject(manifest) || !isObject(guiju)) throw folderNoPackage({ folder });
  const [first] = Array.isArray(guiju['menu']) ? (guiju['menu'] as readonly Json[]) : [];
  const path = isObject(first) ? first['path'] : undefined;
  const menu = typeof path === 'string' ? path : basename(folder);
  return { manifest, menu, prefix: String(guiju['prefix']) };
}

interface Owner {
  readonly name: string;
  readonly version: string;
}

/** Finds the standard package that the form is of. */
function ownerOf(form: string, own: string): Owner | undefined {
  for (const folder of standardPackageFolders()) {
    const { files } = readPackageFolder(folder);
    const manifest = files.get('package.json');
    const forms = [...files].filter(([path]) => path.startsWith('forms/')).map(([, content]) => content);
    if (isObject(manifest) && forms.some((one) => isObject(one) && one['name'] === form)) {
      const owner = { name: String(manifest['name']), version: String(manifest['version']) };
      return owner.name === own ? undefined : owner;
    }
  }
  return undefined;
}

/** Notes that a package which says something of another package's form needs that. */
function need(folder: string, manifest: JsonObject, { name, version }: Owner): void {
  const known = manifest['peerDependencies'];
  const needs = isObject(known) ? known : {};
  if (needs[name] !== undefined) return;
  const whole = { ...manifest, peerDependencies: { ...needs, [name]: `^${version}` } };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(whole, null, 2)}\n`);
}
