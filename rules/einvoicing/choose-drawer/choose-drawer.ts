import { textIn } from '../../decisions/given.ts';
import { through, used } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import type { Forms } from '../forms/forms.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';

export const roles = ['drawer', 'payee', 'reviewer'] as const;
export type Role = (typeof roles)[number];
export type Persons = Readonly<Record<Role, string>>;

export interface DrawerQuestion {
  readonly channel: ChannelKind;
  /** The user who asks. */
  readonly user?: string | null;
  /** The persons that the business system named in the document. */
  readonly passed?: Partial<Persons>;
  /** Name of whoever made the document: his own name in it is not passed, he was signed in then. */
  readonly author?: string | null;
  /** The persons that are set for the device. */
  readonly device?: Partial<Persons> | null;
  /** The person of an account of the bureau, by its number; without one, of that the document names. */
  readonly personOf?: (account: string | null) => string | null;
}

/** The rule that wins for this kind of document; null: none does. */
export function chooseDrawer(
  question: DrawerQuestion,
  rule: Forms['drawer-rule'] | null,
  level?: TraceLevel,
): Decided<Persons> {
  const trace = new Trace(level);
  const persons = Object.fromEntries(roles.map((role) => [role, personFor(role, question, rule)])) as Persons;
  const said = question.passed ?? {};
  const isReplaced = roles.some((role) => (said[role] ?? '') !== '' && said[role] !== persons[role]);
  const before = Object.fromEntries(roles.map((role) => [role, said[role] ?? '']));
  trace.step(isReplaced ? 'drawer-replaced' : 'drawer-chosen', {
    ...(rule ? { by: used('drawer-rule', rule) } : {}),
    ...(isReplaced ? { before } : {}),
    after: persons,
  });
  return trace.decided(persons);
}

function personFor(role: Role, question: DrawerQuestion, rule: Forms['drawer-rule'] | null): string {
  const { channel, user, author, passed = {}, device, personOf } = question;
  // Under RPA the account's person draws, whatever a rule says.
  if (role === 'drawer' && channel === 'rpa') return personOf?.(null) ?? '';
  const source = rule ? textIn(rule, `${role}Source`) : '';
  const said: Readonly<Record<string, () => string | null | undefined>> = {
    'current-user': () => user,
    passed: () => passed[role],
    device: () => device?.[role],
    person: () => rule && through(rule, `${role}Person`, 'name'),
    text: () => rule && textIn(rule, `${role}Text`),
    'tax-account': () => personOf?.((rule && through(rule, `${role}Account`, 'number')) ?? null),
  };
  const own = said[source]?.() ?? '';
  if (own !== '') return own;
  const named = passed[role] ?? '';
  // A rule that finds nobody replaces nobody.
  if (source !== '') return named;
  // Without a rule the person whom somebody named stands; whoever was signed in gives way to who is signed in now.
  if (role !== 'drawer') return named;
  return named === '' || named === author ? user || named : named;
}
