import type { DescribedForm } from '../../../metadata/contract/forms/form-model.ts';
import { describeAsked } from '../../../metadata/describe/describe-asked.ts';
import { describeForm } from '../../../metadata/describe/describe-form.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import { askedParameters } from '../../../rules/behaviour/asked-parameters.ts';
import { parameterDoor, parametersAsked } from '../../../rules/params/parameter-door.ts';
import { type Call, readParameters } from '../../call/call.ts';
import { type Action, alsoNeeded, mayAnywhere, type Rights, rightFor } from '../../call/rights.ts';
import { printsOf } from '../../work/print/create-prints.ts';
import type { Host } from '../pipeline/host.ts';
import { reportsFor } from './reports.ts';

/** The actions that the platform lets anybody do to records; forms add actions of their own. */
export const platformActions: readonly Action[] = [
  'read',
  'create',
  'edit',
  'delete',
  'enable',
  'disable',
  'copy',
  'assign',
  'share',
  'transfer',
  'personalise',
  'import',
  'export',
  'print',
  'report',
  'link',
  'history',
  'purge',
];

type Refusing = Pick<Host, 'madeByPlatform' | 'alsoNeeded'>;

export function formAbilities(host: Refusing, rights: Rights, form: Form): readonly Action[] {
  const matching: readonly Action[] = form.match ? ['match'] : [];
  const actions = [...platformActions, ...matching, ...form.actions.map(({ name }) => name)];
  const refused = host.madeByPlatform[form.id] ?? [];
  const may = (action: Action) => mayAnywhere(rights, form, rightFor(action));
  return actions.filter(
    (action) =>
      !refused.includes(action) && may(action) && may(alsoNeeded(host.alsoNeeded, form, action) ?? action),
  );
}

/** By name of the form: what the caller may do to its records somewhere. Forms of which that is nothing are absent. */
export function abilities(
  host: Refusing,
  rights: Rights,
  model: Model,
): Readonly<Record<string, readonly Action[]>> {
  const able: Record<string, readonly Action[]> = {};
  for (const form of model.forms.values()) {
    const actions = formAbilities(host, rights, form);
    if (actions.length > 0) able[form.name] = actions;
  }
  return able;
}

/** The form as this caller may see it, with what is set of the parameters that it reads. */
export function describeToCaller(
  host: Refusing,
  form: Form,
  call: Pick<Call, 'rights' | 'served' | 'org' | 'now'>,
): DescribedForm {
  const { rights } = call;
  const { model } = call.served;
  const described = describeForm(form, model, {
    seen: (field, of = form) => rights.readable(of, field),
    writable: (field) => rights.writable(form, field),
    offered: ({ hidden, roles }) => !hidden && (roles?.some((role) => rights.bears(role)) ?? true),
  });
  const at = readParameters(call, call.org);
  const parameters = askedParameters(
    form,
    model.recordChecks,
    (type) => keysOf(model, type),
    parameterDoor(model, at),
  );
  const read = parametersAsked(model, form.asked?.keys() ?? [], at);
  const prints = printsOf(model, form).map(({ content: { name, label } }) => ({ name, label }));
  const reports = (mayAnywhere(rights, form, 'report') ? reportsFor(call, form) : []).map(
    ({ content: { name, label } }) => ({ name, label }),
  );
  return {
    ...described,
    // To whom else they are offered is nobody's to know.
    views: described.views.map(({ roles: _, ...view }) => view),
    parameters,
    ...describeAsked(form, described, model, read),
    can: formAbilities(host, rights, form),
    ...(prints.length > 0 && { prints }),
    ...(reports.length > 0 && { reports }),
  };
}

function keysOf(model: Model, type: string): readonly string[] {
  return (model.params.get(type)?.params ?? []).flatMap(({ key }) => key ?? []);
}
