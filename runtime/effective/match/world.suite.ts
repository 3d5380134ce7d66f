import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode, type TestNodeOptions } from '../../server/test-node.suite.ts';

const label = (zh: string, en: string) => ({ zh, en });
const sharing = {
  allowed: sharingStrategies,
  default: 'private',
} as const;
const text = (name: string, zh: string, en: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 100,
  label: label(zh, en),
  ...more,
});
const number = text('number', '编码', 'Number', { required: true });
const condition = { name: 'condition', kind: 'condition', facts: 'order', label: label('条件', 'Condition') };

/** Orders, and what is decided about them: rules, titles in rows, rules with dates. */
export function ordersPackage(moreFields: readonly JsonObject[] = [], version = '1.0.0'): Installed {
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'orders',
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'od', label: label('订单', 'Orders') },
        },
      ],
      [
        'forms/buyer.json',
        {
          name: 'buyer',
          kind: 'master',
          label: label('购方', 'Buyer'),
          sharing,
          fields: [number, text('name', '名称', 'Name'), text('rating', '评级', 'Rating')],
        },
      ],
      [
        'forms/order.json',
        {
          name: 'order',
          kind: 'document',
          label: label('订单', 'Order'),
          sharing,
          fields: [
            number,
            { name: 'buyer', kind: 'reference', form: 'buyer', label: label('购方', 'Buyer') },
            text('channel', '渠道', 'Channel'),
            {
              name: 'amount',
              kind: 'decimal',
              precision: 18,
              scale: 2,
              label: label('金额', 'Amount'),
            },
            {
              name: 'kind',
              kind: 'choice',
              label: label('类型', 'Kind'),
              options: [
                { value: 'plain', label: label('普通', 'Plain') },
                { value: 'special', label: label('专用', 'Special') },
              ],
            },
            { name: 'due', kind: 'date', label: label('到期日', 'Due') },
            {
              name: 'lines',
              kind: 'entries',
              label: label('明细', 'Lines'),
              fields: [
                text('code', '代码', 'Code'),
                {
                  name: 'quantity',
                  kind: 'decimal',
                  precision: 18,
                  scale: 4,
                  label: label('数量', 'Quantity'),
                },
              ],
            },
            ...moreFields,
          ],
        },
      ],
      [
        'forms/rule.json',
        {
          name: 'rule',
          kind: 'master',
          label: label('规则', 'Rule'),
          sharing,
          validity: true,
          fields: [
            number,
            text('name', '名称', 'Name'),
            { name: 'priority', kind: 'integer', label: label('优先级', 'Priority') },
            condition,
            text('outcome', '结果', 'Outcome', { ownable: true }),
            text('secretly', '内部说明', 'Internal note'),
            { name: 'partner', kind: 'reference', form: 'buyer', label: label('伙伴', 'Partner') },
          ],
          match: {
            facts: 'order',
            order: ['priority', 'sharing', '-modifiedAt', 'id'],
            result: ['number', 'outcome', 'secretly', 'partner'],
          },
        },
      ],
      [
        'forms/title.json',
        {
          name: 'title',
          kind: 'master',
          label: label('抬头', 'Title'),
          sharing,
          fields: [
            number,
            {
              name: 'rows',
              kind: 'entries',
              label: label('抬头行', 'Rows'),
              fields: [
                text('face', '抬头', 'Face'),
                { name: 'priority', kind: 'integer', label: label('优先级', 'Priority') },
                condition,
              ],
            },
          ],
          match: {
            facts: 'order',
            entries: 'rows',
            condition: 'rows.condition',
            order: ['rows.priority', 'id'],
          },
        },
      ],
    ]),
  );
}

export const is = (fact: string, value: Json): Condition => ({ fact, operator: 'equal', value });
export const all = (...conditions: readonly Condition[]): Condition => ({ all: conditions });

