import type { Form } from '../../../../metadata/model.ts';
import { visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import type { Action, Limit, Limited } from '../../../call/rights.ts';
import type { Cell } from '../../../database/database.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { amongIds } from './among.ts';
import { renderVisible } from './visible.ts';

/** `keepsTo` in SQL, a condition each. Without `params` there is nothing to bind. */
export function renderLimits(
  limits: readonly Limit[],
  layout: RecordLayout,
  alias: string,
  params?: Cell[],
): readonly string[] {
  return limits.map(({ field, among }) => {
    const values = [...among];
    if (values.length === 0 || !layout.byId.has(field)) return '1 = 0';
    return amongIds(layout, `${alias}.${column(layout, field).name}`, values, params);
  });
}

/**
 * The records that a right reaches for the organisation of the call, of those that it may use, as a condition on a
 * record under an alias; empty: all of them, as for whoever has no such right and is refused elsewhere.
 */
export function renderReachedFor(
  call: Call,
  layout: RecordLayout,
  action: Action,
  alias: string,
  params: Cell[],
): string {
  const { rights, org } = call;
  const scope = rights.scope(layout.form, action);
  if (scope === 'all' || scope.has(org)) return '';
  const here = limitedIn(rights.limited(layout.form, action), org);
  if (here.length === 0) return '';
  const texts = here.map(({ limits }) => renderLimits(limits, layout, alias, params).join(' AND '));
  return `(${texts.join(' OR ')})`;
}

/**
 * The records that the organisation of the call may use, of which whoever reads some alone knows no others: as a
 * condition that follows others, or empty.
 */
export function renderUsable(call: Call, layout: RecordLayout, alias: string, params: Cell[]): string {
  const used = visibilityOf(layout.form, [call.org], call.served.orgs);
  const visible = used ? renderVisible(layout, used, alias, params) : '';
  const reached = renderReachedFor(call, layout, 'read', alias, params);
  return [visible, reached].map((text) => text && ` AND ${text}`).join('');
}

/** What `renderReachedFor` says, of records for which their creators answer. */
export function renderManaged(
  call: Call,
  layout: RecordLayout,
  action: Action,
  alias: string,
  params: Cell[],
): string {
  const { form } = layout;
  const own = `${alias}.${column(layout, 'org').name}`;
  const among = (orgs: ReadonlySet<string>) => amongIds(layout, own, [...orgs], params);
  const scope = call.rights.scope(form, action);
  if (scope === 'all') return '';
  const texts = scope.size > 0 ? [among(scope)] : [];
  for (const { orgs, limits } of call.rights.limited(form, action)) {
    const where = orgs === 'all' ? [] : [among(orgs)];
    texts.push([...where, ...renderLimits(limits, layout, alias, params)].join(' AND '));
  }
  if (texts.length === 0) return '1 = 0';
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(' OR ')})`;
}

/** The one field by whose values, and nothing else, a right is limited for the organisation of the call. */
export function soleLimit({ rights, org }: Call, form: Form, action: Action): Limit | undefined {
  const [first, ...more] = limitedIn(rights.limited(form, action), org);
  return more.length === 0 && first?.limits.length === 1 ? first.limits[0] : undefined;
}

/** Whether a right on a form is limited to some of its records in any organisation. */
export function isLimited({ rights }: Call, form: Form, action: Action): boolean {
  return rights.limited(form, action).length > 0;
}

function limitedIn(limited: readonly Limited[], org: string): readonly Limited[] {
  return limited.filter(({ orgs }) => orgs === 'all' || orgs.has(org));
}
