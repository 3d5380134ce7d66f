import type { Issue } from '../../metadata/issue.ts';
import type { Field, Form, Shape } from '../../metadata/model.ts';
import type { Database } from '../database/database.ts';

/**
 * Fields the platform makes of others that are new, or made in another way than before: records that are there
 * get them when they are saved next (`guiju refresh` saves them all), which the plan says.
 */
export async function unfilledFields(
  database: Database,
  former: Form,
  form: Form,
  table: string,
): Promise<readonly Issue[]> {
  if (former.hash === form.hash) return [];
  const fields = newFields(former, form);
  if (fields.length === 0) return [];
  const row = await database.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${database.dialect.quote(table)}`,
  );
  const records = Number(row?.n ?? 0);
  if (records === 0) return [];
  return [
    {
      code: 'fields-unfilled',
      severity: 'warning',
      form: form.id,
      package: form.package,
      pointer: '/fields',
      params: {
        ...{ form: { ...form.label }, name: form.name, records },
        fields: fields.map(({ label }) => ({ ...label })),
      },
    },
  ];
}

function newFields(former: Shape, shape: Shape): readonly Field[] {
  return shape.fields.flatMap((field) => {
    const known = former.byId.get(field.id);
    if (field.rows) return known?.rows ? newFields(known.rows, field.rows) : [];
    const making = madeOf(field);
    return making !== undefined && making !== (known && madeOf(known)) ? [field] : [];
  });
}

/** Undefined: what people enter themselves. */
function madeOf({ kind, props }: Field): string | undefined {
  const { compute, from, field } = props;
  return kind.derived && (compute ?? from) !== undefined
    ? JSON.stringify([compute ?? null, from ?? null, field ?? null])
    : undefined;
}
