import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { valueAt } from '../../../metadata/common/json-path.ts';
import { labelOf, wordOf } from '../../../metadata/common/read.ts';
import type { ShipOffer, ShipOnto, ToShip } from '../../../metadata/contract/design/publish.ts';
import type { HowToInstall } from '../../../metadata/contract/packages/install.ts';
import type { InstallPlan } from '../../../metadata/contract/packages/install-plan.ts';
import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import { foldersOf, type ShipAs, type Shipped, shipLayer } from '../../../metadata/design/ship.ts';
import { formsNamedIn } from '../../../metadata/design/ship-needs.ts';
import { shipOnto } from '../../../metadata/design/ship-onto.ts';
import { placesToShip, type ShipPlace } from '../../../metadata/design/ship-places.ts';
import { formWith, prefixOf } from '../../../metadata/design/steps/design-world.ts';
import { withNotes } from '../../../metadata/design/version-notes.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { isNewerVersion, isVersion, nextVersion } from '../../../metadata/model/layers/versions.ts';
import type { Model } from '../../../metadata/model.ts';
import { isPackageName, isPrefix } from '../../../metadata/names.ts';
import type { Call } from '../../call/call.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { InstallDone, Installer } from '../install/create-installer.ts';
import type { Designs } from './create-designs.ts';
import type { Ground } from './layers.ts';
import { designStep, shipLeans, shipTaken, shipUnknown, shipWrong } from './refusals.ts';

export interface Shipping {
  /** Everything that can be taken, in words, and the packages that are made here and may get it. */
  offer(call: Call): Promise<{ readonly places: readonly ShipOffer[]; readonly onto: readonly ShipOnto[] }>;
  /** The package that it comes to, and what is left of the layer. */
  packages(call: Call, wanted: ToShip): Promise<readonly Installed[]>;
  plan(call: Call, wanted: ToShip, how: HowToInstall): Promise<InstallPlan>;
  ship(call: Call, wanted: ToShip, how: HowToInstall & { readonly hash: string }): Promise<InstallDone>;
}

/** Makes a package of what the customer's layer says, and lays it below that layer again: nothing stored moves. */
export function createShipping({
  designs,
  installer,
}: {
  readonly designs: Pick<Designs, 'ground'>;
  readonly installer: Pick<Installer, 'plan' | 'apply'>;
}): Shipping {
  const made = async (call: Call, wanted: ToShip) =>
    toInstall(await designs.ground(call), call.served.model, wanted);
  return {
    async offer(call) {
      const { model } = call.served;
      const ground = await designs.ground(call);
      const found = ground.files(localPackage);
      // In the order of their names, however they came together.
      const files = new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
      const places = placesToShip(files).map((place) => {
        const folders = foldersOf(files, place).flatMap((one) =>
          isObject(one) ? (labelOf(one['label']) ?? []) : [],
        );
        return { place, ...saidOf(place, model), ...(folders.length > 0 && { folders }) };
      });
      return { places, onto: ground.designed.flatMap((name) => ontoOf(ground, name)) };
    },
    packages: made,
    plan: async (call, wanted, how) => installer.plan(call, await made(call, wanted), how),
    ship: (call, wanted, how) => installer.apply(call, () => made(call, wanted), how),
  };
}

function ontoOf({ installed }: Ground, wanted: string): readonly ShipOnto[] {
  return installed
    .filter(({ name }) => name === wanted)
    .map(({ name, version, files }) => {
      const manifest = files.get('package.json');
      const label = labelOf(valueAt(manifest, ['guiju', 'label'])) ?? plain(name);
      return { name, version, next: nextVersion(version, 'minor'), prefix: prefixOf(manifest, name), label };
    });
}

function toInstall(
  ground: Ground,
  model: Model,
  { places, notes = '', ...as }: ToShip,
): readonly Installed[] {
  const { installed } = ground;
  const [onto] = ground.designed.includes(as.name) ? ontoOf(ground, as.name) : [];
  if (onto) refuseVersion(onto, as);
  else refuseName(installed, as);
  const shipped = shipLayer(ground.files(localPackage), places, as);
  const [unknown] = shipped.unknown;
  if (unknown !== undefined)
    throw shipUnknown({ place: unknown }, [wrong('/places', 'ship-unknown', { place: unknown })]);
  const peers = needsOf(shipped, { installed, into: as.name }, model);
  const manifest = shipped.files.get('package.json');
  if (!isObject(manifest)) throw new Error('a package that is made has a manifest');
  const files = new Map<string, Json>([
    ...shipped.files,
    ['package.json', { ...manifest, ...(Object.keys(peers).length > 0 && { peerDependencies: peers }) }],
  ]);
  const local = installed.find(({ name }) => name === localPackage);
  const left = { ...local, ...installedFrom(shipped.left) };
  const whole = withNotes(onto ? withMore(ground, onto.name, files) : files, as.version, notes);
  return [{ ...installedFrom(whole), madeHere: true }, left];
}

