import { fitsRange } from '../../../metadata/model/layers/versions.ts';
import type { Model } from '../../../metadata/model.ts';
import { problemSentence } from '../../messages/render-problem.ts';
import { itemsOf } from '../../openapi/refs.ts';
import { refusal } from '../../refusal.ts';
import type { Registries } from '../../registry/configured-registry.ts';
import type { NewerVersions } from '../../registry/newer-versions.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const tag = 'packages';
const text = { type: 'string' } as const;
const maybe = { type: ['string', 'null'] } as const;
const nameMissing = refusal('registry-name', 422);

/** What can be installed by name: from the one registry that an administrator configured. */
export function registryEndpoints(registries: Registries, newer: NewerVersions): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/registry',
      access: 'administers',
      whenBroken: true,
      operation: 'registry',
      tag,
      summary: {
        zh: '从哪里按名称安装包；没有配置时为空',
        en: 'Where packages are installed from by name; null: nobody configured a place',
      },
      schema: {
        answer: {
          type: 'object',
          required: ['url', 'from', 'token', 'lookedAt', 'failure'],
          properties: {
            url: maybe,
            from: { enum: ['environment', 'settings', null] },
            token: { type: 'boolean', description: 'Whether one is sent; it is never told' },
            lookedAt: {
              type: ['string', 'null'],
              format: 'date-time',
              description: 'When this node last asked it for newer versions of what is installed',
            },
            failure: { ...maybe, description: 'Why nothing was learned then; null: something was' },
          },
        },
      },
      handle: async ({ reader, call, served }) => {
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
      },
    },
    {
      method: 'GET',
      path: '/api/registry/packages',
      access: 'administers',
      whenBroken: true,
      operation: 'registryPackages',
      tag,
      summary: { zh: '在包仓库中查找', en: 'Search the registry' },
      query: [
        {
          name: 'q',
          summary: { zh: '要找的词', en: 'What to look for' },
          schema: { type: 'string', maxLength: 200 },
        },
      ],
      schema: {
        answer: itemsOf({
          type: 'object',
          required: ['name', 'version', 'description', 'installed'],
          properties: { name: text, version: text, description: maybe, installed: maybe },
        }),
      },
      handle: async ({ query, reader, served }) => {
        const registry = await registries.open(reader);
        const found = await registry.search(query.get('q') ?? '');
        return {
          body: { items: found.map((one) => ({ ...one, installed: installed(served.model, one.name) })) },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/registry/versions',
      access: 'administers',
      whenBroken: true,
      operation: 'registryVersions',
      tag,
      summary: { zh: '包仓库中一个包的各个版本', en: 'Versions of a package that the registry has' },
      query: [
        {
          name: 'name',
          summary: { zh: '包名', en: 'Name of the package' },
          schema: { type: 'string', maxLength: 214 },
        },
      ],
      schema: {
        answer: {
          type: 'object',
          required: ['name', 'description', 'installed', 'items'],
          properties: {
            name: text,
            description: maybe,
            installed: maybe,
            items: {
              type: 'array',
              description: 'Newest first',
              items: {
                type: 'object',
                required: ['version', 'latest', 'deprecated', 'requires', 'fits'],
                properties: {
                  version: text,
                  latest: { type: 'boolean' },
                  deprecated: maybe,
                  requires: { type: 'object', additionalProperties: text },
                  fits: { type: 'boolean', description: 'What it requires is installed' },
                },
              },
            },
          },
        },
      },
      handle: async ({ query, reader, served }) => {
        const name = query.get('name');
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
      },
    },
  ];
}

function installed({ packages }: Model, name: string): string | null {
  return packages.find((one) => one.name === name)?.version ?? null;
}
