import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { isFormName } from '../../names.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';

/** What is said of a form in files of their own: which form, and the name, are what each is found by. */
type Folder = 'prints' | 'reports';

interface Set {
  readonly form: string;
  readonly name: string;
  readonly content: { readonly form: string; readonly name: string };
}

export const setPrint = (editing: Editing, step: StepOf<'set-print'>) =>
  set(editing, 'prints', 'print-twice', step);

export const setReport = (editing: Editing, step: StepOf<'set-report'>) =>
  set(editing, 'reports', 'report-twice', step);

export const removePrint = (editing: Editing, step: StepOf<'remove-print'>) =>
  remove(editing, 'prints', step);

export const removeReport = (editing: Editing, step: StepOf<'remove-report'>) =>
  remove(editing, 'reports', step);

function set(
  editing: Editing,
  folder: Folder,
  twice: 'print-twice' | 'report-twice',
  { form, name, content }: Set,
): undefined {
  if (!isFormName(content.name)) return editing.refuse('form-name', { name: content.name });
  if (content.form !== form) return editing.refuse('set-locked', { target: `${folder}/${name}/form` });
  const known = fileOf(editing, folder, form, name);
  const taken = fileOf(editing, folder, form, content.name);
  if (taken !== undefined && taken !== known)
    return editing.refuse(twice, { name: content.name, package: editing.world.layer });
  const owner = editing.world.below.get(form)?.place.package;
  if (owner !== undefined) editing.needs(owner);
  editing.files.set(known ?? editing.freePath(folder, content.name), content as unknown as Json);
}

function remove(
  editing: Editing,
  folder: Folder,
  { form, name }: { readonly form: string; readonly name: string },
): undefined {
  const file = fileOf(editing, folder, form, name);
  if (file === undefined) return editing.refuse('design-not-own', { target: `${folder}/${name}` });
  editing.files.delete(file);
}

function fileOf({ files }: Editing, folder: Folder, form: string, name: string): string | undefined {
  const isIt = (content: JsonObject) => content['form'] === form && content['name'] === name;
  for (const [file, content] of files)
    if (file.startsWith(`${folder}/`) && isObject(content) && isIt(content)) return file;
  return undefined;
}
