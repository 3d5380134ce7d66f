import type { Json } from '../../metadata/common/json.ts';
import { isDeeper } from '../../metadata/kinds/common/reading.ts';
import { JsonScan } from './scan-json.ts';

/** Nothing that people write is deeper; without a limit a file of brackets overflows whoever walks it. */
export const deepest = 100;

export type ParsedFile =
  | { readonly ok: true; readonly value: Json }
  | {
      readonly ok: false;
      readonly code: 'json-syntax' | 'json-deep';
      readonly params: Readonly<Record<string, number | string>>;
    };

/** JSON with the place of its first mistake, as people look for it in an editor. */
export function parseJsonFile(text: string): ParsedFile {
  try {
    const value: Json = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isDeeper(value, deepest)) return { ok: false, code: 'json-deep', params: { most: deepest } };
    return { ok: true, value };
  } catch {
    return { ok: false, code: 'json-syntax', params: mistakeIn(text) };
  }
}

function mistakeIn(text: string): Readonly<Record<string, number | string>> {
  const { POSITIVE_INFINITY: any } = Number;
  const scan = new JsonScan({ depth: any, values: any, names: any });
  const bytes = Buffer.from(text);
  scan.take(bytes);
  return scan.flaws(bytes)[0]?.params ?? { line: 1, column: 1 };
}
