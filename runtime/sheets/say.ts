import type { Json } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import { sentence } from '../messages/index.ts';

const none: ReadonlyMap<string, Label> = new Map();

/** A sentence of the house's own. */
export function say(code: string, params: Readonly<Record<string, Json>>, language: Language): string {
  return sentence(code, params, language, none);
}
