import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { run } from '../run.ts';

let before: Promise<unknown> = Promise.resolve();

/** Debian's packages, one call after the other; false where this is no Debian, or not ours to change. */
export function installOnDebian(packages: readonly string[]): Promise<boolean> {
  const turn = before.then(() => install(packages));
  before = turn;
  return turn;
}

async function install(packages: readonly string[]): Promise<boolean> {
  if (userInfo().uid !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', ['update', '-qq'], env);
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...patience, ...packages];
  return (await run('apt-get', args, env)) === 0;
}
