import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Now, Served } from '../../call/call.ts';
import { platformForm, systemCall } from '../../call/system-call.ts';
import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import type { Store } from '../../storage/store/record/store.ts';
import {
  type ClaimOperator,
  type ClaimRule,
  type Given,
  labelOf,
  type Protocol,
  protocolNames,
  type SignInProvider,
} from './provider.ts';

/** Id of the platform's form in which administrators list sign-in providers. */
export const providerForm = 'sign-in-provider';

export interface ProvidersParts {
  readonly database: Database;
  readonly store: Store;
  readonly vault: Pick<Vault, 'open'>;
  served(): Served;
  now(org: string): Now;
}

export interface Providers {
  /** Those that people may choose, by number; none where the packages of before are installed, which have no form. */
  enabled(language: Language): Promise<readonly OfferedProvider[]>;
  /** Answers the provider with this number, also a disabled one. */
  byNumber(number: string): Promise<SignInProvider | null>;
  byId(id: string): Promise<SignInProvider | null>;
}

export interface OfferedProvider {
  readonly number: string;
  readonly name: string;
}

interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly name_en: string | null;
  readonly secret: string | null;
  readonly client_key: string | null;
}

export function readProviders({ database, store, vault, served, now }: ProvidersParts): Providers {
  const { quote } = database.dialect;

  /** Answers nothing before there is a form. */
  async function rows(where: 'enabled' | 'number' | 'id', value: string | number): Promise<readonly Row[]> {
    const { model, table } = served();
    const form = model.formsById.get(providerForm);
    if (!form) return [];
    const { name, columns } = table(form);
    const column = (id: string) => quote(columns.get(id) ?? id);
    // Packages of before have none.
    const key = columns.has('clientKey') ? column('clientKey') : 'NULL';
    // Whoever is not signed in yet waits for nobody's long read.
    return database
      .reading({ who: 'sign-in' })
      .all<Row>(
        `SELECT ${column('id')} AS id, ${column('number')} AS ${quote('number')}, ${column('name')} AS name, ${column('nameEn')} AS name_en, ${column('clientSecret')} AS secret, ${key} AS client_key FROM ${quote(name)} WHERE ${column(where)} = ? ORDER BY ${column('number')}`,
        [value],
      );
  }

  async function whole(found: readonly Row[]): Promise<SignInProvider | null> {
    const [row] = found;
    if (!row) return null;
    const model = served();
    const call = systemCall(model, now(model.orgs.root));
    const record = await store.read(call, platformForm(model.model, providerForm), row.id, 'manage');
    return {
      id: row.id,
      revision: record.revision,
      number: row.number,
      name: row.name,
      nameEn: row.name_en ?? '',
      enabled: record['enabled'] !== false,
      protocol: protocolOf(text(record['protocol'])),
      issuer: text(record['issuer']),
      service: text(record['service']),
      agent: text(record['agent']),
      isPrivate: record['private'] === true,
      clientId: text(record['clientId']),
      secret: row.secret ? vault.open(row.secret) : null,
      tenants: text(record['tenants'])
        .split(/[\s,;]+/)
        .filter((tenant) => tenant !== ''),
      byKey: text(record['clientAuth']) === 'key',
      clientKey: row.client_key ? vault.open(row.client_key) : null,
      scopes: text(record['scopes']),
      entityId: text(record['entityId']),
      signInAddress: text(record['signInAddress']),
      certificates: text(record['certificates']),
      numberClaim: text(record['numberClaim']),
      nameClaim: text(record['nameClaim']),
      emailClaim: text(record['emailClaim']),
      makesUsers: record['unknown'] === 'made',
      follows: record['follow'] === true,
      rules: objects(record['rules']).map(ruleOf),
    };
  }

  return {
    async enabled(language) {
      const found = await rows('enabled', 1);
      return found.map(({ number, name, name_en: nameEn }) => ({
        number,
        name: labelOf({ name, nameEn: nameEn ?? '' })[language],
      }));
    },
    byNumber: async (number) => whole(await rows('number', number)),
    byId: async (id) => whole(await rows('id', id)),
  };
}

/** Before there were others, all were of OpenID Connect. */
function protocolOf(word: string): Protocol {
  return Object.hasOwn(protocolNames, word) ? (word as Protocol) : 'oidc';
}

const operators: ReadonlySet<string> = new Set<ClaimOperator>([
  'equals',
  'not-equals',
  'starts-with',
  'ends-with',
  'exists',
  'always',
]);

function isOperator(word: string): word is ClaimOperator {
  return operators.has(word);
}

function ruleOf(row: JsonObject): ClaimRule {
  const operator = text(row['operator']);
  const [organisation] = objects([row['organisation'] ?? null]);
  return {
    // A condition that this server does not know fits nobody: no claim has the empty name.
    claim: isOperator(operator) ? text(row['claim']) : '',
    operator: isOperator(operator) ? operator : 'exists',
    value: text(row['value']),
    organisation: given(organisation ?? {}),
    roles: objects(row['roles']).map(given),
  };
}

function given(pointer: JsonObject): Given {
  return { id: text(pointer['id']), number: text(pointer['number']), name: text(pointer['name']) };
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
