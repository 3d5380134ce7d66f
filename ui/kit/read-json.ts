import { msg, str } from '@lit/localize';
import type { Json } from '../../metadata/common/json.ts';

export type JsonRead =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problem: string };

/** Text as JSON; nothing is null. What is none is told with its line, where the browser knows it. */
export function readJson(text: string): JsonRead {
  if (text.trim() === '') return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (failure) {
    const at = /position (\d+)/.exec(String(failure))?.[1];
    const line = at === undefined ? text.split('\n').length : text.slice(0, Number(at)).split('\n').length;
    return { ok: false, problem: msg(str`第 ${line} 行不是有效的 JSON`, { id: 'json-wrong' }) };
  }
}
