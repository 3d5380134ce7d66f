import type { Json } from '../../metadata/json.ts';
import { downloadText } from './download-text.ts';

/** Hands somebody a JSON file. */
export function downloadJson(name: string, value: Json): void {
  downloadText(name, 'application/json', `${JSON.stringify(value, null, 2)}\n`);
}
