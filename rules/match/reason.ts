import type { Json } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import { render } from '../../metadata/render.ts';
import { messages } from './messages.ts';

/** A code of `messages` as a sentence in both languages. */
export function reason(code: string, params: Readonly<Record<string, Json>>): Label {
  return {
    zh: render(messages, code, params, 'zh') ?? code,
    en: render(messages, code, params, 'en') ?? code,
  };
}
