import type { JsonSchema } from '../json.ts';
import { menuIcons } from '../menu-icons.ts';
import { file, list, object, oneOf, ref, text, whole } from './words.ts';

const guiju = object(
  {
    prefix: text('The publisher’s mark: what it adds to somebody else’s form is named `<prefix>_…`.', {
      pattern: '^[a-z][a-z0-9]{0,15}$',
    }),
    label: ref('label'),
    help: ref('label'),
    menu: list(
      object(
        {
          path: text('`invoicing/data`: one segment a level.'),
          label: ref('label'),
          order: whole('Default: 100.'),
          icon: oneOf(menuIcons, 'What it is drawn with. Default: a box at the top, nothing below.'),
        },
        ['path', 'label'],
      ),
      'Folders of the menu.',
    ),
    server: text('Server versions it fits, as semver. Default: any.'),
  },
  ['prefix', 'label'],
);

/** npm knows more members; those are npm's to judge. */
export const packageSchema: JsonSchema = {
  ...file(
    {
      name: text('npm’s name of the package.'),
      version: text('semver.'),
      description: { type: 'string' },
      peerDependencies: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'Packages it builds on, with the versions that fit.',
      },
      guiju,
    },
    ['name', 'version', 'guiju'],
    'package.json of a Guiju package.',
  ),
  additionalProperties: true,
};
