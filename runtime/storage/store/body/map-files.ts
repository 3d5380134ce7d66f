import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../../metadata/model.ts';

/** Makes something of each file of a body, in its rows too; `path` is from the body to the field. */
type ActOnFile = (file: Json, field: Field, path: string) => Promise<Json>;

/** A body with other values in the place of its files, one after the other. */
export async function mapFiles(
  shape: FieldSet,
  body: JsonObject,
  act: ActOnFile,
  path = '',
): Promise<JsonObject> {
  const next: Record<string, Json> = { ...body };
  for (const [name, value] of Object.entries(body)) {
    const field = shape.byName.get(name);
    const own = `${path}/${name}`;
    if (field?.rows && Array.isArray(value)) {
      const rows: Json[] = [];
      for (const [at, row] of value.entries())
        rows.push(await mapFiles(field.rows, row as JsonObject, act, `${own}/${at}`));
      next[name] = rows;
    } else if (field?.kind.holdsFiles) {
      if (!Array.isArray(value)) next[name] = await act(value, field, own);
      else {
        const made: Json[] = [];
        for (const one of value) made.push(await act(one, field, own));
        next[name] = made;
      }
    }
  }
  return next;
}
