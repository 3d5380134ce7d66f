import type { Connection, DatabaseAbout } from './database.ts';

/** `collation`: the one in which tables are made here. */
export async function aboutMysql(connection: Connection, collation: string): Promise<DatabaseAbout> {
  const row = await connection.first<Record<string, string>>(
    `SELECT VERSION() AS version, @@character_set_connection AS charset, @@collation_connection AS collation,
      @@sql_mode AS mode, @@max_allowed_packet AS packet, @@time_zone AS zone`,
  );
  const { version = '', charset = '', collation: used = '', mode = '', packet = '', zone = '' } = row ?? {};
  return {
    product: /mariadb/i.test(version) ? 'MariaDB' : 'MySQL',
    version,
    settings: [
      { name: 'character_set', value: charset, right: charset === 'utf8mb4' },
      { name: 'collation', value: used, right: used === collation },
      { name: 'sql_mode', value: mode, right: mode.includes('STRICT_TRANS_TABLES') },
      { name: 'time_zone', value: zone, right: zone === '+00:00' },
      { name: 'max_allowed_packet', value: String(packet), right: Number(packet) >= 16 * 1024 * 1024 },
    ],
  };
}
