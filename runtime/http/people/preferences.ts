import type { Json } from '../../../metadata/common/json.ts';
import { preferences } from '../../../metadata/contract/own/calls.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyTooLarge, parametersWrong, preferencesFull } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** A list's columns of a form with hundreds of fields fit well. */
const longestValue = 32 * 1024;
const mostValues = 200;
const longestName = 128;

/** The calls for the preferences of one person, under names that whoever asks chooses. */
export const preferenceEndpoints: readonly Endpoint[] = [
  serveCall(preferences.list, async ({ ask }) => ({ body: { items: await preferencesOf(ask) } })),
  serveCall(preferences.set, async ({ ask, body }) => {
    await keep(ask, nameIn(ask), textOf(await body()));
    return { status: 204 };
  }),
  serveCall(preferences.forget, async ({ ask }) => {
    const owner = ask.principal.user.id;
    const sql = 'delete from gj_preference where user_id = ? and name = ?';
    await ask.host.database.run(sql, [owner, nameIn(ask)]);
    return { status: 204 };
  }),
];

async function preferencesOf({ reader, principal }: Ask): Promise<readonly { name: string; value: Json }[]> {
  const rows = await reader.all<{ name: string; content: string }>(
    'select name, content from gj_preference where user_id = ? order by name',
    [principal.user.id],
  );
  return rows.map(({ name, content }) => ({ name, value: JSON.parse(content) as Json }));
}

function nameIn(ask: Ask): string {
  const name = ask.param('name');
  if (name.length <= longestName && /^[a-z][\w.:-]*$/.test(name)) return name;
  throw parametersWrong({}, [{ path: '/name', code: 'preference-name', params: { most: longestName } }]);
}

function textOf(sent: Json): string {
  const value = JSON.stringify(sent);
  if (Buffer.byteLength(value) > longestValue) throw bodyTooLarge({ limit: longestValue });
  return value;
}

/** Counted once it is there, so that many at once do not slip through together. */
async function keep({ host, principal }: Ask, name: string, content: string): Promise<void> {
  const { database } = host;
  const owner = principal.user.id;
  const own = 'select count(*) as n from gj_preference where user_id = ?';
  const count = async (also = '', ...more: readonly string[]) =>
    Number((await database.first<{ n: number }>(own + also, [owner, ...more]))?.n ?? 0);
  const known = (await count(' and name = ?', name)) > 0;
  if (!known && (await count()) >= mostValues) throw preferencesFull({ most: mostValues });
  const columns = ['user_id', 'name', 'content', 'at'];
  const sql = database.dialect.upsert('gj_preference', columns, ['user_id', 'name'], ['content', 'at']);
  await database.run(sql, [owner, name, content, host.clock()]);
  if (known || (await count()) <= mostValues) return;
  await database.run('delete from gj_preference where user_id = ? and name = ?', [owner, name]);
  throw preferencesFull({ most: mostValues });
}
