import type { Json } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import { render } from '../../metadata/render.ts';
import { messages } from './messages.ts';

/** A code of `messages` as a sentence in both languages. */
export function reason(code: string, params: Readonly<Record<string, Json>>): Label {
  return said(messages, code, params);
}

/** The same of somebody else's messages. */
export function said(
  texts: Readonly<Record<string, Label>>,
  code: string,
  params: Readonly<Record<string, Json>>,
): Label {
  return { zh: render(texts, code, params, 'zh') ?? code, en: render(texts, code, params, 'en') ?? code };
}
