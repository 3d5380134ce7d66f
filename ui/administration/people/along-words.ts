import { msg, str } from '@lit/localize';
import { comingWith } from '../../../metadata/coming-rights.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import { language, listed, say, within } from '../../session/i18n.ts';
import type { Role } from './role-data.ts';

type Rights = Pick<Role, 'actions' | 'along'>;

/** Says with which right another one comes. */
export function comesWithText({ value }: OptionSource, actions: Rights['actions']): string {
  const giver = giverOf(value, actions);
  return giver
    ? msg(str`随“${say(giver.label)}”给出`, { id: 'right-comes-with' })
    : msg('随“自有操作”给出', { id: 'right-comes-with-own' });
}

/** Says in a sentence which rights come with others, and how they are taken away. */
export function alongText({ actions, along }: Rights): string {
  const byGiver = Map.groupBy(along, ({ value }) => giverOf(value, actions));
  const clauses = [...byGiver].map(([giver, given]) => {
    const rights = listed(given.map(({ label }) => within(label)));
    return giver
      ? msg(str`“${say(giver.label)}”会一并给出${rights}`, { id: 'right-brings' })
      : msg(str`“自有操作”会一并给出${rights}`, { id: 'right-own-brings' });
  });
  const said = clauses.join(language() === 'zh' ? '；' : '; ');
  return msg(str`${said}。不需要的，在右边的列中取消。`, { id: 'rights-along' });
}

/** A right, or a field that may be seen or changed, as one box among many is called. */
export function rightOf(label: string, what: string): string {
  return msg(str`${label}：${what}`, { id: 'right-of' });
}

function giverOf(right: string, actions: Rights['actions']): OptionSource | undefined {
  return actions.find(({ value }) => value === comingWith[right]);
}
