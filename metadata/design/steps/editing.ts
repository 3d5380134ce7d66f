import type { Issue } from '../../common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { type JsonPath, valueAt, withoutValue, withValue } from '../../common/json-path.ts';
import { emptyLocal } from '../../merge/edit-local.ts';
import type { LayeredForm } from '../../model/layers/layered.ts';
import { localPackage } from '../../model/layers/order.ts';
import { readSourceFiles } from '../../model/source-files.ts';
import type { PackageSource } from '../../source.ts';
import { type DesignWorld, formWith } from './design-world.ts';

/** Files of a package: path inside it → parsed JSON. */
export type LayerFiles = ReadonlyMap<string, Json>;

/** The spot in a file where the layer writes something of its own. */
export interface Spot {
  readonly file: string;
  readonly at: JsonPath;
}

/** A layer while a step is taken: its files, which the step changes, and what is wrong with the step. */
export class Editing {
  readonly files: Map<string, Json>;
  readonly world: DesignWorld;
  readonly issues: Issue[] = [];

  constructor(files: LayerFiles, world: DesignWorld) {
    this.world = world;
    this.files = new Map(files);
    if (!this.files.has('package.json')) this.files.set('package.json', emptyLocal.manifest);
  }

  refuse(code: string, params: Issue['params'] = {}): undefined {
    this.issues.push({ code, severity: 'error', package: this.world.layer, pointer: '', params });
  }

  get prefix(): string {
    const prefix = valueAt(this.files.get('package.json'), ['guiju', 'prefix']);
    return typeof prefix === 'string' ? prefix : this.world.layer;
  }

  read(spot: Spot): Json | undefined {
    return valueAt(this.files.get(spot.file), spot.at);
  }

  write({ file, at }: Spot, value: Json): undefined {
    this.files.set(file, withValue(this.files.get(file), at, value));
  }

  remove({ file, at }: Spot): undefined {
    const content = this.files.get(file);
    if (content !== undefined) this.files.set(file, withoutValue(content, at));
  }

  /** The file in which this layer defines the form. */
  formFile(form: string): string | undefined {
    return this.#find('forms/', (content) => (content['id'] ?? content['name']) === form);
  }

  /** The files in which the layer extends the form. */
  extensionFiles(form: string): readonly string[] {
    return [...this.files].flatMap(([file, content]) =>
      file.startsWith('extensions/') && isObject(content) && content['extends'] === form ? [file] : [],
    );
  }

  /** The first of them; made, with the dependency it needs, where there is none. */
  extensionFile(form: string): string {
    const [known] = this.extensionFiles(form);
    if (known !== undefined) return known;
    const file = this.freePath('extensions', form);
    this.files.set(file, { extends: form });
    const owner = this.world.below.get(form)?.place.package;
    if (owner !== undefined) this.needs(owner);
    return file;
  }

  /** Names a package as needed, as each layer must that speaks of what it brings; the customer's builds on all. */
  needs(owner: string): undefined {
    if (this.world.layer === localPackage || owner === this.world.layer) return;
    const spot: Spot = { file: 'package.json', at: ['peerDependencies', owner] };
    const version = this.world.packages.find(({ manifest }) => manifest.name === owner)?.manifest.version;
    if (this.read(spot) === undefined && version !== undefined) this.write(spot, `>=${version}`);
  }

  freePath(folder: string, name: string): string {
    return freePath(this.files, `${folder}/${name.toLowerCase().replace(/[^a-z0-9._-]/g, '-')}.json`);
  }

  /** As the form is by now, with what this layer says; undefined where nobody has it. */
  form(id: string): LayeredForm | undefined {
    return formWith(this.world, this.source(), id);
  }

  source(): PackageSource | undefined {
    return readSourceFiles(this.files).source;
  }

  #find(folder: string, is: (content: JsonObject) => boolean): string | undefined {
    for (const [file, content] of this.files)
      if (file.startsWith(folder) && isObject(content) && is(content)) return file;
    return undefined;
  }
}

/** A path like this one that none of the files has. */
export function freePath(files: LayerFiles, path: string): string {
  const [, base = path] = /^(.*)\.json$/.exec(path) ?? [];
  let free = path;
  for (let more = 2; files.has(free); more++) free = `${base}-${more}.json`;
  return free;
}
