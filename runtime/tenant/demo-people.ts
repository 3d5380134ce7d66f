import type { Label } from '../../metadata/common/label.ts';
import type { Gate } from '../access/auth/gate.ts';
import type { Call } from '../call/call.ts';
import { underLease } from '../database/lease.ts';
import type { Tenant } from './tenant.ts';

/** Somebody who works in the demo, as a domain says it. */
export interface DemoPerson {
  readonly number: string;
  readonly name: string;
  /** What he does, as it is told beside his password. */
  readonly label: Label;
  /** Numbers of records that packages bring: without them there is no such person. */
  readonly role: string;
  readonly organisation: string;
}

export interface MadePerson extends DemoPerson {
  readonly password: string;
}

interface Parts {
  readonly tenant: Tenant;
  readonly gate: Pick<Gate, 'setPassword'>;
  readonly randomPassword: () => string;
}

/**
 * Makes the people of the demo who are not there yet, each with a password of his own; who is there stays as he is. Answers
 * those it made, as a password is told once.
 */
export function makeDemoPeople(parts: Parts, people: readonly DemoPerson[]): Promise<readonly MadePerson[]> {
  const { tenant } = parts;
  if (people.length === 0) return Promise.resolve([]);
  // Of two nodes that start at once, one makes them.
  return underLease(tenant.database, { work: 'first-start', node: tenant.node }, async ({ fence }) => {
    const call: Call = { ...tenant.systemCall(), fence };
    const made: MadePerson[] = [];
    for (const person of people) {
      const password = await makePerson(parts, call, person);
      if (password !== null) made.push({ ...person, password });
    }
    return made;
  });
}

async function makePerson({ tenant, gate, randomPassword }: Parts, call: Call, person: DemoPerson) {
  const { number, name, role, organisation } = person;
  const has = async (id: string, value: string) => {
    const form = call.served.model.formsById.get(id);
    if (!form) return false;
    const filter = { fact: 'number', operator: 'equal', value } as const;
    return (await tenant.store.list(call, form, { view: 'manage', filter, limit: 1 })).items.length > 0;
  };
  const users = call.served.model.formsById.get('user');
  if (!users || (await has('user', number))) return null;
  if (!(await has('role', role)) || !(await has('organisation', organisation))) return null;
  const at = { number: organisation };
  const { record } = await tenant.store.create(call, users, {
    number,
    name,
    organisation: at,
    roles: [{ role: { number: role }, organisation: at }],
  });
  const password = randomPassword();
  await gate.setPassword({ id: record.id, number }, password);
  return password;
}
