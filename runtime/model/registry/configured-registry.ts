import type { Egress } from '../../access/egress/egress.ts';
import type { Served } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import type { Connection, Database } from '../../database/database.ts';
import { settingId } from '../../storage/store/record/stored.ts';
import type { RegistryAddress } from './ask-registry.ts';
import { openRegistry, type Registry } from './registry.ts';

/** The registry that holds here, and its source. */
export interface ConfiguredRegistry extends RegistryAddress {
  readonly from: 'environment' | 'settings';
}

export interface Registries {
  /** Null: nobody configured one, so none is ever asked. */
  configured(reader?: Connection): Promise<ConfiguredRegistry | null>;
  /** Refuses where there is none. */
  open(reader?: Connection): Promise<Registry>;
}

export interface RegistriesParts {
  readonly database: Database;
  readonly served: () => Served;
  readonly vault: Pick<Vault, 'open'>;
  readonly version: string;
  readonly egress: Egress;
  /** Of the environment, which goes before the tenant's settings. Default: it names none. */
  readonly environment?: Omit<RegistryAddress, 'by'> | undefined;
}

const settingsForm = 'tenant-settings';
const registryOff = refusal('registry-off', 409);

/** The registry that an administrator configured for this server, or for this tenant; usually none. */
export function createRegistries({
  database,
  served,
  vault,
  version,
  egress,
  environment,
}: RegistriesParts): Registries {
  const { quote } = database.dialect;
  const registries: Registries = {
    async configured(reader = database) {
      if (environment) return { ...environment, from: 'environment', by: 'operator' };
      const { model, orgs, table } = served();
      const form = model.formsById.get(settingsForm);
      const columns = form && table(form).columns;
      const [address, token] = [columns?.get('registry'), columns?.get('registryToken')];
      if (!form || address === undefined || token === undefined || orgs.size === 0) return null;
      const row = await reader.first<{ address: string | null; token: string | null }>(
        `SELECT ${quote(address)} AS address, ${quote(token)} AS token FROM ${quote(table(form).name)} WHERE id = ?`,
        [settingId(form, orgs.root)],
      );
      if (!row?.address) return null;
      const url = row.address.replace(/\/*$/, '/');
      return { url, ...(row.token && { token: vault.open(row.token) }), from: 'settings', by: 'people' };
    },
    async open(reader) {
      const address = await registries.configured(reader);
      if (!address) throw registryOff();
      return openRegistry(address, { version, egress });
    },
  };
  return registries;
}
