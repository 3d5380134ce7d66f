/** Letters that marks are written in (`metadata/kinds/common/marked-text.ts`). */
const first = 0x10_00_00;
const end = String.fromCodePoint(first);

function lettered(character: string): string {
  return String.fromCodePoint(first + character.charCodeAt(0));
}

/**
 * The part of a text that marks behind its words say. Begin and length are counted as JavaScript counts letters: in
 * units of UTF-16, whose four digits stand in hexadecimal.
 */
export function partByMark(text: string, at: number, collation: string): string {
  const raw = `IF(INSTR(${text}, '${end}') > 0, SUBSTRING_INDEX(${text}, '${end}', -1), NULL)`;
  if (at === 0) return collated(`CONCAT(${letterOf(raw, 1)}, ${letterOf(raw, 2)})`, collation);
  const marks = [...'0123456789,;'].reduce((of, one) => `REPLACE(${of}, '${lettered(one)}', '${one}')`, raw);
  const own = `SUBSTRING_INDEX(SUBSTRING_INDEX(${marks}, ';', ${at + 1}), ';', -1)`;
  const begin = `4 * CAST(SUBSTRING_INDEX(${own}, ',', 1) AS UNSIGNED) + 1`;
  const length = `4 * CAST(SUBSTRING_INDEX(${own}, ',', -1) AS UNSIGNED)`;
  const words = `HEX(CONVERT(SUBSTRING_INDEX(${text}, '${end}', 1) USING utf16))`;
  return collated(`CONVERT(UNHEX(SUBSTRING(${words}, ${begin}, ${length})) USING utf16)`, collation);
}

/** A letter of marks as the letter of ASCII that it stands for: the last two of its bytes say which. */
function letterOf(text: string, place: number): string {
  const bytes = `ORD(SUBSTRING(${text}, ${place}, 1))`;
  return `CHAR(((${bytes} DIV 256) MOD 64) * 64 + ${bytes} MOD 64 USING utf8mb4)`;
}

function collated(text: string, collation: string): string {
  return `CONVERT(${text} USING utf8mb4) COLLATE ${collation}`;
}
