import { hashOf } from '../../../metadata/common/hash.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { designing } from '../../../metadata/contract/design/calls.ts';
import { prefixOf } from '../../../metadata/design/steps/design-world.ts';
import type { Known } from '../../../metadata/domain.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { mayKnow } from '../../preparation/cases/case-sight.ts';
import type { Designs } from '../../preparation/design/create-designs.ts';
import { isOwn } from '../../preparation/design/layers.ts';
import { proposeNames } from '../../preparation/design/propose-names.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Makes the calls that a designer needs beside a design: the sources of all packages, and names for what is new. */
export function designSourceEndpoints(
  designs: Designs,
  known: Known,
  zoneOf: (org: string) => string,
): readonly Endpoint[] {
  return [
    serveCall(designing.sources, async ({ ask: { call, served } }) => {
      const { revision, stamp, installed, designed } = await designs.ground(call);
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
          designed: designed.includes(name),
          dropped,
          files: Object.fromEntries(wanted),
          prefix: prefixOf(files.get('package.json'), localPackage),
        };
      });
      const zone = zoneOf(served.orgs.root);
      return { body: { revision, packages, known, zone }, etag: hashOf([stamp, zone]) };
    }),
    serveCall(designing.names, async ({ ask, body }) => {
      const { texts, of = 'field', form: id, layer: wanted, taken = [] } = await body();
      const { model } = ask.served;
      const form = id === undefined ? undefined : model.formsById.get(id);
      const { installed, designed } = await designs.ground(ask.call);
      const layer = wanted ?? designed.find((name) => name === form?.package) ?? localPackage;
      const isForeign = form !== undefined && form.package !== layer;
      const inUse = { package: installed.map(({ name }) => name), prefix: prefixesOf(installed) };
      const manifest = installed.find(({ name }) => name === layer)?.files.get('package.json');
      const names = await proposeNames(texts, {
        of,
        ...(isForeign && of !== 'option' && { prefix: prefixOf(manifest, layer) }),
        taken: new Set([
          ...taken,
          ...(of === 'package' || of === 'prefix' ? [localPackage, ...inUse[of]] : []),
          ...(of === 'form' ? model.forms.keys() : form ? namesIn(form) : []),
        ]),
      });
      return { body: { names } };
    }),
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
