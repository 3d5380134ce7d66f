import { isObject, type Json } from '../../common/json.ts';
import { isFormName } from '../../names.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';

/** Writes a template into a file of its own; which form it is of, and its name, are what it is found by. */
export function setPrint(editing: Editing, { form, name, content }: StepOf<'set-print'>): undefined {
  if (!isFormName(content.name)) return editing.refuse('form-name', { name: content.name });
  if (content.form !== form) return editing.refuse('set-locked', { target: `prints/${name}/form` });
  const known = printFile(editing, form, name);
  const taken = printFile(editing, form, content.name);
  if (taken !== undefined && taken !== known)
    return editing.refuse('print-twice', { name: content.name, package: editing.world.layer });
  const owner = editing.world.below.get(form)?.place.package;
  if (owner !== undefined) editing.needs(owner);
  editing.files.set(known ?? editing.freePath('prints', content.name), content as unknown as Json);
}

export function removePrint(editing: Editing, { form, name }: StepOf<'remove-print'>): undefined {
  const file = printFile(editing, form, name);
  if (file === undefined) return editing.refuse('design-not-own', { target: `prints/${name}` });
  editing.files.delete(file);
}

function printFile({ files }: Editing, form: string, name: string): string | undefined {
  for (const [file, content] of files)
    if (
      file.startsWith('prints/') &&
      isObject(content) &&
      content['form'] === form &&
      content['name'] === name
    )
      return file;
  return undefined;
}
