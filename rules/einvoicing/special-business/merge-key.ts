import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { rowsIn } from '../../decisions/rules.ts';
import { specialMembers } from './special-business.ts';

/**
 * Equal for documents that are about the same special business, of the same elements: only these become one invoice.
 * One whose rows belong to its lines is about them alone.
 */
export function specialKey(document: JsonObject): string {
  if (!document['specialKind']) return '';
  const ownLines = ['travellers', 'freights'].some((entries) =>
    rowsIn(document, entries).some(({ line }) => line !== null && line !== undefined),
  );
  const said = specialMembers.map((member) => plainly(document[member]));
  return JSON.stringify(ownLines ? [...said, document['number']] : said);
}

/** As it is meant: a record by its id, rows without theirs, and nothing where nothing is said. */
function plainly(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((row: Json) => (isObject(row) ? rowOf(row) : row));
  if (isObject(value)) return value['id'] ?? value['number'] ?? value;
  return value === undefined || value === '' ? null : value;
}

function rowOf(row: JsonObject): JsonObject {
  const { id: _, revision: __, ...said } = row;
  const given = Object.entries(said).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(given.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
