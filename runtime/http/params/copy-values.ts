import type { Problem } from '../../../metadata/common/issue.ts';
import { type Copying, mostAtOnce } from '../../../metadata/contract/params/many.ts';
import { paramValues } from '../../../metadata/contract/params/many-calls.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { maySee } from '../../params/answer-parameter.ts';
import { planValues, type ValueItem } from '../../params/many/plan-values.ts';
import { isSecret, wireOf } from '../../params/wire-value.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { orgNamed, writePlan } from './many.ts';
import { mayReveal } from './reveal.ts';

const tooMany = refusal('params-too-many', 422);

export const copyEndpoints: readonly Endpoint[] = [
  serveCall(paramValues.copy, async ({ ask, query, body }) => {
    const asked = await body();
    const call = asked.reason === undefined ? ask.writeCall : { ...ask.writeCall, reason: asked.reason };
    const from = named(call, asked.from, '/from');
    const to = asked.to.map((number, at) => named(call, number, `/to/${at}`)).filter((org) => org !== from);
    const items = to.flatMap((org) => itemsFor(ask, from, org, asked));
    const { model } = call.served;
    const closed = items.flatMap(({ type, key, action }, index): Problem[] => {
      const address = action === 'set' ? addressOf(model, type, key) : undefined;
      return address && isSecret(address) && !mayReveal(ask, type, from)
        ? [{ path: `/${index}`, code: 'secret-copied' }]
        : [];
    });
    const plan = await planValues(call, items, { seen: false, seal: ask.host.vault.seal });
    if (plan.writes.length > mostAtOnce) throw tooMany({ count: plan.writes.length, most: mostAtOnce });
    const numbers = asked.to.map((number) => orgNamed(call, number));
    return writePlan(
      { ask, call, ...query },
      { ...plan, problems: [...closed, ...plan.problems] },
      (path) => {
        const [, index, ...rest] = path.split('/');
        const item = items[Number(index)];
        const place = [numbers.indexOf(item?.org ?? ''), `${item?.type}.${item?.key}`, ...rest];
        return `/to/${place.join('/')}`;
      },
    );
  }),
];

function named(call: Call, number: string, path: string): string {
  const org = orgNamed(call, number);
  if (org !== undefined) return org;
  throw contentWrong({ count: 1 }, [{ path, code: 'organisation-forbidden', params: { org: number } }]);
}

function itemsFor(
  ask: Ask,
  from: string,
  to: string,
  { types, mode = 'missing' }: Copying,
): readonly ValueItem[] {
  const { served, principal } = ask;
  const { parameters, model } = served;
  return [...model.params.keys()].flatMap((type): readonly ValueItem[] => {
    if (types && !types.includes(type)) return [];
    if (!maySee(principal.rights.parameters(type, 'read'), from)) return [];
    return [...(parameters?.ofType(type) ?? [])].flatMap(([key, byScope]) => {
      const address = addressOf(model, type, key);
      if (!address) return [];
      const [said, there] = [byScope.get(from) ?? [], byScope.get(to) ?? []];
      const wanted = mode === 'missing' && there.length > 0 ? [] : said;
      const sets = wanted.map((set): ValueItem => {
        const place = { type, key, org: to, validFrom: set.validFrom, validTo: set.validTo };
        const how = { action: 'set', locked: set.locked } as const;
        if (isSecret(address)) return { ...place, ...how, kept: { value: set.value, raw: set.raw } };
        return set.raw === null
          ? { ...place, ...how, value: set.value === null ? null : wireOf(set.value, address, model) }
          : { ...place, ...how, raw: set.raw };
      });
      const gone = mode === 'replace' ? there.filter((one) => !said.some((set) => sameDates(set, one))) : [];
      const unsets = gone.map(
        ({ validFrom, validTo }): ValueItem => ({ type, key, org: to, validFrom, validTo, action: 'unset' }),
      );
      return [...sets, ...unsets];
    });
  });
}

function sameDates(one: SetValue, other: SetValue): boolean {
  return one.validFrom === other.validFrom && one.validTo === other.validTo;
}
