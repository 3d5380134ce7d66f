import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { isDataFile } from '../../../metadata/model/source-files.ts';
import type { TestNode } from '../../server/test-node.suite.ts';
import { readTarball } from '../tarball/read-tarball.ts';

/** A system's export of its own, as it is sent to another, and its content. */
export interface Promoted {
  readonly sent: readonly JsonObject[];
  readonly files: JsonObject;
}

export async function exported(node: TestNode, wanted: JsonObject): Promise<Promoted> {
  const answer = await node.raw('POST', '/api/promotion', Buffer.from(JSON.stringify(wanted)) as never, {
    'content-type': 'application/json',
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(answer.status, Buffer.from(bytes).toString()).toBe(200);
  const { files } = await readTarball(bytes);
  const content = [...files].map(([path, bytes]): [string, Json] => [
    path,
    isDataFile(path) ? Buffer.from(bytes).toString('base64') : JSON.parse(Buffer.from(bytes).toString()),
  ]);
  return { sent: [{ tarball: Buffer.from(bytes).toString('base64') }], files: Object.fromEntries(content) };
}

/** Without what is said of the package itself. */
export function carried({ files: { 'package.json': _, ...rest } }: Promoted): JsonObject {
  return rest;
}

export function secretsOf(plan: JsonObject): readonly string[] {
  return (plan['secrets'] as { id: string }[]).map(({ id }) => id);
}
