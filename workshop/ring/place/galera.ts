import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installOnDebian } from '../../services/install-on-debian.ts';
import { program } from '../../services/mariadbd.ts';

/** What a cluster on this machine is made of, by path. */
export interface GaleraPrograms {
  readonly server: string;
  readonly installer: string;
  /** The library that makes a MariaDB a member. */
  readonly provider: string;
  /** The library that lends a process another clock. */
  readonly clock: string;
}

const packages = ['mariadb-server', 'mariadb-client', 'galera-4', 'rsync', 'socat', 'faketime'];

const missing =
  'A cluster needs $WHAT, which is not here: on Debian or Ubuntu run apt-get install ' +
  `${packages.join(' ')}, or run this as root and it is installed.`;

/** The programs of a cluster, installed where this is a Debian and ours to change; throws one sentence where not. */
export async function galeraPrograms(): Promise<GaleraPrograms> {
  const found = find();
  if (found.lacking.length > 0) await installOnDebian(packages);
  const { lacking, programs } = found.lacking.length > 0 ? find() : found;
  if (lacking.length > 0) throw new Error(missing.replace('$WHAT', lacking.join(', ')));
  return programs;
}

function find(): { readonly lacking: readonly string[]; readonly programs: GaleraPrograms } {
  const programs = {
    server: program('mariadbd') ?? '',
    installer: program('mariadb-install-db') ?? '',
    provider: library('libgalera_smm.so', ['/usr/lib/galera', '/usr/lib64/galera-4', '/usr/lib64/galera']),
    clock: library('libfaketimeMT.so.1', [...places('faketime'), '/usr/lib64/faketime']),
  };
  const words = {
    server: 'mariadbd',
    installer: 'mariadb-install-db',
    provider: 'the library of Galera 4',
    clock: 'libfaketime',
  } as const;
  const lacking: string[] = (Object.keys(words) as (keyof GaleraPrograms)[])
    .filter((name) => programs[name] === '')
    .map((name) => words[name]);
  for (const name of ['rsync', 'wsrep_sst_rsync'])
    if (spawnSync('which', [name]).status !== 0) lacking.push(name);
  return { lacking, programs };
}

const architectures = ['x86_64', 'aarch64', 'arm', 'riscv64'];

function places(folder: string): readonly string[] {
  return architectures.flatMap((one) => [`/usr/lib/${one}-linux-gnu/${folder}`]);
}

function library(name: string, folders: readonly string[]): string {
  return folders.map((folder) => `${folder}/${name}`).find((file) => existsSync(file)) ?? '';
}