/** The package with what comes to it; of its own forms the layer above may have said what only other words say there. */
function withMore(ground: Ground, name: string, taken: LayerFiles): LayerFiles {
  const world = ground.world(name);
  const above = ground.sources.find(({ manifest }) => manifest.name === localPackage);
  const packages = [...world.packages, ...(world.begun ? [world.begun] : [])];
  const { files, refused } = shipOnto(taken, {
    files: ground.files(name),
    world,
    form: (id) => formWith({ ...world, packages }, above, id),
  });
  if (refused.length > 0)
    throw designStep(
      { count: refused.length },
      refused.map(({ code, params }) => wrong('/places', code, params)),
    );
  return files;
}

/** A version of a package that is there is a newer one, and keeps its mark. */
function refuseVersion(onto: ShipOnto, { version, prefix }: ShipAs): void {
  const { name: named, version: than } = onto;
  const flaws = [
    ...(isVersion(version) ? [] : [wrong('/version', 'not-a-version', { version })]),
    ...(isVersion(version) && !isNewerVersion(version, than)
      ? [wrong('/version', 'ship-older', { package: named, version: than })]
      : []),
    ...(prefix === onto.prefix
      ? []
      : [wrong('/prefix', 'ship-prefix', { package: named, prefix: onto.prefix })]),
  ];
  if (flaws.length > 0) throw shipWrong({}, flaws);
}

/** All of it at once, each at its place. */
function refuseName(installed: readonly Installed[], { name, version, prefix }: ShipAs): void {
  const isName = isPackageName(name) && name !== localPackage;
  const flaws = [
    ...(isName ? [] : [wrong('/name', 'package-name', { name })]),
    ...(isVersion(version) ? [] : [wrong('/version', 'not-a-version', { version })]),
    ...(isPrefix(prefix) ? [] : [wrong('/prefix', 'prefix-name', { prefix })]),
  ];
  if (flaws.length > 0) throw shipWrong({}, flaws);
  const named = installed.find((one) => one.name === name);
  const marked = installed.find((one) => prefixOf(one.files.get('package.json'), one.name) === prefix);
  const taken = named ?? marked;
  if (!taken) return;
  const inUse = (path: string, one: Installed | undefined) =>
    one ? [wrong(path, 'ship-taken', { package: one.name })] : [];
  throw shipTaken({ package: taken.name }, [...inUse('/name', named), ...inUse('/prefix', marked)]);
}

function wrong(path: string, code: string, params: JsonObject) {
  return { path, code, params };
}

/** Packages whose forms are spoken of, from the versions on that are here; a form that stays cannot be one of them. */
function needsOf(
  { files, left }: Shipped,
  { installed, into }: { readonly installed: readonly Installed[]; readonly into: string },
  { formsById }: Model,
): JsonObject {
  const staying = new Set(placesToShip(left));
  const peers: Record<string, string> = {};
  for (const id of formsNamedIn(files)) {
    const form = formsById.get(id);
    if (!form) continue;
    if (form.package === localPackage) {
      const params = { form: { ...form.label }, place: id };
      if (staying.has(id)) throw shipLeans(params, [wrong('/places', 'ship-leans', params)]);
      continue;
    }
    const owner = installed.find(({ name }) => name === form.package);
    if (owner && owner.name !== into) peers[owner.name] = `>=${owner.version}`;
  }
  return peers;
}

/** Names a part of the layer for people. */
function saidOf(
  place: ShipPlace,
  { formsById, params, prints, reports }: Model,
): Pick<ShipOffer, 'sort' | 'form' | 'label'> {
  const [id = '', part, name = ''] = place.split('/');
  if (id === 'params')
    return { sort: 'params', form: null, label: { ...(params.get(part ?? '')?.label ?? plain(part ?? '')) } };
  if (id === 'decisions') return { sort: 'cases', form: null, label: plain(part ?? '') };
  if (id === 'messages') return { sort: 'messages', form: null, label: { zh: '提示文字', en: 'Messages' } };
  const form = formsById.get(id);
  const label = { ...(form?.label ?? plain(id)) };
  if (part === undefined)
    return { sort: form?.package === localPackage ? 'form' : 'changes', form: label, label };
  if (part === 'data' || part === 'cases') return { sort: part, form: label, label };
  const files = part === 'prints' ? prints : part === 'reports' ? reports : [];
  const file = files.find(({ content }) => content.form === id && content.name === name);
  const field = part === 'fields' ? form?.byId.get(name)?.label : undefined;
  const action = part === 'actions' ? form?.actions.find((one) => one.name === name)?.label : undefined;
  const rule = part === 'rules' ? form?.rules.find((one) => one.name === name)?.message : undefined;
  const sort = wordOf(['fields', 'rules', 'unique', 'actions', 'prints', 'reports'], part) ?? 'changes';
  return {
    sort,
    form: label,
    label: { ...(field ?? action ?? rule ?? file?.content.label ?? plain(name)) },
  };
}

function plain(text: string) {
  return { zh: text, en: text };
}
