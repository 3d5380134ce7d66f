import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Model } from '../../../metadata/model.ts';
import { type TakesByCapability, takesOf } from '../../call/form-actions.ts';
import { platformRights } from '../../call/system-call.ts';
import type { Edition } from '../../common/edition.ts';
import { assignmentEndpoints } from '../../http/records/assignments.ts';
import { batchEndpoints } from '../../http/records/batch.ts';
import { recordEndpoints } from '../../http/records/records.ts';
import { settingEndpoints } from '../../http/records/settings.ts';
import { Common } from '../../model/openapi/common.ts';
import { type ApiChange, compareDocuments } from '../../model/openapi/differences/compare-documents.ts';
import { documentPieces } from '../../model/openapi/document.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { buildModel } from '../../model/publish/build-model.ts';

/** The endpoints by which callers of the API see records. */
const endpoints = [...recordEndpoints, ...batchEndpoints, ...settingEndpoints, ...assignmentEndpoints];

/** In what the OpenAPI documents of two versions differ; null: one of them does not compile with what is beside it. */
export async function compareApis(
  before: Installed,
  after: Installed,
  beside: readonly Installed[],
  edition: Edition,
): Promise<readonly ApiChange[] | null> {
  const others = beside.filter(({ name }) => name !== after.name);
  const documents: JsonObject[] = [];
  for (const version of [before, after]) {
    const { model } = await buildModel([...others, version], edition);
    if (!model) return null;
    documents.push(documentOf(model, takesOf(edition.domains)));
  }
  const [was = {}, is = {}] = documents;
  return compareDocuments(was, is);
}

const decoder = new TextDecoder();

function documentOf(model: Model, actionTakes: TakesByCapability): JsonObject {
  const parts = { paths: {}, schemas: {}, parameters: {}, responses: {} };
  const allowed = ({ path }: { readonly path: string }) => path.includes(':form');
  const common = new Common(endpoints);
  const rights = platformRights;
  for (const { make } of documentPieces({ model, rights, endpoints, common, allowed, actionTakes })) {
    const piece = make();
    for (const part of ['paths', 'schemas', 'parameters', 'responses'] as const)
      Object.assign(parts[part], JSON.parse(`{${decoder.decode(piece[part])}}`));
  }
  return { paths: parts.paths, components: parts };
}
