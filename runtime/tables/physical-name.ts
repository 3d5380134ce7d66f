import { createHash } from 'node:crypto';

/** Leaves room for the suffix of a reshaped column within the 64 characters that databases allow. */
const longest = 60;

/** A name of at most 60 characters, the same for the same text, and no name of the platform's or the database's own. */
export function physicalName(text: string): string {
  const plain = text.replaceAll('-', '_');
  const name = /^(gj_|sqlite_)/i.test(plain) ? `f_${plain}` : plain;
  if (name.length <= longest) return name;
  return `${name.slice(0, longest - 9)}_${digest(text)}`;
}

/** `price`, else `price__2`, `price__3`, …; names are taken whatever their case. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let at = 1; ; at += 1) {
    const candidate = at === 1 ? name : `${name}__${at}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** An index is known by its name alone: equal names have equal columns. */
export function indexName(table: string, columns: readonly string[]): string {
  return `ix_${table.slice(0, 48)}_${digest(JSON.stringify([table, columns]))}`;
}

/** Those that the server laid by itself; plans of tables leave them alone. */
export const learnedPrefix = 'lx_';

export function learnedName(table: string, columns: readonly string[]): string {
  return `${learnedPrefix}${table.slice(0, 48)}_${digest(JSON.stringify([table, columns]))}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
