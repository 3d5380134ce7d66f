import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call, Now, Served } from '../../call/call.ts';
import { platformForm, systemCall } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { Identities } from './identities.ts';
import { type Admission, type KnownPerson, numberIn, planAdmission } from './plan-admission.ts';
import { protocolNames, type SignInProvider } from './provider.ts';

export interface AdmissionParts {
  readonly store: Store;
  readonly identities: Identities;
  served(): Served;
  now(org: string): Now;
}

export interface People {
  /** Says what would become of somebody with these claims; `subject` is the provider's own name for him. */
  plan(provider: SignInProvider, subject: string, claims: JsonObject): Promise<Admission>;
  /** Does what the plan says; answers the user's id. */
  write(provider: SignInProvider, subject: string, admission: Admission): Promise<string>;
}

/** Finds the user that claims lead to, makes one and brings one up to date: by the platform's right, not his own. */
export function createAdmission({ store, identities, served, now }: AdmissionParts): People {
  const call = (): Call => {
    const model = served();
    return systemCall(model, now(model.orgs.root));
  };

  /** Null: he was deleted. */
  async function user(id: string): Promise<WireRecord | null> {
    const asked = call();
    try {
      return await store.read(asked, platformForm(asked.served.model, 'user'), id, 'manage');
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    }
  }

  async function known(
    provider: SignInProvider,
    subject: string,
    claims: JsonObject,
  ): Promise<KnownPerson | null> {
    const bound = subject === '' ? null : await identities.userOf(provider.id, subject);
    const own = bound === null ? null : await user(bound);
    if (own) return { record: own, isOthers: false };
    const number = numberIn(provider, claims);
    if (number === '') return null;
    const asked = call();
    const { items } = await store.list(asked, platformForm(asked.served.model, 'user'), {
      view: 'manage',
      filter: { fact: 'number', operator: 'equal', value: number },
      fields: ['number'],
      limit: 1,
    });
    const [found] = items;
    if (!found) return null;
    const isOthers = subject !== '' && (await identities.has(provider.id, found.id));
    const record = await user(found.id);
    return record && { record, isOthers };
  }

  async function save(provider: SignInProvider, { person, changes }: Admission): Promise<string> {
    const asked = { ...call(), reason: `${protocolNames[provider.protocol]}: ${provider.name}` };
    const form = platformForm(asked.served.model, 'user');
    if (!person) return (await store.create(asked, form, changes)).record.id;
    if (Object.keys(changes).length > 0) await store.patch(asked, form, person.id, changes);
    return person.id;
  }

  return {
    async plan(provider, subject, claims) {
      return planAdmission(provider, claims, await known(provider, subject, claims));
    },
    async write(provider, subject, admission) {
      const id = await save(provider, admission);
      await identities.bind(provider.id, subject, id);
      return id;
    },
  };
}
