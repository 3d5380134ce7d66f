import type { Issue } from '../../../../metadata/common/issue.ts';
import { rowInWords } from '../../../../metadata/former-values.ts';
import type { Form, Model } from '../../../../metadata/model.ts';
import { momentIn } from '../../../../rules/calendar.ts';
import type { Call, Served } from '../../../call/call.ts';
import { systemCall } from '../../../call/system-call.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection, Dialect } from '../../../database/database.ts';
import { createBehaviours } from '../../../storage/store/record/behaviours.ts';
import { fitStored } from '../../../storage/store/record/fit-stored.ts';
import type { RecordLayout } from '../../../storage/store/record/layout.ts';
import { createLayouts } from '../../../storage/store/record/layouts.ts';
import type { Stored } from '../../../storage/store/record/stored.ts';
import { type Claim, claimsOf } from '../../../storage/store/save/unique.ts';
import { callFacts } from '../../../storage/store/sql/filter.ts';
import { createTargets } from '../../../storage/store/sql/targets.ts';
import { FoundRecords, nameRecord, onlyNames, storedPages } from './found-records.ts';

/** Records as they are kept now, which claim what rules to come say. */
interface ClaimsQuestion {
  readonly reader: Connection;
  readonly dialect: Dialect;
  /** The form and the rules as they will be. */
  readonly form: Form;
  readonly rules: ReadonlySet<string>;
  readonly model: Model;
  /** How its records are kept at this moment. */
  readonly layout: RecordLayout;
  /** The model in service at this moment, for the records that are referred to. */
  readonly served: Served;
  readonly zone: string;
  /** Epoch milliseconds, for conditions that ask for the day. */
  readonly at: number;
}

interface Claiming {
  readonly record: Stored;
  readonly claims: readonly Claim[];
}

/** Every record of a form with what it claims, some at a time, in the order of their ids. */
export async function* claimsToCome(question: ClaimsQuestion): AsyncGenerator<readonly Claiming[]> {
  const { reader, dialect, form, rules, model, layout, served, zone, at } = question;
  const behaviour = await createBehaviours().of(form, model);
  const was = served.model.formsById.get(form.id);
  const layouts = createLayouts(dialect);
  const call = callAt(served, zone, at);
  const pause = timeSlices();
  for await (const records of storedPages(reader, layout)) {
    const targets = createTargets(reader, call, layouts);
    const claiming: Claiming[] = [];
    for (const kept of records) {
      const record = fitStored(form, rowInWords(form, kept, was), zone).row;
      if (behaviour.references.size > 0) await targets.load(form, record, behaviour.references);
      const claims = await behaviour.claims(record, { call: callFacts(call), target: targets.target });
      const wanted = claims.filter(({ rule }) => rules.has(rule.name));
      claiming.push({ record, claims: claimsOf(form, record, wanted) });
      await pause();
    }
    yield claiming;
  }
}

/** Nobody's call: the platform looks at its own records, whoever owns them. */
export function callAt(served: Served, zone: string, at: number): Call {
  const { localDate, localTime } = momentIn(zone, at);
  const now = { instant: new Date(at).toISOString(), localDate, localTime };
  return systemCall(served, now);
}

/** Records that could not all stay under a form's rules to come: an issue for each rule, with the first of them. */
export async function claimClashes(question: ClaimsQuestion): Promise<readonly Issue[]> {
  const { form, served } = question;
  const owners = new Map<string, Stored>();
  const clashes = new Map<string, FoundRecords>();
  const note = (record: Stored, { hash, rule }: Claim) => {
    const owner = owners.get(hash);
    if (owner === undefined) owners.set(hash, onlyNames(form, record));
    if (owner === undefined || owner.id === record.id) return;
    const found = clashes.get(rule.name) ?? new FoundRecords(form, served.orgs);
    const like = nameRecord(form, owner, served.orgs);
    found.note(record, { like: like.number, likeOrg: like.org });
    clashes.set(rule.name, found);
  };
  for await (const some of claimsToCome(question))
    for (const { record, claims } of some) for (const claim of claims) note(record, claim);
  return [...clashes].map(([rule, found]) => ({
    code: 'unique-clashes',
    severity: 'error',
    form: form.id,
    package: form.package,
    pointer: `/unique/${form.unique.findIndex(({ name }) => name === rule)}`,
    params: { ...found.params(), rule },
  }));
}
