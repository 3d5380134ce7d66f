import type { Json } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import { messages } from './messages.ts';

/** A code of `messages` as a sentence in both languages; params that are labels are put in by language. */
export function reason(code: string, params: Readonly<Record<string, Json>>): Label {
  const template = messages[code] ?? { zh: code, en: code };
  return { zh: fill(template.zh, params, 'zh'), en: fill(template.en, params, 'en') };
}

function fill(template: string, params: Readonly<Record<string, Json>>, language: Language): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => say(params[name] ?? '', language));
}

function say(value: Json, language: Language): string {
  if (Array.isArray(value))
    return value.map((one) => say(one, language)).join(language === 'zh' ? '、' : ', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return String((value as { readonly [name: string]: Json })[language] ?? '');
}
