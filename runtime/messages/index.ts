import type { Json } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import { configMessages } from './config.ts';
import { httpMessages } from './http.ts';
import { sheetMessages } from './sheets.ts';
import { tablesMessages } from './tables.ts';

/** The sentence of every code that anything on any floor refuses or warns with. */
export const messages: ReadonlyMap<string, Label> = new Map(
  [configMessages, httpMessages, sheetMessages, tablesMessages].flatMap((area) => Object.entries(area)),
);

/** A code as a sentence; `texts` are those of installed packages, which may replace the house's own. */
export function sentence(
  code: string,
  params: Readonly<Record<string, Json>>,
  language: Language,
  texts: ReadonlyMap<string, Label>,
): string {
  const template = (texts.get(code) ?? messages.get(code))?.[language];
  if (template === undefined) return code;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? spoken(params[name] ?? null, language) : whole,
  );
}

function spoken(value: Json, language: Language): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value.map((item: Json) => spoken(item, language)).join(language === 'zh' ? '、' : ', ');
  if (isLabel(value)) return value[language];
  return JSON.stringify(value);
}

function isLabel(value: Json): value is { readonly zh: string; readonly en: string } {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}
