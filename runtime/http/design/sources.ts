import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { NameFor } from '../../../metadata/design/proposed-name.ts';
import { prefixOf } from '../../../metadata/design/steps/design-world.ts';
import type { Known } from '../../../metadata/domain.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { mayKnow } from '../../cases/case-sight.ts';
import type { Designs } from '../../design/create-designs.ts';
import { isOwn } from '../../design/layers.ts';
import { proposeNames } from '../../design/propose-names.ts';
import { shared } from '../../openapi/refs.ts';
import type { Installed } from '../../packages/package-store.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const tag = 'design';

interface NamesBody {
  readonly texts: readonly string[];
  readonly of?: NameFor['of'];
  readonly form?: string;
  readonly layer?: string;
  readonly taken?: readonly string[];
}

/** What a designer needs beside a design: what all packages say, and names for what is new. */
export function designSourceEndpoints(designs: Designs, known: Known): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/design/sources',
      access: 'designs',
      operation: 'designSources',
      tag,
      summary: {
        zh: '所有包的元数据源文件，供浏览器编译草稿',
        en: 'What the files of all packages say, so that a browser can compile what is not published',
      },
      schema: { answer: shared('DesignSources') },
      handle: async ({ call }) => {
        const { revision, installed } = await designs.ground(call);
        const packages = installed.map(({ name, version, files, dropped = [] }) => {
          const own = isOwn(name, installed);
          // Records are many, and nothing that is designed hangs on them. A file with cases that the caller may not
          // know of is left out whole, so that nobody writes it without them.
          const wanted = [...files].filter(
            ([path, content]) =>
              !path.startsWith('data/') &&
              (!path.startsWith('cases/') || (own && mayKnowAll(call, content))) &&
              path.endsWith('.json'),
          );
          return {
            name,
            version,
            own,
            dropped,
            files: Object.fromEntries(wanted),
            prefix: prefixOf(files.get('package.json'), localPackage),
          };
        });
        return { body: { revision, packages, known }, etag: revision };
      },
    },
    {
      method: 'POST',
      path: '/api/design/names',
      access: 'designs',
      asks: true,
      operation: 'proposeNames',
      tag,
      summary: {
        zh: '由标签建议名称：中文按拼音，带上本层的前缀；也用于包名和前缀',
        en: 'Names proposed from labels, those of packages and prefixes too: Chinese as it is spoken, with the mark of the layer in front',
      },
      body: 'json',
      schema: {
        body: shared('DesignNames'),
        answer: {
          type: 'object',
          required: ['names'],
          properties: { names: { type: 'array', items: { type: 'string' } } },
        },
      },
      handle: async (ask) => {
        const {
          texts,
          of = 'field',
          form: id,
          layer = localPackage,
          taken = [],
        } = await ask.body<NamesBody>();
        const { model } = ask.served;
        const form = id === undefined ? undefined : model.formsById.get(id);
        const isForeign = form !== undefined && form.package !== layer;
        const { installed } = await designs.ground(ask.call);
        const inUse = { package: installed.map(({ name }) => name), prefix: prefixesOf(installed) };
        const manifest = installed.find(({ name }) => name === layer)?.files.get('package.json');
        const names = await proposeNames(texts, {
          of,
          ...(isForeign && of !== 'option' && { prefix: prefixOf(manifest as Json | undefined, layer) }),
          taken: new Set([
            ...taken,
            ...(of === 'package' || of === 'prefix' ? [localPackage, ...inUse[of]] : []),
            ...(of === 'form' ? model.forms.keys() : form ? namesIn(form) : []),
          ]),
        });
        return { body: { names } };
      },
    },
  ];
}

function mayKnowAll(call: Call, content: Json): boolean {
  const { cases } = isObject(content) ? content : {};
  return (Array.isArray(cases) ? cases.filter(isObject) : []).every(({ org }) =>
    mayKnow(call, typeof org === 'string' ? { org } : {}),
  );
}

function prefixesOf(installed: readonly Installed[]): readonly string[] {
  return installed.map(({ name, files }) => prefixOf(files.get('package.json'), name));
}

function namesIn(form: Form): readonly string[] {
  const all = (fields: readonly Field[]): readonly string[] =>
    fields.flatMap(({ id, name, rows }) => [id, name, ...all(rows?.fields ?? [])]);
  return all([...form.byId.values()]);
}
