import { append } from '../common/append.ts';
import type { Issue } from '../common/issue.ts';
import { isObject, type Json, type JsonObject } from '../common/json.ts';
import { listed, valueAt } from '../common/json-path.ts';
import type { LayeredForm } from '../model/layers/layered.ts';
import { sourceOf } from '../model/layers/set-property.ts';
import { isNamedPart, namedParts, targetSegments } from '../property/target-place.ts';
import { applyStep, type LayerFiles } from './apply-step.ts';
import { formsIn, textAt } from './ship-places.ts';
import type { DesignStep } from './steps/design-step.ts';
import type { DesignWorld } from './steps/design-world.ts';
import { freePath } from './steps/editing.ts';

/** The package that gets more, and the ground it stands on. */
interface Onto {
  readonly files: LayerFiles;
  readonly world: DesignWorld;
  /** One of its forms with what the layer above says of it. */
  readonly form: (id: string) => LayeredForm | undefined;
}

/**
 * A package with what was taken from the layer above. What that layer says of the package's own forms becomes part of
 * them, by the steps that would say it there; what cannot be said there is told.
 */
export function shipOnto(
  taken: LayerFiles,
  { files: before, world, form }: Onto,
): { readonly files: LayerFiles; readonly refused: readonly Issue[] } {
  const own = formsIn(before);
  let files = new Map(before);
  const refused: Issue[] = [];
  for (const [path, content] of taken) {
    const held = files.get(path);
    const id = textAt(content, 'extends');
    const layered = path.startsWith('extensions/') && own.has(id) ? form(id) : undefined;
    if (layered && isObject(content)) {
      for (const step of stepsOf(id, content, layered)) {
        const applied = applyStep(files, step, world);
        if (applied.ok) files = new Map(applied.files);
        else append(refused, applied.issues);
      }
    } else if (path === 'package.json') files.set(path, withManifest(held, content));
    else files.set(freePath(files, path), content);
  }
  return { files, refused };
}

/** What an extension says, as steps upon the form itself: things first, then what is said of them. */
function stepsOf(form: string, content: JsonObject, layered: LayeredForm): readonly DesignStep[] {
  const { rows, set } = content;
  const inRows = Object.entries(isObject(rows) ? rows : {});
  const said = Object.keys(isObject(set) ? set : {});
  const steps: readonly JsonObject[] = [
    ...listed(content['fields']).map((field) => ({ do: 'add-field', content: field })),
    ...inRows.flatMap(([path, fields]) =>
      listed(fields).map((field) => ({ do: 'add-field', in: path, content: field })),
    ),
    ...['tabs', 'groups', ...namedParts].flatMap((part) =>
      listed(content[part])
        .filter(isObject)
        .map((one) => {
          if (isNamedPart(part)) return { do: 'add-part', part, content: one };
          const { tab, after, ...own } = one;
          const beside = { ...(tab !== undefined && { tab }), ...(after !== undefined && { after }) };
          return { do: 'add-part', part, content: own, ...beside };
        }),
    ),
    ...said.map((target) => ({ do: 'set', target, value: saidNow(layered, target) ?? null })),
  ];
  return steps.map((step) => ({ ...step, form }) as DesignStep);
}

/** As it is with all that was said: of lists the whole. */
function saidNow(layered: LayeredForm, target: string): Json | undefined {
  const segments = targetSegments(target);
  return sourceOf(layered, segments)?.[segments.at(-1) ?? ''] as Json | undefined;
}

function withManifest(before: Json | undefined, next: Json): Json {
  if (!isObject(before) || !isObject(next)) return next;
  const [was, is] = [before, next].map((one) => (isObject(one['guiju']) ? one['guiju'] : {}));
  const both = (member: string, key: (one: Json) => string) => {
    const all = new Map([was, is].flatMap((one) => listed(one?.[member]).map((each) => [key(each), each])));
    return all.size === 0 ? {} : { [member]: [...all.values()] };
  };
  const peers = { ...objectAt(before, 'peerDependencies'), ...objectAt(next, 'peerDependencies') };
  return {
    ...before,
    version: next['version'] ?? '',
    ...(Object.keys(peers).length > 0 && { peerDependencies: peers }),
    guiju: {
      ...was,
      label: is?.['label'] ?? was?.['label'] ?? {},
      ...both('adopts', String),
      ...both('menu', (one) => textAt(one, 'path')),
    },
  };
}

function objectAt(content: Json, member: string): JsonObject {
  const found = valueAt(content, [member]);
  return isObject(found) ? found : {};
}