/** A node with orders and a group: root › east › coast, and west. */
export interface World extends TestNode {
  /** Ids by number. */
  readonly orgs: Readonly<Record<'root' | 'east' | 'coast' | 'west', string>>;
  /** Writes a record and answers it; refuses to go on when it was refused. */
  make(form: string, body: JsonObject, org?: string): Promise<JsonObject>;
  rule(number: string, condition: Condition | null, more?: JsonObject, org?: string): Promise<JsonObject>;
  /** Makes a person with one role; answers a function that asks as he does. */
  person(number: string, org: string, grants: readonly JsonObject[]): Promise<TestNode['ask']>;
}

export async function openWorld(url: string, options: TestNodeOptions = {}): Promise<World> {
  const node = await openTestNode(url, options);
  if (node.tenant.served().model.formsById.get('rule') === undefined) await node.publish([ordersPackage()]);
  const make: World['make'] = async (form, body, org = 'root') => {
    await nextMillisecond();
    const { status, body: answer } = await node.ask('POST', `/api/forms/${form}/records?org=${org}`, body);
    if (status !== 201) throw new Error(`${form}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const idOf = async (number: string, parent: string): Promise<string> => {
    const known = node.tenant.served().orgs.byNumber(number)?.id;
    return known ?? String((await make('organisation', { number, name: number, parent }))['id']);
  };
  const orgs = {
    root: node.tenant.served().orgs.root,
    east: await idOf('east', 'root'),
    coast: await idOf('coast', 'east'),
    west: await idOf('west', 'root'),
  };
  return {
    ...node,
    orgs,
    make,
    rule: (name, said, more = {}, org = 'root') =>
      make('rule', { number: name, outcome: name, condition: said as unknown as Json, ...more }, org),
    async person(name, org, grants) {
      const { store } = node.tenant;
      const form = (id: string) => node.tenant.served().model.formsById.get(id)!;
      const call = node.tenant.systemCall();
      const role = await store.create(call, form('role'), {
        number: `R-${name}`,
        name,
        grants: grants as unknown as Json,
      });
      const { record } = await store.create(call, form('user'), {
        number: name,
        name,
        organisation: { number: org },
        roles: [{ role: { id: role.record.id }, organisation: { number: org } }],
      });
      await node.node.gate.setPassword({ id: record.id, number: name }, 'correct horse battery');
      const { token } = await signInAs(node.node.gate, name, 'correct horse battery', {
        address: '::1',
        agent: null,
        requestId: 't',
      });
      return (method, path, body, headers = {}) =>
        node.ask(method, path, body, { authorization: `Bearer ${token}`, ...headers });
    },
  };
}

/**
 * Of equals the one that was changed last goes first: nothing is written in the same millisecond as what was before it.
 */
async function nextMillisecond(): Promise<void> {
  for (const now = Date.now(); Date.now() === now; ) await new Promise((resolve) => setImmediate(resolve));
}

/** Through the creator; answers whether the organisation has it now. */
export async function assignTo(world: World, form: string, record: string, org: string): Promise<boolean> {
  const { orgs } = world.tenant.served();
  const { body: read } = await world.ask('GET', `/api/forms/${form}/records/${record}?view=manage`);
  const creator = (read['org'] as JsonObject)['number'];
  const { status, body } = await world.ask('POST', `/api/forms/${form}/assignments?org=${creator}`, {
    records: [record],
    orgs: [orgs.get(org)?.number ?? org],
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body['items'] as JsonObject[])[0]?.['outcome'] === 'assigned';
}

export async function personaliseFor(
  world: World,
  form: string,
  record: string,
  org: string,
  content: JsonObject,
): Promise<void> {
  const number = world.tenant.served().orgs.get(org)?.number;
  const path = `/api/forms/${form}/records/${record}`;
  const { body: read } = await world.ask('GET', `${path}?org=${number}`);
  const { status, body } = await world.ask('POST', `${path}/actions/personalise?org=${number}`, content, {
    'if-match': `"${read['revision']}"`,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}
