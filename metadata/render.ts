import type { Json } from './json.ts';
import type { Label, Language } from './label.ts';

/** A sentence in the reader's language, with what it tells about put in: `{length}`. Undefined for a code nobody has words for. */
export function render(
  messages: ReadonlyMap<string, Label> | Readonly<Record<string, Label>>,
  code: string,
  params: Readonly<Record<string, Json>>,
  language: Language,
): string | undefined {
  const label =
    messages instanceof Map ? messages.get(code) : own(messages as Readonly<Record<string, Label>>, code);
  return label && renderText(label[language], params, language);
}

/** A template with its `{param}`s; what is not given stays as it is written. */
function renderText(template: string, params: Readonly<Record<string, Json>>, language: Language): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? spoken(params[name] ?? null, language) : whole,
  );
}

function own(messages: Readonly<Record<string, Label>>, code: string): Label | undefined {
  return Object.hasOwn(messages, code) ? messages[code] : undefined;
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
