import { append } from '../../../metadata/common/append.ts';
import { pointerOf } from '../../../metadata/common/read.ts';
import type { BatchItem } from '../../../metadata/contract/records/batch.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere, type Rights } from '../../call/rights.ts';
import { platformForm } from '../../call/system-call.ts';
import { inEveryLanguage } from '../../common/messages/index.ts';
import { refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Work } from '../../work/jobs/job.ts';

/** A person, as notifications name one. */
interface Colleague {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

/** What people are told of. */
interface News {
  /** Today's name of the form. */
  readonly form: string;
  readonly note?: string | undefined;
}

export interface Telling {
  /**
   * Those who may see a form and are at home where whoever asks may act, except himself: so many of them as one picks
   * from; `more`: there may be others beside.
   */
  who(call: Call, form: string): Promise<{ readonly items: readonly Colleague[]; readonly more: boolean }>;
  /** Tells people that a form is another now; answers how many. Refused where one of them may not see it. */
  tell(call: Call, news: News & { readonly people: readonly string[] }): Promise<number>;
  /** The work of telling everybody who would be offered by then. */
  tellAll(call: Call, news: News): Work;
}

export interface TellingParts {
  readonly store: Pick<Store, 'list' | 'batch'>;
  /** For what the platform itself does. */
  readonly systemCall: () => Call;
  readonly rightsOf: (user: string) => Promise<Rights | null>;
}

const formUnknown = refusal('form-unknown', 404);
const mayNotSee = refusal('colleague-may-not-see', 422);
/** So many people are offered to be picked from: where there are more, all of them can be told. */
const mostOffered = 200;
/** So many are read, and told, at a time. */
const atOnce = 100;
/** So many are looked at before those found until then are offered: few of very many may see a form. */
const mostLooked = 1_000;

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

  /**
   * Everybody who may see the form but the caller, some at a time: those of one page of all users. Who works elsewhere is
   * nobody he knows of.
   */
  async function* colleagues(call: Call, form: Form): AsyncIterable<readonly Colleague[]> {
    let cursor: string | undefined;
    do {
      const system = systemCall();
      const page = await store.list(system, platformForm(system.served.model, 'user'), {
        view: 'manage',
        filter: { fact: 'enabled', operator: 'equal', value: true },
        fields: ['number', 'name', 'organisation'],
        sort: ['id'],
        limit: atOnce,
        ...(cursor !== undefined && { cursor }),
      });
      const seen: Colleague[] = [];
      for (const { id, number, name, organisation } of page.items) {
        const isNear = id !== call.user.id && call.rights.uses(pointerOf(organisation)?.id ?? '');
        if (isNear && (await sees(form, id)))
          seen.push({ id, number: String(number ?? ''), name: String(name ?? '') });
      }
      yield seen;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  /** A notice for each of them, as the platform writes it; `atomic`: for all of them, or for none. */
  function notify(
    call: Call,
    form: Form,
    people: readonly string[],
    { note, atomic }: { readonly note: string | undefined; readonly atomic: boolean },
  ) {
    const system = systemCall();
    const body = {
      kind: 'notice',
      name: `${call.user.name}：${form.label.zh}`.slice(0, 200),
      form: form.name,
      status: 'done',
      finishedAt: system.now.instant,
      organisation: { id: call.org },
      ...(note && { message: note }),
      details: { news: { by: call.user.name } },
    };
    const items = people.map((id): BatchItem => ({ op: 'create', body: { ...body, user: { id } } }));
    return store.batch(system, platformForm(system.served.model, 'job'), items, atomic);
  }

  return {
    async who(call, name) {
      const form = formOf(call, name);
      const seen: Colleague[] = [];
      let looked = 0;
      let more = false;
      for await (const some of colleagues(call, form)) {
        append(seen, some);
        looked += atOnce;
        more = seen.length > mostOffered || looked >= mostLooked;
        if (more) break;
      }
      return { items: seen.slice(0, mostOffered), more };
    },
    async tell(call, { form: name, people, note }) {
      const form = formOf(call, name);
      const all = [...new Set(people)];
      for (const [at, id] of all.entries()) if (!(await sees(form, id))) throw mayNotSee({ at: at + 1 });
      // Whoever is told that it failed sends it again: nobody is to hear it twice.
      await notify(call, form, all, { note, atomic: true });
      return all.length;
    },
    tellAll(call, { form: name, note }) {
      const form = formOf(call, name);
      const { served } = call;
      return {
        kind: 'other',
        name: inEveryLanguage('tell-job', { form: { ...form.label } }, served.model.messages),
        form: form.name,
        details: { ...(note && { note }) },
        async run(job) {
          let done = 0;
          let failed = 0;
          for await (const some of colleagues(call, form)) {
            const ids = some.map(({ id }) => id);
            // Who is gone by now keeps nobody else from hearing it.
            const sent = ids.length > 0 ? await notify(call, form, ids, { note, atomic: false }) : [];
            const missed = sent.filter(({ status }) => status >= 400).length;
            failed += missed;
            done += sent.length - missed;
            // Nobody knows how many there are before the last of them.
            await job.report({ total: 0, done, counts: { created: done, failed } });
          }
          const message = inEveryLanguage('tell-done', { people: done }, served.model.messages);
          return { counts: { created: done, failed }, message };
        },
      };
    },
  };
}
