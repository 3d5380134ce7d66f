import { registry } from '../../../metadata/contract/packages/keys.ts';
import { fitsRange } from '../../../metadata/model/layers/versions.ts';
import type { Model } from '../../../metadata/model.ts';
import { problemSentence } from '../../common/messages/render-problem.ts';
import { refusal } from '../../common/refusal.ts';
import type { Registries } from '../../model/registry/configured-registry.ts';
import type { NewerVersions } from '../../model/registry/newer-versions.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const nameMissing = refusal('registry-name', 422);

/** Makes the calls for packages that are installed by name: from the one registry that an administrator configured. */
export function registryEndpoints(registries: Registries, newer: NewerVersions): readonly Endpoint[] {
  return [
    serveCall(registry.state, async ({ ask: { reader, call, served } }) => {
      const known = await registries.configured(reader);
      const [at, failure] = [newer.lookedAt(), newer.failure()];
      return {
        body: {
          url: known?.url ?? null,
          from: known?.from ?? null,
          token: known?.token !== undefined,
          lookedAt: known && at !== null ? new Date(at).toISOString() : null,
          failure:
            known && failure
              ? problemSentence(
                  { code: failure.code, params: failure.params },
                  call.language,
                  served.model.messages,
                )
              : null,
        },
      };
    }),
    serveCall(registry.search, async ({ ask: { reader, served }, query: { q = '' } }) => {
      const found = await (await registries.open(reader)).search(q);
      return {
        body: { items: found.map((one) => ({ ...one, installed: installed(served.model, one.name) })) },
      };
    }),
    serveCall(registry.versions, async ({ ask: { reader, served }, query: { name } }) => {
      if (!name) throw nameMissing({ name: '' });
      const { description, versions } = await (await registries.open(reader)).versions(name);
      const items = versions.map(({ version, latest, deprecated, requires }) => ({
        version,
        latest,
        deprecated,
        requires,
        fits: Object.entries(requires).every(([needed, range]) => {
          const known = installed(served.model, needed);
          return known !== null && fitsRange(known, range);
        }),
      }));
      return { body: { name, description, installed: installed(served.model, name), items } };
    }),
  ];
}

function installed({ packages }: Model, name: string): string | null {
  return packages.find((one) => one.name === name)?.version ?? null;
}
