import type { Json } from '../../../metadata/common/json.ts';
import type { ToPromote } from '../../../metadata/contract/packages/keys.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { promotedContentsFolder, promotedFolder } from '../../../metadata/model/source-files.ts';
import type { Form } from '../../../metadata/model.ts';
import { isPackageName } from '../../../metadata/names.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { type Installed, readInstalled } from '../packages/package-store.ts';
import { writtenFile } from '../packages/packed.ts';
import { writeTarball } from '../tarball/write-tarball.ts';
import {
  isSecretMark,
  layerFiles,
  membersIn,
  type PromotedRecord,
  recordsPath,
  valuesFile,
} from './promoted-files.ts';
import { isNamed, tellRecords } from './tell-records.ts';
import { tellValues } from './tell-values.ts';
import { TravellingFiles, travelling } from './travelling-files.ts';

export interface Exported {
  readonly name: string;
  readonly version: string;
  readonly files: ReadonlyMap<string, Json>;
  readonly records: number;
  readonly values: number;
  /** Ids of secrets that are named and stay here. */
  readonly secrets: readonly string[];
  /** Names of files of the records that stay here: they cannot be read, or are too much for a package. */
  readonly filesLeft: readonly string[];
}

interface ExportParts {
  readonly reader: Connection;
  readonly store: Pick<Store, 'list' | 'read' | 'holdings'>;
  readonly contents: Contents;
  readonly call: Call;
}

const formUnknown = refusal('form-unknown', 404);
const nameWrong = refusal('promote-name', 422);
const usualName = 'promotion';
/** Instead of the name of a form: all that configure something, and whose records have a name of their own. */
export const everyForm = '*';

/** The customer's layer, and what was chosen beside it, as a package that another system merges into its own. */
export async function exportLocal(
  { reader, store, contents, call }: ExportParts,
  { name = usualName, ...wanted }: ToPromote,
): Promise<Exported> {
  if (!isPackageName(name) || name === localPackage) throw nameWrong({ name });
  const installed = await readInstalled(reader);
  const local = installed.find((one) => one.name === localPackage);
  const carried = new Map<string, Json>(layerFiles(local?.files ?? new Map()));
  let newest = await revisionOf(reader, localPackage);
  const held = new TravellingFiles(contents, travelling.all);
  let records = 0;
  const forms = formsOf(call, wanted);
  for (const form of forms) {
    const where =
      form.id === 'saved-view'
        ? (view: Readonly<Record<string, Json>>) => view['shared'] === true
        : undefined;
    const found = await tellRecords(form, { store, files: held, call, ...(where && { where }) });
    const chosen: [string, PromotedRecord][] = [];
    for (const [key, { wire, ...record }] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
      chosen.push([key, record]);
      newest = Math.max(newest, wire.revision);
    }
    records += chosen.length;
    carried.set(recordsPath(form.id), { form: form.id, records: Object.fromEntries(chosen) as never });
  }
  const values = wanted.params ? await tellValues(call) : {};
  if (wanted.params) {
    carried.set(valuesFile, { values });
    for (const type of call.served.model.params.keys())
      for (const byScope of call.served.parameters?.ofType(type)?.values() ?? [])
        for (const sets of byScope.values())
          for (const { written } of sets) newest = Math.max(newest, written?.revision ?? 0);
  }
  const { version = `1.0.${newest}` } = wanted;
  const manifest = {
    name,
    version,
    description: 'What a customer made of it, to be merged into another system',
    peerDependencies: needed(installed, local, forms),
    guiju: {
      prefix: prefixOf(name),
      label: { zh: '推送的本地调整', en: 'Promoted local changes' },
    },
  };
  const files = new Map<string, Json>([['package.json', manifest]]);
  for (const [path, content] of carried) files.set(`${promotedFolder}/${path}`, content);
  for await (const [digest, content] of held.contents()) files.set(promotedContentsFolder + digest, content);
  const count = Object.keys(values).length;
  return { name, version, files, records, values: count, secrets: secretsIn(carried), filesLeft: held.left };
}

export async function exportedTarball({ files }: Pick<Exported, 'files'>): Promise<Uint8Array> {
  return writeTarball(new Map([...files].map(([path, content]) => [path, writtenFile(path, content)])));
}

async function revisionOf(reader: Connection, name: string): Promise<number> {
  const row = await reader.first<{ revision: number }>('SELECT revision FROM gj_package WHERE name = ?', [
    name,
  ]);
  return Number(row?.revision ?? 0);
}

function formsOf({ served: { model } }: Call, { data = [], roles, views }: ToPromote): readonly Form[] {
  const names = [...data, ...(roles ? ['role'] : []), ...(views ? ['saved-view'] : [])];
  const forms = names.flatMap((name) => {
    if (name === everyForm) return [...model.forms.values()].filter(isConfiguring);
    const form = model.forms.get(name);
    if (!form) throw formUnknown({ form: name, near: [] });
    return [form];
  });
  return [...new Set(forms)];
}

function isConfiguring(form: Form): boolean {
  const { kind } = form;
  return kind === 'setting' || (kind === 'master' && isNamed(form));
}

/** Packages that own what is spoken of, from the versions on that it was said of. */
function needed(
  installed: readonly Installed[],
  local: Installed | undefined,
  forms: readonly Form[],
): Readonly<Record<string, string>> {
  const spoken = new Set(forms.map((form) => form.package));
  const extended = new Set(
    [...(local?.files ?? [])].map(([path, content]) =>
      String(membersOf(content)[/^(prints|reports)\//.test(path) ? 'form' : 'extends'] ?? ''),
    ),
  );
  for (const { name, files } of installed)
    for (const [path, content] of files) {
      const { name: form, id } = membersOf(content);
      if (path.startsWith('forms/') && (extended.has(String(id)) || extended.has(String(form))))
        spoken.add(name);
    }
  const needs = installed.filter(({ name }) => spoken.has(name) && name !== localPackage);
  return Object.fromEntries(needs.map(({ name, version }) => [name, `>=${version}`]));
}

function membersOf(content: Json): Readonly<Record<string, Json | undefined>> {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
    ? (content as Readonly<Record<string, Json>>)
    : {};
}

/** Letters of the name: nothing is added to a form under it. */
function prefixOf(name: string): string {
  return `p${name.replaceAll(/[^a-z0-9]/g, '')}`.slice(0, 16);
}

/** Places of all secrets, that whoever brings it elsewhere is asked for. */
export function secretsIn(carried: ReadonlyMap<string, Json>): readonly string[] {
  const found: string[] = [];
  for (const [path, content] of carried) {
    const form = membersOf(content)['form'];
    for (const [key, record] of Object.entries(membersIn(content, 'records')))
      for (const [field, value] of Object.entries(membersIn(record, 'values')))
        if (isSecretMark(value)) found.push(`records/${String(form)}/${key}/${field}`);
    if (path === valuesFile)
      for (const [place, row] of Object.entries(membersIn(content, 'values')))
        if (isSecretMark(membersOf(row)['value'])) found.push(`values/${place}`);
  }
  return found;
}
