import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { platformRights } from '../../call/system-call.ts';
import type { CommandContext } from './command.ts';
import { noSuch } from './no-such.ts';
import type { Opened } from './open-from.ts';

/** A form by today's name, its id or its label where no other has the same; says what is there when it is not. */
export function findForm({ tenant }: Opened, { terminal }: CommandContext, name: string): Form | undefined {
  const { model } = tenant.served();
  const form = model.forms.get(name) ?? model.formsById.get(name);
  if (form) return form;
  const labelled = [...model.forms.values()].filter(({ label }) => label.zh === name || label.en === name);
  if (labelled.length === 1) return labelled[0];
  return noSuch(terminal, { zh: '表单', en: 'form' }, name, [...model.forms.keys()].sort());
}

/** May everything that a person may: what forms lock of package data is locked for him as well. */
const operatorRights: Rights = { ...platformRights };

/** The call of whoever sits at the terminal, for the organisation of `--org`; undefined when there is none of that number. */
export function callFor({ tenant }: Opened, { options, terminal }: CommandContext): Call | undefined {
  const call = { ...tenant.systemCall(), rights: operatorRights, language: terminal.language };
  const number = options['org'];
  if (typeof number !== 'string') return call;
  const { orgs } = call.served;
  const org = orgs.byNumber(number)?.id;
  if (org !== undefined) return { ...call, org };
  const numbers = [...orgs.subtree(orgs.root)].map((id) => orgs.get(id)?.number ?? '');
  return noSuch(terminal, { zh: '组织', en: 'organisation' }, number, numbers.sort());
}
