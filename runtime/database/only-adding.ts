import {
  type AddColumnNode,
  type ColumnDefinitionNode,
  type Kysely,
  type KyselyPlugin,
  type OperationNode,
  RawNode,
  type RootOperationNode,
} from 'kysely';

/** Statements of a migration that says of itself that it only adds; fails where one does anything else. */
export function onlyAdding<Tables>(db: Kysely<Tables>, migration: string): Kysely<Tables> {
  const refused: KyselyPlugin = {
    transformQuery({ node }) {
      if (adds(node)) return node;
      throw new Error(`the migration ${migration} says that it only adds, and has a statement that does not`);
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return db.withPlugin(refused);
}

function adds(node: RootOperationNode): boolean {
  switch (node.kind) {
    case 'CreateTableNode':
    case 'CreateIndexNode':
    case 'SelectQueryNode':
      return true;
    case 'RawNode':
      return /^\s*select\b/i.test(node.sqlFragments[0] ?? '');
    case 'AlterTableNode': {
      const { kind: _, table: __, columnAlterations = [], addIndex, ...others } = node;
      const isMore = Object.values(others).every((value) => value === undefined);
      return (
        isMore &&
        (columnAlterations.length > 0 || addIndex !== undefined) &&
        columnAlterations.every(mayBeLeftOut)
      );
    }
    default:
      return false;
  }
}

/** Who does not know the column writes rows without it. */
function mayBeLeftOut(node: OperationNode): boolean {
  if (node.kind !== 'AddColumnNode') return false;
  const { column }: { column: ColumnDefinitionNode } = node as AddColumnNode;
  const { dataType, notNull, defaultTo } = column;
  const said = RawNode.is(dataType) ? dataType.sqlFragments.join('') : '';
  const isNeeded = notNull === true || /not null/i.test(said);
  return !isNeeded || defaultTo !== undefined || /\bdefault\b/i.test(said);
}
