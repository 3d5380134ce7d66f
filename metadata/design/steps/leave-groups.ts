import { type JsonPath, listed, valueAt } from '../../common/json-path.ts';
import type { Editing } from './editing.ts';
import { ownPlace } from './own-place.ts';
import { say } from './say.ts';

/** A field stands in one group. */
export function leaveOthers(
  editing: Editing,
  form: string,
  group: string,
  fields: readonly string[],
): undefined {
  const here = new Set(fields);
  const strip = (file: string, at: JsonPath) => {
    const items = valueAt(editing.files.get(file), at);
    if (!Array.isArray(items) || !items.some((id) => here.has(String(id)))) return;
    editing.write(
      { file, at },
      items.filter((id) => !here.has(String(id))),
    );
  };
  const name = group.split('/')[2];
  const own = editing.formFile(form);
  for (const file of [...(own ? [own] : []), ...editing.extensionFiles(form)]) {
    for (const { at, name: other } of groupsIn(editing, file, file === own))
      if (other !== name) strip(file, [...at, 'fields']);
    const said = valueAt(editing.files.get(file), ['set']) ?? {};
    for (const target of Object.keys(said)) {
      if (!/^layout\/groups\/[^/]+\/fields$/.test(target) || target === `${group}/fields`) continue;
      for (const member of [[], ['add'], ['order']]) strip(file, ['set', target, ...member]);
    }
  }
  // A group of others takes its fields from everywhere; one that was added does not.
  if (own === undefined && ownPlace(editing, form, group)) leaveGroupsOfOthers(editing, form, here);
}

function leaveGroupsOfOthers(editing: Editing, form: string, fields: ReadonlySet<string>): undefined {
  const below = editing.world.below.get(form)?.source.layout?.tabs ?? [];
  const now = (editing.form(form)?.source.layout?.tabs ?? []).flatMap(({ groups }) => groups);
  for (const { name } of below.flatMap(({ groups }) => groups)) {
    const held = now.find((one) => one.name === name)?.fields ?? [];
    if (!held.some((id) => fields.has(id))) continue;
    const left = held.filter((id) => !fields.has(id));
    say(editing, form, `layout/groups/${name}/fields`, left);
  }
}

function* groupsIn(
  editing: Editing,
  file: string,
  isForm: boolean,
): Generator<{ readonly at: JsonPath; readonly name: string }> {
  const content = editing.files.get(file);
  const tabs: JsonPath = isForm ? ['layout', 'tabs'] : ['tabs'];
  for (const place of listed(valueAt(content, tabs)).keys()) yield* within([...tabs, place, 'groups']);
  if (!isForm) yield* within(['groups']);

  function* within(list: JsonPath) {
    for (const place of listed(valueAt(content, list)).keys()) {
      const at = [...list, place];
      yield { at, name: String(valueAt(content, [...at, 'name']) ?? '') };
    }
  }
}
