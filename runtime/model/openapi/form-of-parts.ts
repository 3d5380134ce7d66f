import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Field } from '../../../metadata/field.ts';
import { holdsFiles, mostOf } from '../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Rights } from '../../call/rights.ts';
import { said } from './described.ts';

/** Bytes as they are: in OpenAPI 3.1 they have a media type and no type of JSON. */
const bytes = { contentMediaType: 'application/octet-stream' } as const;

/** A record together with its files, as a form of parts; nothing of a form that holds none the caller may write. */
export function formOfParts(form: Form, rights: Rights, record: JsonObject, language: Language): JsonObject {
  const writable = (field: Field) =>
    !field.hidden && rights.readable(form, field) && rights.writable(form, field);
  const own = form.fields.filter((field) => field.kind.holdsFiles && writable(field));
  const inRows = form.entries.filter((field) => holdsFiles(field) && writable(field));
  if (own.length + inRows.length === 0) return {};
  const parts = Object.fromEntries(
    own.map((field) => [
      field.name,
      mostOf(field) > 1 || isList(field) ? { type: 'array', maxItems: mostOf(field), items: bytes } : bytes,
    ]),
  );
  const row = inRows[0]?.name ?? 'lines';
  return {
    'multipart/form-data': {
      schema: {
        type: 'object',
        description: said(
          {
            zh: `record 部分是 JSON，其余各部分是文件，以字段名命名，分录第一行如 ${row}[0].scan；一个字段的文件排在 record 中已有的之后`,
            en: `The part record is the JSON, and every other a file, named by its field; in the first row of entries as ${row}[0].scan. Files of a field come after those that the record names in it.`,
          },
          language,
        ),
        properties: { record, ...parts },
        additionalProperties: bytes,
      },
      encoding: {
        record: { contentType: 'application/json' },
        ...Object.fromEntries(own.map(({ name }) => [name, { contentType: 'application/octet-stream' }])),
      },
    },
  };
}

function isList({ kind }: Field): boolean {
  return kind.name === 'files' || kind.name === 'images';
}
