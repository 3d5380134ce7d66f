import { expect } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { type Compiled, compile } from '../model/compile.ts';
import { deepFreeze } from '../model/freeze.ts';
import { sample } from '../model/sample.suite.ts';
import { readSourceFiles } from '../model/source-files.ts';
import type { PackageSource } from '../source.ts';
import { applyStep, type LayerFiles } from './apply-step.ts';
import type { DesignStep } from './steps/design-step.ts';
import { type DesignWorld, designWorld } from './steps/design-world.ts';

export const label = (en: string) => ({ zh: `${en}（中文）`, en });

type Sources = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Somebody at work on one layer of the sample's packages, step by step. */
export class Work {
  files: LayerFiles;
  readonly world: DesignWorld;
  readonly #others: readonly PackageSource[];

  constructor(layer = 'local', packages: Sources = sample) {
    const sources = Object.values(packages).map(read);
    this.world = deepFreeze(designWorld(sources, layer));
    this.files = new Map(Object.entries(packages[layer] ?? {}));
    this.#others = sources.filter(({ manifest }) => manifest.name !== layer);
  }

  take(...steps: readonly DesignStep[]): this {
    for (const step of steps) {
      const taken = applyStep(deepFreeze(this.files), step, this.world);
      expect(taken, JSON.stringify([step, taken])).toMatchObject({ ok: true });
      if (taken.ok) this.files = taken.files;
    }
    return this;
  }

  /** Codes of why not. */
  refused(step: DesignStep): readonly string[] {
    const taken = applyStep(this.files, step, this.world);
    return taken.ok ? [] : taken.issues.map(({ code }) => code);
  }

  compiled(): Compiled {
    return compile([...this.#others, read(Object.fromEntries(this.files))]);
  }

  /** Returns the errors of all packages together. */
  wrong(): readonly JsonObject[] {
    return this.compiled()
      .issues.filter(({ severity }) => severity === 'error')
      .map(({ code, file, pointer, params }) => ({ code, file: file ?? '', pointer, params }));
  }

  form(id: string) {
    const { model, issues } = this.compiled();
    const form = model?.formsById.get(id);
    if (!form) throw new Error(`no ${id}: ${JSON.stringify(issues)}`);
    return form;
  }

  /** Plain, to be compared. */
  json(): JsonObject {
    return Object.fromEntries(this.files);
  }
}

function read(files: Readonly<Record<string, Json>>): PackageSource {
  const { source } = readSourceFiles(new Map(Object.entries(files)));
  if (!source) throw new Error('no package');
  return source;
}
