import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { TestAnswer } from '../../server/test-node.suite.ts';

/** Whoever asks as an administrator. */
interface Asking {
  ask(
    method: string,
    path: string,
    body?: Json,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Pick<TestAnswer, 'status' | 'body'>>;
}

/** Licenses tax numbers for issuing, each once; nothing is done where the package of licences is not installed. */
export async function license(node: Asking, ...taxNos: readonly string[]) {
  const at = (form: string) => `/api/forms/${form}/records`;
  for (const taxNo of taxNos) {
    const filter = {
      all: [
        ['service', 'issuing'],
        ['taxNo', taxNo],
      ].map(([fact, value]) => ({ fact, operator: 'equal', value })),
    };
    const known = await node.ask(
      'GET',
      `${at('licence')}?view=manage&filter=${encodeURIComponent(JSON.stringify(filter))}`,
    );
    const items = (known.body['items'] ?? []) as readonly JsonObject[];
    if (items.length > 0) continue;
    const name = `许可 ${taxNo}`;
    const cloud = { name, clientId: taxNo, tenant: taxNo, issuingTotal: 1, receivingTotal: 0 };
    const { body: from } = await node.ask('POST', at('cloud-authorisation'), cloud);
    const authorisation = { id: from['id'] ?? null };
    const made = await node.ask('POST', at('licence'), {
      service: 'issuing',
      organisation: 'root',
      taxNo,
      authorisation,
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const { id, revision } = made.body;
    const path = `${at('licence')}/${String(id)}/actions/authorise`;
    const { status, body } = await node.ask('POST', path, {}, { 'if-match': `"${revision}"` });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
}
