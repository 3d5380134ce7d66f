import { isObject, type Json } from '../../common/json.ts';
import { objectsIn } from '../../common/json-path.ts';
import type { LayerFiles } from './editing.ts';

/** Collects a layer's rights: `item/fields/lines.price/roles/clerk` → the right; with `!`, whom it overrules. */
export function saidOfRoles(files: LayerFiles): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  const note = (at: string, value: Json | undefined) => {
    if (value !== undefined) said.set(at, JSON.stringify(value));
  };
  const walk = (form: string, fields: Json | undefined, upper = '') => {
    for (const [, field] of objectsIn(fields)) {
      const path = `${upper}${String(field['id'] ?? field['name'])}`;
      const roles = isObject(field['roles']) ? field['roles'] : {};
      for (const [role, right] of Object.entries(roles)) note(`${form}/fields/${path}/roles/${role}`, right);
      walk(form, field['fields'], `${path}.`);
    }
  };
  for (const [path, content] of files) {
    if (!/^(forms|extensions)\//.test(path) || !isObject(content)) continue;
    const form = String(content['extends'] ?? content['id'] ?? content['name']);
    walk(form, content['fields']);
    const { rows, set, overrules } = content;
    if (isObject(rows)) for (const [upper, fields] of Object.entries(rows)) walk(form, fields, `${upper}.`);
    for (const words of [set, overrules])
      if (isObject(words))
        for (const [target, value] of Object.entries(words))
          if (/^fields\/[^/]+\/roles\//.test(target))
            note(`${form}/${target}${words === overrules ? '!' : ''}`, value);
  }
  return said;
}

/** The first place where two states of a layer say otherwise what roles may. */
export function rolesSaidOtherwise(before: LayerFiles, after: LayerFiles): string | undefined {
  const [was, is] = [saidOfRoles(before), saidOfRoles(after)];
  return [...was.keys(), ...is.keys()].find((at) => was.get(at) !== is.get(at));
}
