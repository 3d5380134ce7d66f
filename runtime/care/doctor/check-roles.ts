import type { Database } from '../../database/database.ts';
import { recordLayout } from '../../storage/store/record/layout.ts';
import { rowsOf, type Stored } from '../../storage/store/record/stored.ts';
import { type Finding, ok, warn } from './finding.ts';
import { named } from './harm-findings.ts';
import { readablePages } from './readable-pages.ts';
import type { ServedNow } from './served-now.ts';

/** Held by the platform, and opened by no role that only says "all forms". */
const settings = 'tenant-settings';
/** Scopes that open nothing where a user has no right for them. */
const guarded: ReadonlySet<string> = new Set(['administer', 'publish', 'reveal']);

/**
 * Roles of somebody that give all forms and do not name the platform's settings: they opened those once, and whoever
 * still needs them has to be given them by name. And tokens whose scopes are more than their users may: they would
 * open on the day on which a user is given more.
 */
export async function checkRoles(database: Database, served: ServedNow): Promise<readonly Finding[]> {
  const held = new Map<string, string[]>();
  for await (const user of recordsOf(database, served, 'user'))
    for (const { role } of rowsOf(user['roles']))
      held.set(String(role), [...(held.get(String(role)) ?? []), user.id]);
  const opening = new Map<string, Set<string>>();
  const narrowed: string[] = [];
  for await (const role of recordsOf(database, served, 'role')) {
    for (const user of held.get(role.id) ?? [])
      opening.set(user, new Set([...(opening.get(user) ?? []), ...scopesOf(role)]));
    const forms = new Set(rowsOf(role['grants']).map(({ form }) => form));
    const isNarrowed = role['administers'] !== true && forms.has('*') && !forms.has(settings);
    if (isNarrowed && held.has(role.id)) narrowed.push(String(role['number']));
  }
  const waiting: string[] = [];
  for await (const token of recordsOf(database, served, 'token')) {
    const opened = opening.get(String(token['user'])) ?? new Set();
    const scopes = Array.isArray(token['scopes']) ? token['scopes'].map(String) : [];
    const isLater = scopes.some((scope) => guarded.has(scope) && !opened.has(scope));
    if (token.enabled && isLater)
      waiting.push(`${String(token['hint'] ?? token.id)} (${String(token['name'])})`);
  }
  const finding = (all: readonly string[]) => ({ count: all.length, first: all.slice(0, named) });
  return [
    ...(narrowed.length > 0 ? [ok('doctor-roles-narrowed', finding(narrowed))] : []),
    ...(waiting.length > 0 ? [warn('doctor-tokens-wait', finding(waiting))] : []),
  ];
}

/** Answers the scopes of tokens by which a role opens something. */
function scopesOf(role: Stored): readonly string[] {
  const administers = role['administers'] === true;
  const publishes = administers || rowsOf(role['designs']).some((one) => one['publishes'] === true);
  const reveals = rowsOf(role['paramGrants']).some(({ access }) => access === 'reveal');
  return [
    ...(administers ? ['administer'] : []),
    ...(publishes ? ['publish'] : []),
    ...(reveals ? ['reveal'] : []),
  ];
}

async function* recordsOf(database: Database, { model, table }: ServedNow, id: string) {
  const form = model.formsById.get(id);
  if (!form) return;
  const layout = recordLayout(form, table(form), database.dialect);
  for await (const { records } of readablePages(database, layout)) yield* records;
}
