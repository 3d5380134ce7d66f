import { addColumn } from '../../../migrations/common/alter-table.ts';
import { defineTable } from '../../../migrations/common/define-table.ts';
import { migrations } from '../../../migrations/migrations.ts';

/**
 * `node workshop/ring/newer/main.ts start`: the server as a version of tomorrow, which adds a table and a column to the
 * platform's own. Those of today go on beside it, and are started beside it.
 */
const tomorrow: typeof migrations = {
  '9000-tomorrow.additive': async () => ({
    migration: (words) => ({
      async up(db) {
        const columns = { id: words.id, at: words.integer };
        await defineTable(db, words, { name: 'gj_tomorrow', columns, key: ['id'] });
        await addColumn(db, 'gj_node', 'tomorrow', words.integer);
      },
    }),
  }),
};
Object.assign(migrations, tomorrow);
await import('../../../runtime/main.ts');
