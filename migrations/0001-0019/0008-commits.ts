import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Which revisions were committed together and when, and which definitions held from which publish on. */
export function migration(words: Words): Migration {
  const { name, id, integer, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_commit',
        columns: {
          last_revision: integer,
          first_revision: integer,
          at: integer,
          zone: name(64),
          change_set: id,
          publish: integer,
        },
        key: ['last_revision'],
        empty: ['change_set', 'publish'],
        indexes: [['at']],
      });
      await defineTable(db, words, {
        name: 'gj_publish',
        columns: {
          revision: integer,
          package: name(214),
          version: name(64),
          hash: name(64),
          files: text,
          actor: id,
          actor_name: name(255),
          reason: text,
        },
        key: ['revision', 'package'],
        empty: ['actor', 'actor_name', 'reason'],
      });
      await defineTable(db, words, {
        name: 'gj_source',
        columns: { hash: name(64), content: text },
        key: ['hash'],
      });
      await keepInstalled(db);
    },
  };
}

/** What is installed when this begins is what held since the newest publish; what held before, nobody kept. */
async function keepInstalled(db: Kysely<unknown>): Promise<void> {
  const known = await sql`select revision from gj_publish limit 1`.execute(db);
  const { rows: moments } = await sql<{ model: number }>`select model from gj_revision`.execute(db);
  const revision = Number(moments[0]?.model ?? 0);
  if (known.rows.length > 0 || revision === 0) return;
  const { rows: packages } = await sql<{ name: string; version: string }>`
    select name, version from gj_package where state = 'installed'`.execute(db);
  const kept = new Set<string>();
  for (const { name, version } of packages) {
    const { rows } = await sql<{ file: string; content: string }>`
      select file, content from gj_package_source
      where package = ${name} and version = ${version} order by file`.execute(db);
    const files: Record<string, string> = {};
    for (const { file, content } of rows) {
      const hash = sha256(content);
      files[file] = hash;
      if (kept.has(hash)) continue;
      kept.add(hash);
      await sql`delete from gj_source where hash = ${hash}`.execute(db);
      await sql`insert into gj_source (hash, content) values (${hash}, ${content})`.execute(db);
    }
    const list = JSON.stringify(files);
    await sql`
      insert into gj_publish (revision, package, version, hash, files)
      values (${revision}, ${name}, ${version}, ${sha256(list)}, ${list})`.execute(db);
  }
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
