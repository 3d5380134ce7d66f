import { textIn } from '../../decisions/given.ts';
import { numberOf } from '../../decisions/rules.ts';
import type { Trace } from '../../decisions/trace.ts';
import { ofSeller } from '../choose-channel/choose-channel.ts';
import { authorOf } from '../choose-drawer/author-of.ts';
import { chooseDrawer } from '../choose-drawer/choose-drawer.ts';
import type { Application } from '../forms/documents.ts';
import type { PlanConfig } from './config.ts';
import type { Prepared } from './prepare.ts';

interface Around {
  readonly config: PlanConfig;
  readonly trace: Trace;
}

/** Who draws, reviews and is paid, by the rules for pending invoices or for red confirmations. */
export async function personsOf(
  document: Application,
  { channel }: Prepared,
  { config, trace }: Around,
  of: 'pending-invoice' | 'red-confirmation' = 'pending-invoice',
) {
  const [hit] = await config.rules.hits('drawer-rule', document, {
    ask: { document: of },
    first: true,
  });
  const passed = Object.fromEntries(
    (['drawer', 'payee', 'reviewer'] as const).map((role) => [role, textIn(document, role)]),
  );
  const personOf = (account: string | null) => {
    const number = account ?? numberOf(document.taxAccount);
    return ofSeller(document, config.accounts).find((one) => one.number === number)?.drawer ?? null;
  };
  const asked = { user: config.user ?? null, author: authorOf(document) };
  const question = { channel: channel ?? 'leqi', ...asked, passed, personOf };
  return trace.take(
    chooseDrawer(
      { ...question, device: config.deviceOf?.(document) ?? null },
      hit?.record ?? null,
      trace.level,
    ),
  );
}
