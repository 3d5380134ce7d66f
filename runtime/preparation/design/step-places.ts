import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { Model } from '../../../metadata/model.ts';
import type { DesignPlace } from '../../call/rights.ts';

/**
 * Answers the places by which rights say whether a step may be taken: the forms that it is about; a place that says
 * nothing is everything.
 */
export function placesOf(
  step: DesignStep,
  layer: string,
  files: LayerFiles,
  { formsById }: Pick<Model, 'formsById'>,
): readonly DesignPlace[] {
  const everything: readonly DesignPlace[] = [{}];
  switch (step.do) {
    case 'add-form':
      return [ofSource(step.content as Json, layer)];
    case 'add-menu':
    case 'set-menu':
    case 'remove-menu':
    case 'add-param':
    case 'set-param':
    case 'remove-param':
      return everything;
    case 'write-file':
    case 'remove-file': {
      const content = step.do === 'write-file' ? step.content : null;
      return [files.get(step.path), content].flatMap((one) => (one ? ofFile(step.path, one) : []));
    }
    default: {
      if (step.form === '') return everything;
      const moved =
        step.do === 'set' && step.target === 'menu' && isObject(step.value) ? step.value['path'] : null;
      const here = ofForm(step.form);
      return typeof moved === 'string' ? [here, { ...here, menu: moved }] : [here];
    }
  }

  function ofForm(id: string): DesignPlace {
    const form = formsById.get(id);
    if (form) return { form: id, package: form.package, ...(form.menu && { menu: form.menu.path }) };
    for (const [path, content] of files)
      if (path.startsWith('forms/') && isObject(content) && (content['id'] ?? content['name']) === id)
        return ofSource(content, layer);
    return { form: id };
  }

  function ofFile(path: string, content: Json): readonly DesignPlace[] {
    if (path.startsWith('forms/')) return [ofSource(content, layer)];
    const named = isObject(content)
      ? content[/^(prints|reports)\//.test(path) ? 'form' : 'extends']
      : undefined;
    return /^(extensions|prints|reports)\//.test(path) && typeof named === 'string'
      ? [ofForm(named)]
      : everything;
  }
}

function ofSource(content: Json, layer: string): DesignPlace {
  if (!isObject(content)) return {};
  const menu = isObject(content['menu']) ? content['menu']['path'] : undefined;
  return {
    form: String(content['id'] ?? content['name'] ?? ''),
    package: layer,
    ...(typeof menu === 'string' && { menu }),
  };
}
