import type { BatchItem } from '../../../metadata/contract/records/batch.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere, type Rights } from '../../call/rights.ts';
import { platformForm } from '../../call/system-call.ts';
import { refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';

/** A person, as notifications name one. */
interface Colleague {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

export interface Telling {
  /** Those who may see a form, except whoever asks; `more`: there are others beside. */
  who(call: Call, form: string): Promise<{ readonly items: readonly Colleague[]; readonly more: boolean }>;
  /** Tells people that a form is another now; answers how many. Refused where one of them may not see it. */
  tell(
    call: Call,
    what: { readonly form: string; readonly people: readonly string[]; readonly note?: string | undefined },
  ): Promise<number>;
}

export interface TellingParts {
  readonly store: Pick<Store, 'list' | 'batch'>;
  /** For what the platform itself does. */
  readonly systemCall: () => Call;
  readonly rightsOf: (user: string) => Promise<Rights | null>;
}

const formUnknown = refusal('form-unknown', 404);
const mayNotSee = refusal('colleague-may-not-see', 422);
/** So many people are asked for: who has more colleagues picks them elsewhere. */
const mostAsked = 200;

/**
 * People hear of what was published among their jobs and notifications, as of all that was done for them: each has a
 * record of his own, which nobody else sees.
 */
export function createTelling({ store, systemCall, rightsOf }: TellingParts): Telling {
  const formOf = (call: Call, name: string): Form => {
    const form = call.served.model.forms.get(name);
    if (!form || !mayAnywhere(call.rights, form, 'read')) throw formUnknown({ form: name });
    return form;
  };
  const sees = async (form: Form, user: string): Promise<boolean> => {
    const rights = await rightsOf(user);
    return rights !== null && mayAnywhere(rights, form, 'read');
  };
  return {
    async who(call, name) {
      const form = formOf(call, name);
      const system = systemCall();
      const { items } = await store.list(system, platformForm(system.served.model, 'user'), {
        view: 'manage',
        filter: { fact: 'enabled', operator: 'equal', value: true },
        fields: ['number', 'name'],
        limit: mostAsked + 1,
      });
      const seen: Colleague[] = [];
      for (const { id, number, name: called } of items.slice(0, mostAsked))
        if (id !== call.user.id && (await sees(form, id)))
          seen.push({ id, number: String(number ?? ''), name: String(called ?? '') });
      return { items: seen, more: items.length > mostAsked };
    },
    async tell(call, { form: name, people, note }) {
      const form = formOf(call, name);
      const all = [...new Set(people)];
      for (const [at, id] of all.entries()) if (!(await sees(form, id))) throw mayNotSee({ at: at + 1 });
      const system = systemCall();
      const body = {
        kind: 'other',
        name: `${call.user.name}：${form.label.zh}`.slice(0, 200),
        form: form.name,
        status: 'done',
        finishedAt: system.now.instant,
        organisation: { id: call.org },
        ...(note && { message: note }),
        details: { news: { by: call.user.name } },
      };
      // All of them hear of it, or none: whoever is told that it failed sends it again.
      const items = all.map((id): BatchItem => ({ op: 'create', body: { ...body, user: { id } } }));
      await store.batch(system, platformForm(system.served.model, 'job'), items, true);
      return all.length;
    },
  };
}
