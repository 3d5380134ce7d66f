import type { Json } from '../common/json.ts';
import { localPackage } from '../model/layers/order.ts';
import type { ExtensionSource, PackageSource, ParamsSource, SourceFile } from '../source.ts';
import type { Spot } from './world.ts';

/** A change of a property in the customer's own layer. */
export type Edit = Spot &
  (
    | { readonly does: 'withdraw' }
    | { readonly does: 'say'; readonly value: Json }
    /** Nobody's word is left out where the list is empty. */
    | { readonly does: 'overrule'; readonly packages: readonly string[] }
  );

type Speaking = Pick<ExtensionSource, 'set' | 'overrules'>;

/** The customer's layer with some of its words changed; made where there was none. */
export function editLocal(
  local: PackageSource | undefined,
  edits: readonly Edit[],
): PackageSource | undefined {
  if (edits.length === 0) return local;
  const base = local ?? emptyLocal;
  let extensions = base.extensions;
  let params = base.params;
  for (const edit of edits) {
    if (edit.form === '') {
      const [, type = '', ...rest] = edit.target.split('/');
      const own = { ...edit, target: rest.join('/') };
      const fresh: ParamsSource = { type, label: { zh: type, en: type }, params: [] };
      params = edited(params, own, (one) => one.type === type, fresh, `params/${type}`);
    } else {
      const fresh: ExtensionSource = { extends: edit.form };
      const isOfForm = (one: ExtensionSource) => one.extends === edit.form;
      extensions = edited(extensions, edit, isOfForm, fresh, `extensions/${edit.form}`);
    }
  }
  return { ...base, extensions, params };
}

/** The customer's layer before he says anything. */
export const emptyLocal: PackageSource = {
  manifest: {
    name: localPackage,
    version: '1.0.0',
    guiju: { prefix: localPackage, label: { zh: '本地调整', en: 'Local changes' } },
  },
  forms: [],
  extensions: [],
  params: [],
  data: [],
  cases: [],
  messages: [],
};

function edited<T extends Speaking>(
  files: readonly SourceFile<T>[],
  edit: Edit,
  isOf: (content: T) => boolean,
  fresh: T,
  path: string,
): readonly SourceFile<T>[] {
  const member = edit.does === 'overrule' ? 'overrules' : 'set';
  const { target } = edit;
  const speaks = ({ content }: SourceFile<T>) =>
    isOf(content) && content[member] !== undefined && Object.hasOwn(content[member], target);
  const value = edit.does === 'say' ? edit.value : edit.does === 'overrule' ? edit.packages : undefined;
  if (value === undefined || (Array.isArray(value) && edit.does === 'overrule' && value.length === 0))
    return files.flatMap((file) => (speaks(file) ? without(file, member, target) : [file]));
  const known = files.find(speaks) ?? files.find(({ content }) => isOf(content));
  if (known)
    return files.map((file) =>
      file === known
        ? {
            ...file,
            content: { ...file.content, [member]: { ...file.content[member], [target]: value } },
          }
        : file,
    );
  const taken = new Set(files.map(({ file }) => file));
  let file = `${path.toLowerCase().replace(/[^a-z0-9/._-]/g, '-')}.json`;
  for (let more = 2; taken.has(file); more++) file = file.replace(/(-\d+)?\.json$/, `-${more}.json`);
  return [...files, { file, content: { ...fresh, [member]: { [target]: value } } }];
}

/** A file that says nothing any more goes. */
function without<T extends Speaking>(
  file: SourceFile<T>,
  member: 'set' | 'overrules',
  target: string,
): readonly SourceFile<T>[] {
  const { [target]: _, ...left } = file.content[member] as Readonly<Record<string, Json>>;
  const { [member]: __, ...rest } = file.content;
  const content = Object.keys(left).length > 0 ? { ...rest, [member]: left } : rest;
  const says = Object.entries(content).some(
    ([name, value]) =>
      !['extends', 'type', 'label', '$schema'].includes(name) &&
      !(Array.isArray(value) && value.length === 0),
  );
  return says ? [{ ...file, content: content as T }] : [];
}
