import type { Label } from '../../../metadata/common/label.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import { didYouMean } from '../../../metadata/common/render.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { platformRights } from '../../call/system-call.ts';
import type { CommandContext, Terminal } from './command.ts';
import type { Opened } from './open-from.ts';

/** So many names can be read through; of more nobody is told unless they are near. */
const mostListed = 100;

/** Says that nothing is called so: which names are near, or which there are when none is. */
export function noSuch(
  { language, warn }: Pick<Terminal, 'language' | 'warn'>,
  what: Label,
  name: string,
  known: readonly string[],
): undefined {
  const near = nearNames(name, known);
  const listed = near.length === 0 && known.length > 0 && known.length <= mostListed;
  const hint = listed
    ? { zh: `；有：${known.join('、')}`, en: `; available: ${known.join(', ')}` }[language]
    : didYouMean(near, language);
  warn({ zh: `没有${what.zh} ${name}${hint}`, en: `There is no ${what.en} ${name}${hint}` }[language]);
}

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

/**
 * The call of whoever sits at the terminal, for the organisation of `--org`, with what he typed as the reason;
 * undefined when there is none of that number.
 */
export function callFor(
  { tenant }: Opened,
  { options, terminal }: CommandContext,
  reason: string,
): Call | undefined {
  const call = { ...tenant.systemCall(), rights: operatorRights, language: terminal.language, reason };
  const number = options['org'];
  if (typeof number !== 'string') return call;
  const { orgs } = call.served;
  const org = orgs.byNumber(number)?.id;
  if (org !== undefined) return { ...call, org };
  const numbers = [...orgs.subtree(orgs.root)].map((id) => orgs.get(id)?.number ?? '');
  return noSuch(terminal, { zh: '组织', en: 'organisation' }, number, numbers.sort());
}
