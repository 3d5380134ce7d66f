import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNewerVersion } from '../../../metadata/model/layers/versions.ts';

interface Versioned {
  readonly name: string;
  readonly version: string;
}

/** A package that is installed, and lies in a newer version beside the server. */
export interface WaitingUpgrade {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly folder: string;
}

/** Lists the upgrades that a server newer than its data could make; it never does so by itself. */
export function waitingUpgrades(
  installed: readonly Versioned[],
  folders: readonly string[],
): readonly WaitingUpgrade[] {
  const versions = new Map(installed.map(({ name, version }) => [name, version]));
  return folders.flatMap((folder) => {
    const { name, version: to } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Versioned;
    const from = versions.get(name);
    return from !== undefined && isNewerVersion(to, from) ? [{ name, from, to, folder }] : [];
  });
}
