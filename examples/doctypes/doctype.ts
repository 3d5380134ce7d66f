import { globSync, readFileSync } from 'node:fs';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';

/** A form as the other system's file states it: a DocType of Frappe, https://frappe.io/framework. */
export interface Doctype {
  readonly name: string;
  readonly fields: readonly Docfield[];
  readonly permissions: readonly JsonObject[];
  /** All other members. */
  readonly said: JsonObject;
}

export interface Docfield {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly options: string;
  readonly said: JsonObject;
}

/** Reads every DocType below a folder; what is none is passed over. Of two of one name the first holds. */
export function readDoctypes(folder: string): readonly Doctype[] {
  const found = new Map<string, Doctype>();
  for (const path of globSync('**/*.json', { cwd: folder }).sort()) {
    const doctype = doctypeOf(parsed(readFileSync(`${folder}/${path}`, 'utf8')));
    if (doctype && !found.has(doctype.name)) found.set(doctype.name, doctype);
  }
  return [...found.values()];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function doctypeOf(value: unknown): Doctype | undefined {
  if (!isObject(value as Json)) return undefined;
  const { name, doctype, fields = [], permissions = [], ...said } = value as JsonObject;
  if (doctype !== 'DocType' || typeof name !== 'string') return undefined;
  const order = (said['field_order'] ?? []) as readonly string[];
  const place = (field: Docfield) => (order.includes(field.name) ? order.indexOf(field.name) : order.length);
  const byName = new Map(
    (fields as readonly JsonObject[]).map(docfieldOf).map((field) => [field.name, field]),
  );
  const all = [...byName.values()];
  return {
    name,
    fields: all.toSorted((a, b) => place(a) - place(b)),
    permissions: permissions as readonly JsonObject[],
    said,
  };
}

function docfieldOf(said: JsonObject): Docfield {
  const word = (name: string) => String(said[name] ?? '');
  return {
    name: word('fieldname') || word('label').toLowerCase().replace(/\W+/g, '_'),
    type: word('fieldtype'),
    label: word('label'),
    options: word('options').trim(),
    said,
  };
}

/** Says nothing: what a field is anyway. */
export function isSilent(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false) return true;
  if (value === 0 || value === '0' || value === '') return true;
  return Array.isArray(value) && value.length === 0;
}

export const isOn = (value: Json | undefined): boolean => value === 1 || value === '1' || value === true;

/** What a file says of itself: who wrote it when, and how it is kept. */
export const ofFiles: readonly string[] = [
  'creation',
  'modified',
  'modified_by',
  'owner',
  'doctype',
  'idx',
  'engine',
  'row_format',
  'field_order',
];
