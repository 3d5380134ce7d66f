import { append } from '../../metadata/common/append.ts';
import type { Problem } from '../../metadata/common/issue.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { SentSetting } from '../../metadata/contract/params/many.ts';
import type { Form } from '../../metadata/model.ts';
import { parameterForm } from '../../metadata/names.ts';
import type { Address } from '../../rules/params/address.ts';
import { systemScope } from '../../rules/params/effective.ts';
import { hasWindow, type SetValue } from '../../rules/params/set-value.ts';
import { dayProblems } from '../../rules/params/setting.ts';
import type { Call } from '../call/call.ts';
import { parameterRights } from '../call/system-call.ts';
import { refusal } from '../common/refusal.ts';
import { contentWrong } from '../storage/store/record/refusals.ts';
import type { Store } from '../storage/store/record/store.ts';
import { storedValue } from './wire-value.ts';

const parameterGone = refusal('parameter-gone', 412);
const parameterWhich = refusal('parameter-which', 409);
const parameterNotSet = refusal('parameter-not-set', 404);
const parametersNotKept = refusal('parameters-not-kept', 409);

export interface SettingAsk {
  readonly store: Store;
  readonly seal: (plain: string) => string;
  readonly call: Call;
  readonly address: Address;
  /** Null: the whole system. */
  readonly org: string | null;
  /** The revision the caller saw, asked for where there is something to be overwritten. */
  readonly ifMatch: () => number;
  /** Whether he said that he saw one. */
  readonly hasSeen: boolean;
}

/** Sets one value. Answers its revision, and whether there was none before. */
export async function setParameter(
  ask: SettingAsk,
  sent: SentSetting,
): Promise<{ readonly revision: number; readonly isNew: boolean }> {
  const { store, call, address, org, seal } = ask;
  const form = formOfValues(call);
  const { validFrom = null, validTo = null, locked = false } = sent;
  const same = (one: SetValue) =>
    sent.id === undefined ? one.validFrom === validFrom && one.validTo === validTo : one.id === sent.id;
  const target = valuesHere(ask).find(same);
  const kept = storedValue(sent, address, { model: call.served.model, seal, before: target });
  const problems: Problem[] = kept.ok ? [] : [...kept.problems];
  append(problems, dayProblems({ validFrom, validTo }));
  if (address.param.danger && (call.reason ?? '').trim() === '')
    problems.push({ path: '/reason', code: 'param-reason' });
  if (!kept.ok || problems.length > 0) throw contentWrong({ count: problems.length }, problems);
  if (!target && (sent.id !== undefined || ask.hasSeen)) throw parameterGone();
  const body: JsonObject = {
    type: address.type,
    address: address.key,
    organisation: org === null ? null : { id: org },
    content: { ...kept.value },
    from: validFrom,
    until: validTo,
    locked,
  };
  const writing = { ...call, rights: parameterRights };
  const { record } = target
    ? await store.put(writing, form, target.id, body, ask.ifMatch())
    : await store.create(writing, form, body);
  return { revision: record.revision, isNew: target === undefined };
}

/** Takes one value away, so that what is above it is inherited again. Answers the revision of that. */
export async function unsetParameter(ask: SettingAsk, id: string | null): Promise<number> {
  const { store, call } = ask;
  const form = formOfValues(call);
  const here = valuesHere(ask);
  if (here.length === 0) throw parameterNotSet();
  const [only, ...others] = here;
  const target =
    id === null
      ? others.length === 0
        ? only
        : here.find((one) => !hasWindow(one))
      : here.find((one) => one.id === id);
  if (!target) throw id === null ? parameterWhich({ count: here.length }) : parameterNotSet();
  if (ask.address.param.danger && (call.reason ?? '').trim() === '')
    throw contentWrong({ count: 1 }, [{ path: '/reason', code: 'param-reason' }]);
  const writing = { ...call, rights: parameterRights };
  const { revision } = await store.remove(writing, form, target.id, ask.ifMatch());
  return revision;
}

/** An installation whose package is older than the server has no form for them, until somebody upgrades it. */
export function formOfValues({ served }: Call): Form {
  const { formsById, packages } = served.model;
  const form = formsById.get(parameterForm);
  if (form) return form;
  const installed = packages.find(({ name }) => name === 'platform');
  throw parametersNotKept({ package: 'platform', version: installed?.version ?? '' });
}

/** Answers the values that are set at the very place, as this node knows them. */
function valuesHere({ call, address, org }: SettingAsk): readonly SetValue[] {
  return (
    call.served.parameters
      ?.ofType(address.type)
      ?.get(address.key)
      ?.get(org ?? systemScope) ?? []
  );
}
