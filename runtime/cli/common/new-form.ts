import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';

/** A form to begin with: what nearly every one has, so that it can be published and changed at once. */
export function newForm(name: string, label: JsonObject, menu: string): JsonObject {
  const field = (id: string, kind: string, zh: string, en: string, more: JsonObject = {}): JsonObject => ({
    name: id,
    kind,
    label: { zh, en },
    ...more,
  });
  return {
    name,
    kind: 'master',
    label,
    menu: { path: menu },
    sharing: { allowed: sharingStrategies, default: 'private' },
    fields: [
      field('number', 'text', '编码', 'Number', { length: 40, required: true }),
      field('name', 'text', '名称', 'Name', { length: 100, required: true }),
      field('amount', 'money', '金额', 'Amount'),
      field('startsOn', 'date', '开始日期', 'Starts on', { default: { fact: '$today' } }),
      field('remark', 'multiline', '备注', 'Remark', { length: 500 }),
    ],
    list: { columns: ['number', 'name', 'amount', 'startsOn'], filters: ['startsOn'], sort: ['number'] },
  };
}

/** The sentence on who sees the records of a new form, and how that is changed. */
export const seenAtFirst: Label = {
  zh: '数据由创建它的组织看到，可再共享给其他组织；要让所有组织都看到，在表单中写 "sharing": "everybody"',
  en: 'Records are visible to the organisation that creates them, which can share them with others; to make them visible to all organisations, write "sharing": "everybody" in the form',
};

/** Makes an extension of somebody else's form: one field more, shown in its list. */
export function newExtension(form: string, prefix: string, label: JsonObject): JsonObject {
  const name = `${prefix}_note`;
  return {
    extends: form,
    fields: [{ name, kind: 'text', length: 100, label }],
    set: { 'list/columns': { add: [name] } },
  };
}

/** Tells editors what can be written, where the package lies in the project that has the server. */
export function schemaFor(folder: string, kind: 'form' | 'extension'): JsonObject {
  const schema = fileURLToPath(new URL(`../../../metadata/schema/${kind}.schema.json`, import.meta.url));
  const isHere = (path: string) => !relative('.', path).startsWith('..');
  if (!isHere(schema) || !isHere(folder)) return {};
  return { $schema: relative(folder, schema).split(sep).join('/') };
}

/** `purchase-contract` → `Purchase contract`. */
export function spaced(name: string): string {
  const words = name.replaceAll('-', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
