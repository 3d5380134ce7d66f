import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Demo } from './story.suite.ts';

/** What programs write and nobody reads: ids, codes, instants as they are stored, what was not filled in. */
const raw: Readonly<Record<string, RegExp>> = {
  id: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}/i,
  code: /(?<![\w.@/:#?&=-])[a-z]+(?:_[a-z]+)+(?![\w.@/-])|^[a-z]+(?:-[a-z]+)+$/,
  instant: /\d{4}-\d\d-\d\dT\d\d:\d\d/,
  number: /(?<![\w.:-])\d+\.\d{5,}/,
  'open place': /\{\w+(?:[:|][^}]*)?\}/,
};
/** What people chose as they please, or programs alone read, has any letters. */
const texts: ReadonlySet<string> = new Set(['text', 'multiline', 'formula', 'auto-number']);
const spokenIn: ReadonlySet<string> = new Set([
  'name',
  'message',
  'title',
  'reason',
  'label',
  'note',
  'text',
]);

/** What is raw in a text. */
export function rawIn(text: string): readonly string[] {
  return Object.entries(raw).flatMap(([sort, pattern]) => (pattern.test(text) ? [sort] : []));
}

/** What somebody calls himself at another system. */
const namesElsewhere: ReadonlySet<string> = new Set([
  'tax-account.login',
  'cloud-authorisation.clientId',
  'cloud-authorisation.tenant',
]);

/** Texts of records that say something raw, by form and field; those of tabs for technicians are let be. */
export async function rawRecords({ node, all }: Demo, most = 40): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const form of node.tenant.served().model.forms.values()) {
    if (form.package === 'platform' || form.kind === 'setting') continue;
    const technical = technicalOf(form);
    const read = form.fields.filter(
      ({ id, hidden, kind }) =>
        !hidden && !technical.has(id) && !namesElsewhere.has(`${form.name}.${id}`) && texts.has(kind.name),
    );
    for (const record of (await all(form.name)).slice(0, most))
      for (const { name } of read) {
        const value = record[name];
        if (typeof value !== 'string') continue;
        for (const sort of rawIn(value)) found.add(`${form.name}.${name}: ${sort}: ${value.slice(0, 120)}`);
      }
  }
  return [...found];
}

/** Names, messages and reasons of jobs, of the inbox and of the audit trail that say something raw, in a language. */
export async function rawAnswers({ node }: Demo, language: string): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const path of ['/api/jobs?limit=100', '/api/inbox', '/api/forms', '/api/decisions']) {
    const { body } = await node.ask('GET', path, undefined, { 'accept-language': language });
    walk(body, (at, text) => {
      for (const sort of rawIn(text)) found.add(`${path} ${at}: ${sort}: ${text.slice(0, 120)}`);
    });
  }
  return [...found];
}

function walk(value: Json | undefined, take: (name: string, text: string) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one as Json, take);
  if (!isObject(value)) return;
  for (const [name, one] of Object.entries(value as JsonObject))
    if (typeof one === 'string') {
      // What is called by one word that programs know has a label beside it.
      if (spokenIn.has(name) && /[^\w.-]/.test(one)) take(name, one);
    } else walk(one, take);
}

function technicalOf({ layout }: Form): ReadonlySet<string> {
  const tabs = layout.tabs.flatMap(({ groups, label }) => groups.map((group) => ({ group, label })));
  return new Set(
    tabs.flatMap(({ group, label }) =>
      [label, group.label].some((one) => one?.zh === '技术信息') ? group.fields : [],
    ),
  );
}
