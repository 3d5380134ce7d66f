import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Call, Now, Served } from '../../call/call.ts';
import type { ParameterAccess } from '../../call/rights.ts';
import { platformForm, systemCall } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { Assignment, Bearer, DesignGrant, Grant, Limits, ParamGrant, Role } from './compile-rights.ts';

/** A user as sign-in and rights see one: read from the forms `user` and `role`. */
export interface Person {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** Empty: nobody knows one. */
  readonly email: string;
  readonly enabled: boolean;
  readonly org: string;
  readonly roles: readonly Assignment[];
  /** Whether a role of his asks for a code beside the password. */
  readonly asksCode: boolean;
  /** Ids of the records that he is limited to where a role says so, by id of their form. */
  readonly records: Bearer['records'];
}

export interface People {
  find(id: string): Promise<Person | null>;
  /** Reads the record of an enabled token. */
  token(id: string): Promise<TokenSays | null>;
  /** Id of the user, whatever his state. */
  idOf(number: string): Promise<string | null>;
}

export interface TokenSays {
  readonly lastDay: string | null;
  /** The limits of its rights, within those of its user. */
  readonly limits: Limits;
  /** Whether it is for provisioning people. */
  readonly provisions: boolean;
  /** Epoch milliseconds of its last use that was written down; 0 before the first. */
  readonly lastUsed: number;
}

export interface PeopleParts {
  readonly store: Store;
  served(): Served;
  now(org: string): Now;
}

export function createPeople({ store, served, now }: PeopleParts): People {
  const call = (): Call => {
    const model = served();
    return systemCall(model, now(model.orgs.root));
  };

  async function read(form: string, id: string): Promise<WireRecord | null> {
    const asked = call();
    try {
      return await store.read(asked, platformForm(asked.served.model, form), id, 'manage');
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    }
  }

  async function role(id: string): Promise<Role & { readonly asksCode: boolean }> {
    const record = await read('role', id);
    if (!record || record['enabled'] === false)
      return {
        number: '',
        grants: [],
        paramGrants: [],
        designGrants: [],
        administers: false,
        asksCode: false,
      };
    return {
      asksCode: record['asksCode'] === true,
      number: text(record['number']),
      administers: record['administers'] === true,
      grants: rows(record, 'grants').map(grant),
      paramGrants: rows(record, 'paramGrants').map(paramGrant),
      designGrants: rows(record, 'designs').map(designGrant),
    };
  }

  async function person(record: WireRecord): Promise<Person> {
    const home = referenced(record['organisation']);
    const roles = await Promise.all(
      rows(record, 'roles').map(async (row) => ({
        role: await role(referenced(row['role'])),
        org: referenced(row['organisation']),
      })),
    );
    const number = text(record['number']);
    return {
      id: record.id,
      number,
      name: text(record['name']) || number,
      email: text(record['email']),
      enabled: record['enabled'] !== false,
      org: home,
      roles,
      asksCode: roles.some((held) => held.role.asksCode),
      records: recordsIn(rows(record, 'limits')),
    };
  }

  return {
    async find(id) {
      const record = await read('user', id);
      return record && person(record);
    },
    async token(id) {
      const record = await read('token', id);
      if (!record || record['enabled'] === false) return null;
      const scopes = texts(record['scopes']);
      return {
        lastDay: text(record['expiresOn']) || null,
        limits: {
          write: scopes.includes('write'),
          administer: scopes.includes('administer'),
          publish: scopes.includes('publish'),
          reveal: scopes.includes('reveal'),
        },
        provisions: scopes.includes('provision'),
        lastUsed: Date.parse(text(record['lastUsedAt'])) || 0,
      };
    },
    async idOf(number) {
      const asked = call();
      const filter = { fact: 'number', operator: 'equal', value: number } as const;
      const query = { view: 'manage', filter, fields: ['number'], limit: 1 } as const;
      const { items } = await store.list(asked, platformForm(asked.served.model, 'user'), query);
      return items[0]?.id ?? null;
    },
  };
}

function paramGrant(row: JsonObject): ParamGrant {
  return {
    type: text(row['type']),
    access: text(row['access']) as ParameterAccess,
    scope: scopeOf(row),
  };
}

function designGrant(row: JsonObject): DesignGrant {
  const what = text(row['what']);
  const named = { name: text(row['name']), publishes: row['publishes'] === true };
  // An unknown value gives nothing: a form of no name.
  return { ...named, what: what === 'all' || what === 'package' || what === 'menu' ? what : 'form' };
}

function scopeOf({ scope }: JsonObject): Grant['scope'] {
  return scope === 'all' || scope === 'subtree' ? scope : 'own';
}

function grant(row: JsonObject): Grant {
  return {
    form: text(row['form']),
    actions: texts(row['actions']),
    moreActions: text(row['moreActions'])
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    withheld: texts(row['withheld']),
    limitedBy: texts(row['limitedBy']),
    scope: scopeOf(row),
    readable: texts(row['readable']),
    writable: texts(row['writable']),
  };
}

function recordsIn(limits: readonly JsonObject[]): Bearer['records'] {
  const byForm = Object.groupBy(limits, ({ form }) => text(form));
  return Object.fromEntries(
    Object.entries(byForm).map(([form, some = []]) => [form, some.map((row) => text(row['recordId']))]),
  );
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function rows(record: JsonObject, field: string): readonly JsonObject[] {
  const value = record[field];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The id in `{ id, number, name }`. */
function referenced(value: Json | undefined): string {
  return typeof value === 'object' && value !== null && 'id' in value ? text(value['id']) : '';
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
