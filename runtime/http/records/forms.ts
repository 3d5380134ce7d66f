import { hash } from 'node:crypto';
import type { Label } from '../../../metadata/common/label.ts';
import { forms } from '../../../metadata/contract/forms/calls.ts';
import type { DescribedForm } from '../../../metadata/contract/forms/form-model.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { outlineOf } from '../../../metadata/describe/describe-form.ts';
import type { Model } from '../../../metadata/model.ts';
import { pinyinOf } from '../../../metadata/words/pinyin-of.ts';
import { faceFor } from '../../call/face-field.ts';
import { mayAnywhere } from '../../call/rights.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { recordSchema } from '../../model/openapi/record-schema.ts';
import { explainForm } from '../../preparation/install/describe-explained.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { placeAsked } from '../pipeline/place-asked.ts';
import { jsonText, serveCall } from '../pipeline/serve-call.ts';
import { describeToCaller, formAbilities } from './describe-form.ts';

/** The model as its users need it: what they may see of the forms they may read. Labels come in both languages. */
export const formEndpoints: readonly Endpoint[] = [
  serveCall(forms.list, async ({ ask: { host, served, principal } }) => {
    const typed = ({ label }: { readonly label: Label }) => ({ pinyin: pinyinOf(label.zh) });
    const pause = timeSlices();
    const seen: FormOutline[] = [];
    for (const form of served.model.forms.values()) {
      await pause();
      if (!mayAnywhere(principal.rights, form, 'read')) continue;
      const actions = formAbilities(host, principal.rights, form);
      const faced = faceFor(principal.rights, form) !== undefined;
      seen.push({ ...outlineOf(form), ...typed(form), ...(faced && { faced }), actions });
    }
    const menu = [...foldersAbove(served.model, seen), ...packageFolders(served.model, seen)];
    return tagged({ forms: seen, menu: menu.map((folder) => ({ ...folder, ...typed(folder) })) });
  }),
  serveCall(forms.read, async ({ ask, query: { explain = false } }) => {
    const { host, form, call } = ask;
    const described = describeToCaller(host, form, call);
    return tagged(explain ? { ...described, explain: await explained(ask) } : described);
  }),
  serveCall(forms.schema, ({ ask: { form, principal } }) => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: form.label.en,
      ...recordSchema(form, principal.rights, 'write'),
    };
    const { etag } = tagged(schema);
    return { json: jsonText(schema), etag, headers: { 'content-type': 'application/schema+json' } };
  }),
];

type Placed = readonly { readonly menu?: { readonly path: string } }[];

/** The others would tell which packages and designs there are, to whom none of their forms is shown. */
function foldersAbove({ menu }: Model, forms: Placed) {
  const used = new Set(forms.flatMap((form) => form.menu?.path ?? []));
  for (const path of [...used])
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
      used.add(path.slice(0, at));
  return menu.filter(({ path }) => used.has(path));
}

/** Folders of packages whose forms say no place of their own. */
function packageFolders({ packages, menu }: Model, forms: Placed) {
  const declared = new Set(menu.map(({ path }) => path));
  const used = new Set(forms.flatMap((form) => form.menu?.path ?? []));
  return packages
    .filter(({ name }) => used.has(name) && !declared.has(name))
    .map(({ name, guiju }) => ({ path: name, label: guiju.label }));
}

async function explained(ask: Ask): Promise<NonNullable<DescribedForm['explain']>> {
  const place = placeAsked(ask);
  return place === null ? ask.host.explain(ask.form.id) : explainForm(ask, ask.form, place);
}

/** The same content has the same tag, so that browsers need not fetch a model twice. */
function tagged<A extends object>(body: A) {
  return { body, etag: hash('sha256', JSON.stringify(body), 'base64url').slice(0, 22) };
}
