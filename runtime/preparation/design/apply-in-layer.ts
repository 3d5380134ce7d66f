import { type Applied, applyStep, type LayerFiles } from '../../../metadata/design/apply-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { DesignWorld } from '../../../metadata/design/steps/design-world.ts';
import { Report } from '../../../metadata/model/layers/report.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { wellFormed } from '../../../metadata/model/structure.ts';

/**
 * A step upon files that people write by hand, too: one that trips over a half-written file is refused by what is
 * wrong there. Upon sound files it is our own mistake.
 */
export function applyInLayer(files: LayerFiles, step: DesignStep, world: DesignWorld): Applied {
  try {
    return applyStep(files, step, world);
  } catch (error) {
    const { source, issues } = readSourceFiles(files);
    const report = new Report();
    if (source) for (const _ of wellFormed([source], report));
    const flaws = [...issues, ...report.issues].filter(({ severity }) => severity === 'error');
    if (flaws.length === 0) throw error;
    return {
      ok: false,
      issues: [...new Set(flaws.map(({ file = '' }) => file))].map((file) => ({
        code: 'design-unfinished',
        severity: 'error',
        package: world.layer,
        pointer: '',
        file,
        params: { file },
      })),
    };
  }
}
