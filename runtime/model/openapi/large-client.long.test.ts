import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { compile } from '../../../metadata/model/compile.ts';
import { manyForms } from '../../../metadata/model/many-forms.suite.ts';
import { sourcesOf } from '../../../metadata/model/sample.suite.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { run } from '../../../workshop/run.ts';
import { runs } from '../../../workshop/runs.ts';
import { platformRights } from '../../call/system-call.ts';
import { assignmentEndpoints } from '../../http/records/assignments.ts';
import { batchEndpoints } from '../../http/records/batch.ts';
import { formEndpoints } from '../../http/records/forms.ts';
import { recordEndpoints } from '../../http/records/records.ts';
import { settingEndpoints } from '../../http/records/settings.ts';
import { readPackageFolder, standardPackageFolders } from '../packages/read-folder.ts';
import { Documents } from './documents.ts';

/** Beside the sixty-five of the standard packages: as many as a large house has, by night. */
const more = runs(12, 292);

it(`a client of ${65 + more} forms type-checks`, { timeout: 240_000 }, async () => {
  const sources = standardPackageFolders().flatMap(
    (folder) => readSourceFiles(readPackageFolder(folder).files).source ?? [],
  );
  const { model, issues } = compile([...sources, ...sourcesOf(manyForms(more))]);
  const perForm = [recordEndpoints, settingEndpoints, formEndpoints, batchEndpoints, assignmentEndpoints];
  const made = await new Documents(perForm.flat()).make({
    version: '1.0.0',
    model: model ?? expect.fail(JSON.stringify(issues)),
    rights: platformRights,
    allowed: () => true,
  });
  const types = astToString(await openapiTS(await new Response(made.text()).text()));
  const folder = await mkdtemp(join(tmpdir(), 'guiju-large-client-'));
  try {
    await writeFile(join(folder, 'api.ts'), types);
    await writeFile(
      join(folder, 'use.ts'),
      `import type { components } from './api.ts';
export const number: string | null | undefined = ({} as components['schemas']['form-7']).number;
// @ts-expect-error it has no such member
export const none = ({} as components['schemas']['form-7']).nothing;
`,
    );
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2024',
      module: 'nodenext',
      types: [],
      allowImportingTsExtensions: true,
    };
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['api.ts', 'use.ts'] }),
    );
    expect(await run(process.execPath, ['node_modules/ts7/bin/tsc', '-p', folder])).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
