/** One server of those that stand behind a database. */
export interface MysqlHost {
  readonly host: string;
  readonly port: number;
}

export function hostName({ host, port } = { host: '', port: 0 }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The parts of a database's address. */
export interface MysqlAddress {
  readonly hosts: readonly MysqlHost[];
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl: boolean;
}

/**
 * `mysql://user:password@one:3306,other:3307/name`: several hosts stand between commas, in the order in which they
 * are taken. Undefined: it is no such address.
 */
export function readMysqlAddress(text: string): MysqlAddress | undefined {
  const [, scheme = '', user = '', hosts = '', rest = ''] =
    /^((?:mysql|mariadb):\/\/)((?:[^/?#]*@)?)([^/?#@]*)(.*)$/.exec(text) ?? [];
  const texts = hosts.split(',').map((host) => scheme + user + host + rest);
  const [first] = texts;
  if (scheme === '' || hosts === '' || first === undefined || !texts.every(namesDatabase)) return undefined;
  const { username, password, pathname, searchParams } = new URL(first);
  return {
    hosts: texts.map((one) => {
      const { hostname, port } = new URL(one);
      return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3306) };
    }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: searchParams.get('ssl') === 'true',
  };
}

function namesDatabase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, pathname } = new URL(text);
  return hostname !== '' && pathname.length > 1;
}
