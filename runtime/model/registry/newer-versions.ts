import { basename } from 'node:path';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { isNewerVersion } from '../../../metadata/model/layers/versions.ts';
import { Refusal } from '../../common/refusal.ts';
import { standardPackageFolders } from '../packages/read-folder.ts';
import type { Registries } from './configured-registry.ts';
import type { Registry } from './registry.ts';

interface Versioned {
  readonly name: string;
  readonly version: string;
}

/** Newer versions of what is installed, as the configured registry had them when it was last asked. */
export interface NewerVersions {
  /** By name; only what is newer than `installed`. */
  of(installed: Versioned): string | null;
  /** When it was asked; null: it never was, as nobody configured one. */
  lookedAt(): number | null;
  /** Answers why nothing was learned the last time. Null: something was. */
  failure(): Refusal | null;
  /** Asks where there is something to ask, and what was learned is old. */
  look(): Promise<void>;
}

interface NewerParts {
  readonly registries: Pick<Registries, 'configured' | 'open'>;
  /** Packages that may lie in a registry. */
  readonly installed: () => Promise<readonly Versioned[]>;
  readonly clock: () => number;
  readonly failed: (failure: Refusal) => void;
  /** Milliseconds for which an answer is good. Default: six hours. */
  readonly fresh?: number;
}

const usualFresh = 6 * 3600_000;

/** It never installs anything by itself: that an upgrade waits is all that is told. */
export function createNewerVersions(parts: NewerParts): NewerVersions {
  const { registries, installed, clock, failed, fresh = usualFresh } = parts;
  let known: ReadonlyMap<string, string> = new Map();
  let asked: { readonly of: string; readonly at: number } | null = null;
  let failure: Refusal | null = null;

  return {
    of({ name, version }) {
      const newest = known.get(name);
      return newest !== undefined && isNewerVersion(newest, version) ? newest : null;
    },
    lookedAt: () => asked?.at ?? null,
    failure: () => failure,
    async look() {
      const address = await registries.configured();
      if (!address) {
        known = new Map();
        asked = null;
        failure = null;
        return;
      }
      const wanted = await installed();
      const of = [address.url, ...wanted.map(({ name }) => name)].join(' ');
      if (asked?.of === of && clock() - asked.at < fresh) return;
      asked = { of, at: clock() };
      try {
        known = await newestOf(await registries.open(), wanted);
        failure = null;
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        if (failure?.code !== problem.code) failed(problem);
        failure = problem;
      }
    },
  };
}

/** One after the other: a registry is nobody's to hurry. */
async function newestOf(
  registry: Registry,
  wanted: readonly Versioned[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of wanted) {
    const newest = await latestOf(registry, name);
    if (newest !== null) found.set(name, newest);
  }
  return found;
}

/** Null: it came from elsewhere. */
async function latestOf(registry: Registry, name: string): Promise<string | null> {
  try {
    const { versions } = await registry.versions(name);
    return versions.find(({ latest, deprecated }) => latest && deprecated === null)?.version ?? null;
  } catch (problem) {
    if (problem instanceof Refusal && problem.code === 'registry-package-unknown') return null;
    throw problem;
  }
}

/**
 * Answers packages that came from elsewhere: those beside the server come with it, and the customer's own layer from
 * nowhere.
 */
export function fromElsewhere<T extends Versioned>(installed: readonly T[]): readonly T[] {
  const beside = new Set(standardPackageFolders().map((folder) => basename(folder)));
  return installed.filter(({ name }) => name !== localPackage && !beside.has(name));
}
