/** The server the tests make their databases on. */
export function mariadbUrl(): URL {
  return new URL(process.env['GUIJU_TEST_MYSQL'] ?? 'mysql://root@127.0.0.1:3306');
}
