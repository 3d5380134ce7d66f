import { msg, str } from '@lit/localize';
import type { LitElement } from 'lit';
import type { RuleHead } from '../../metadata/contract/match/rule.ts';
import { GjDialog } from '../kit/dialog/gj-dialog.ts';
import { openOver } from '../kit/dialog/open-over.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { GjRuleReach } from './gj-rule-reach.ts';
import type { MatchAsk } from './match-run.ts';

interface Reached {
  readonly about: FormModel;
  readonly ask: MatchAsk;
  readonly head: RuleHead;
}

/** Shows over the page which documents a rule wins. */
export async function openReach({ about, ask, head }: Reached, host: LitElement): Promise<void> {
  const label = msg(str`${ruleName(head)}：胜出的单据`, { id: 'reach-whose' });
  const dialog = Object.assign(new GjDialog(), { label, wide: true, leaving: msg('关闭', { id: 'close' }) });
  dialog.append(Object.assign(new GjRuleReach(), { about, ask, rule: head.id }));
  await openOver(dialog, { closed: () => {} }, host);
}
