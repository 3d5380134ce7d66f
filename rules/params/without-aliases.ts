import type { Json } from '../../metadata/common/json.ts';
import type { FieldSet } from '../../metadata/field.ts';

/**
 * Returns a list of fields with today's names instead of those by which other systems know them: of the record first,
 * then of its rows. What is known by no such name stays as it is.
 * `billno, goodsname` of an application is `number, lines.itemName`.
 */
export function withoutAliases(value: Json, about: FieldSet): Json {
  if (!Array.isArray(value)) return value;
  return [...new Set(value.map((one: Json) => (typeof one === 'string' ? meant(one, about) : one)))];
}

function meant(word: string, about: FieldSet): string {
  if (about.byName.has(word) || about.byId.has(word)) return word;
  return known(word.toLowerCase(), about) ?? word;
}

function known(word: string, { fields }: FieldSet): string | undefined {
  const own = fields.find(({ aliases }) => aliases?.some((alias) => alias.toLowerCase() === word));
  if (own) return own.name;
  for (const { name, rows } of fields) {
    const inner = rows && known(word, rows);
    if (inner !== undefined) return `${name}.${inner}`;
  }
  return undefined;
}
