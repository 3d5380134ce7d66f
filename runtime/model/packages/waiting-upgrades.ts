import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNewerVersion } from '../../../metadata/model/layers/versions.ts';

interface Versioned {
  readonly name: string;
  readonly version: string;
}

/** A package that lies beside the server in a newer version than is installed, or that such a one newly needs. */
export interface WaitingUpgrade {
  readonly name: string;
  /** Null: it is not installed yet. */
  readonly from: string | null;
  readonly to: string;
  readonly folder: string;
}

/** Lists the upgrades that a server newer than its data could make; it never does so by itself. */
export function waitingUpgrades(
  installed: readonly Versioned[],
  folders: readonly string[],
): readonly WaitingUpgrade[] {
  const versions = new Map(installed.map(({ name, version }) => [name, version]));
  const beside = new Map(folders.map((folder) => [manifestIn(folder).name, folder]));
  const waiting = new Map<string, WaitingUpgrade>();
  const visit = (name: string, folder: string): void => {
    const { version: to, peerDependencies = {} } = manifestIn(folder);
    const from = versions.get(name) ?? null;
    if (waiting.has(name) || (from !== null && !isNewerVersion(to, from))) return;
    waiting.set(name, { name, from, to, folder });
    for (const needed of Object.keys(peerDependencies)) {
      const place = beside.get(needed);
      if (place !== undefined && !versions.has(needed)) visit(needed, place);
    }
  };
  for (const [name, folder] of beside) if (versions.has(name)) visit(name, folder);
  return [...waiting.values()];
}

/** A package that waits, and behind it those among the others that it needs: they are installed together. */
export function waitingWith(
  name: string,
  installed: readonly Versioned[],
  folders: readonly string[],
): readonly WaitingUpgrade[] {
  const waiting = new Map(waitingUpgrades(installed, folders).map((one) => [one.name, one]));
  const found = new Set<WaitingUpgrade>();
  const visit = (wanted: string): void => {
    const one = waiting.get(wanted);
    if (!one || found.has(one)) return;
    found.add(one);
    for (const needed of Object.keys(manifestIn(one.folder).peerDependencies ?? {})) visit(needed);
  };
  visit(name);
  return [...found];
}

interface Manifest extends Versioned {
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
