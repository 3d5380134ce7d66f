import type { Manifest } from '../../../metadata/source.ts';
import type { InboxSource, Waiting } from '../../work/inbox/inbox-source.ts';
import { standardPackageFolders } from '../packages/read-folder.ts';
import { waitingUpgrades } from '../packages/waiting-upgrades.ts';
import type { NewerVersions } from './newer-versions.ts';

/** Packages of which there is a newer version, for administrators: beside the server, or in the registry. */
export function waitingPackages(newer: Pick<NewerVersions, 'of'>): InboxSource {
  return {
    name: 'package',
    label: { code: 'inbox-of-packages' },
    async ask({ rights, served }) {
      if (!rights.administers) return [];
      const { packages } = served.model;
      const beside = new Map(
        waitingUpgrades(packages, standardPackageFolders()).map(({ name, to }) => [name, to]),
      );
      return packages.flatMap((one) => {
        const version = beside.get(one.name) ?? newer.of(one);
        return version === null ? [] : [waitingOf(one, version)];
      });
    },
  };
}

function waitingOf({ name, guiju }: Manifest, version: string): Waiting {
  const path = `/packages/${name}`;
  return {
    key: name,
    kind: 'upkeep',
    title: { code: 'inbox-newer', params: { package: { ...guiju.label }, version } },
    path,
    remedy: { label: { code: 'inbox-newer-plan' }, path },
    version,
  };
}
