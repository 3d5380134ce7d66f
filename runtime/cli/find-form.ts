import type { Form } from '../../metadata/model.ts';
import type { Call } from '../call.ts';
import type { CommandContext } from './command.ts';
import type { Opened } from './open-from.ts';

/** A form by today's name or its id; says what is there when it is not. */
export function findForm({ tenant }: Opened, { terminal }: CommandContext, name: string): Form | undefined {
  const { model } = tenant.served();
  const form = model.forms.get(name) ?? model.formsById.get(name);
  if (form) return form;
  const close = [...model.forms.keys()].filter((known) => known.includes(name) || name.includes(known));
  const hint = (close.length > 0 ? close : [...model.forms.keys()]).slice(0, 8).join(', ');
  terminal.warn(
    { zh: `没有表单 ${name}；有：${hint}`, en: `there is no form ${name}; there are ${hint}` }[
      terminal.language
    ],
  );
  return undefined;
}

/** The platform's own call, for the organisation of `--org`; undefined when there is none of that number. */
export function callFor({ tenant }: Opened, { options, terminal }: CommandContext): Call | undefined {
  const call = { ...tenant.systemCall(), language: terminal.language };
  const number = options['org'];
  if (typeof number !== 'string') return call;
  const org = call.served.orgs.byNumber(number)?.id;
  if (org !== undefined) return { ...call, org };
  terminal.warn({ zh: `没有组织 ${number}`, en: `there is no organisation ${number}` }[terminal.language]);
  return undefined;
}
