import { type Kysely, sql } from 'kysely';
import type { Words } from './words.ts';

export interface TableDefinition {
  readonly name: string;
  /** Type by column; those that may be null are named in `empty`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly key: readonly string[];
  readonly empty?: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
}

/** Makes a table with its indexes where they are missing, so that a migration which was cut off can simply run again. */
export async function defineTable(db: Kysely<unknown>, words: Words, table: TableDefinition): Promise<void> {
  const indexes = (table.indexes ?? []).map((columns) => ({
    name: `ix_${table.name}_${columns.join('_')}`,
    columns,
  }));
  let create = db.schema.createTable(table.name).ifNotExists();
  for (const [column, type] of Object.entries(table.columns)) {
    create = create.addColumn(column, sql.raw(type), (build) =>
      table.empty?.includes(column) ? build : build.notNull(),
    );
  }
  create = create.addPrimaryKeyConstraint(`pk_${table.name}`, [...table.key] as never[]);
  if (words.inlineIndexes) {
    for (const index of indexes) create = create.addIndex(index.name, [...index.columns] as never[]);
  }
  await create.execute();
  if (words.inlineIndexes) return;
  for (const index of indexes) {
    await db.schema
      .createIndex(index.name)
      .ifNotExists()
      .on(table.name)
      .columns([...index.columns])
      .execute();
  }
}
