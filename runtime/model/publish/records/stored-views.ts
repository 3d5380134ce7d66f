import type { Issue } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import type { Field, FieldSet, Model } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import type { Connection } from '../../../database/database.ts';
import type { RecordLayout } from '../../../storage/store/record/layout.ts';
import type { Becoming } from './becoming.ts';
import { FoundRecords, storedPages } from './found-records.ts';
import type { Rewrite } from './rewrites.ts';
import type { StoredConditions } from './stored-conditions.ts';

/** Lists that people keep. */
export const viewForm = 'saved-view';

export interface ViewsQuestion {
  readonly reader: Connection;
  readonly model: Model;
  /** The model in service. */
  readonly former: Model;
  /** How lists that people keep are kept at this moment. */
  readonly layout: RecordLayout;
  readonly orgs: OrgTree;
  readonly becoming: Becoming;
}

/** Kept lists that filter by what comes to be left out: a field, or an option; for each form the first of them. */
export async function storedViews(question: ViewsQuestion): Promise<StoredConditions> {
  const { reader, model, former, layout, orgs, becoming } = question;
  const rewrites: Rewrite[] = [];
  const rewritten = new Map<string, FoundRecords>();
  const found = new Map<string, { readonly records: FoundRecords; readonly why: Set<Label> }>();
  for await (const page of storedPages(reader, layout))
    for (const view of page) {
      const form = model.formsById.get(String(view['form']));
      const before = former.formsById.get(form?.id ?? '');
      if (!form || !before || form.hash === before.hash) continue;
      const config = view['config'] ?? null;
      const next = await becoming.view(form.id, config);
      if (next !== config) {
        const changes = [{ path: 'config', row: null, before: config, after: next }];
        rewrites.push({ id: view.id, revision: view.revision, changes });
        const known = rewritten.get(form.id) ?? new FoundRecords(layout.form, orgs);
        known.note(view);
        rewritten.set(form.id, known);
      }
      const left = leftOut(next, before, form);
      if (left.length === 0) continue;
      const one = found.get(form.id) ?? { records: new FoundRecords(layout.form, orgs), why: new Set() };
      one.records.note(view);
      for (const label of left) one.why.add(label);
      found.set(form.id, one);
    }
  const issueOf = (code: string, id: string, params: JsonObject): Issue => {
    const form = model.formsById.get(id);
    return {
      code,
      severity: 'warning',
      form: id,
      pointer: '/fields',
      params: { ...params, label: { ...form?.label } },
      ...(form ? { package: form.package } : {}),
    };
  };
  const issues = [
    ...[...rewritten].map(([id, records]) => issueOf('views-rewritten', id, records.params())),
    ...[...found].map(([id, { records, why }]) =>
      issueOf('views-outdated', id, { ...records.params(), fields: [...why].map((one) => ({ ...one })) }),
    ),
  ];
  return { issues, rewrites };
}

/** Fields that conditions and quick filters name and that are left out, or whose options are that they name. */
function leftOut(config: Json, before: FieldSet, now: FieldSet): readonly Label[] {
  const labels = new Set<Label>();
  const ask = (path: string, value: Json | undefined) => {
    const fields = wayOf(path, before);
    const then = fields.at(-1);
    if (!then || then.dropped) return;
    const today = fields.reduce<Field | undefined>(
      (above, { id }, at) => (at === 0 ? now : above?.rows)?.byId.get(id),
      undefined,
    );
    const gone = (option: string) => {
      const numbers = today?.formerNumbers ?? {};
      if (today?.target !== undefined) return Object.hasOwn(numbers, option) && numbers[option] !== option;
      return today?.options?.every((one) => one.value !== option) ?? false;
    };
    const named = new Set([value ?? null].flat().map(String));
    const offered = (then.options ?? []).some((one) => named.has(one.value) && gone(one.value));
    if (!today || today.dropped || offered) labels.add(then.label);
  };
  const look = (node: Json): void => {
    if (Array.isArray(node)) for (const inner of node as readonly Json[]) look(inner);
    if (!isObject(node)) return;
    const { fact, value, quick } = node;
    if (typeof fact === 'string') ask(fact, value);
    if (isObject(quick)) for (const [path, values] of Object.entries(quick)) ask(path, values);
    for (const inner of Object.values(node)) look(inner);
  };
  look(config);
  return [...labels];
}

/** The fields on the way of a path, by ids or names, as far as they are of the form itself. */
function wayOf(path: string, form: FieldSet): readonly Field[] {
  const fields: Field[] = [];
  let shape: FieldSet | undefined = form;
  for (const step of path.split('.')) {
    const field: Field | undefined = shape?.byId.get(step) ?? shape?.byName.get(step);
    if (!field) break;
    fields.push(field);
    shape = field.rows;
  }
  return fields;
}
