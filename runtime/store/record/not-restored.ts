import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../../metadata/issue.ts';
import { type Json, pointerTo } from '../../../metadata/json.ts';
import type { Form, Shape } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { rowsOf, type Stored, type StoredRow } from './stored.ts';

/** Told of fields that stay as they are though the former version says something else: they are not the caller's to write. */
export function notRestored(call: Call, form: Form, version: Stored, next: Stored): readonly Problem[] {
  return ofShape(call, form, { shape: form, version, next, path: '' });
}

/** A record or a row, as it was and as it will be. */
interface RestoredPart {
  readonly shape: Shape;
  readonly version: StoredRow;
  readonly next: StoredRow;
  readonly path: string;
}

function ofShape(call: Call, form: Form, { shape, version, next, path }: RestoredPart): readonly Problem[] {
  return shape.fields.flatMap((field): readonly Problem[] => {
    const { kind, rows, id, name, label } = field;
    if (kind.derived || !call.rights.readable(form, field)) return [];
    const here = path + pointerTo(name);
    if (!call.rights.writable(form, field) || field.readonly === true) {
      if (isDeepStrictEqual(shown(version[id]), shown(next[id]))) return [];
      return [
        {
          path: here,
          code: 'not-restored',
          params: { field: name, label: { ...label } },
          severity: 'warning',
        },
      ];
    }
    if (!rows) return [];
    const then = new Map(rowsOf(version[id]).map((row) => [row.id, row]));
    return rowsOf(next[id]).flatMap((row, at) => {
      const was = then.get(row.id);
      return was ? ofShape(call, form, { shape: rows, version: was, next: row, path: `${here}/${at}` }) : [];
    });
  });
}

function shown(value: Json | undefined): Json {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
}
