import type { Label } from '../../../metadata/label.ts';
import type { Call } from '../../call/call.ts';
import type { ToShip } from '../../design/ship-layer.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { installGiven } from '../common/install-given.ts';
import { type Opened, withInstallation } from '../common/open-from.ts';

/** Makes a package of what the customer's layer says and lays it below, or lists what can be taken. */
export function ship(context: CommandContext): Promise<number> {
  return withInstallation(context, async (opened) => {
    const call = { ...opened.tenant.systemCall(), language: context.terminal.language };
    const [name] = context.words;
    if (name === undefined) return listPlaces(opened, context, call);
    const wanted = await wantedOf(name, opened, context, call);
    const packages = await opened.shipping.packages(call, wanted);
    return installGiven(opened, context, { packages, issues: [], folders: new Map() }, 'guiju ship');
  });
}

interface Offered {
  readonly place: string;
  readonly sort: string;
  readonly label: Label;
}

const offered = async ({ shipping }: Opened, call: Call) =>
  (await shipping.offer(call)) as unknown as readonly Offered[];

async function listPlaces(opened: Opened, { terminal }: CommandContext, call: Call): Promise<number> {
  const { language, say, result } = terminal;
  const places = await offered(opened, call);
  if (places.length > 0)
    say(
      {
        zh: '本地层里可以做进包的内容（--places 用逗号隔开，默认全部；没有选的留在本地）：',
        en: 'what of the local layer can go into a package (--places with commas between, all by default; the rest stays):',
      }[language],
    );
  for (const { place, label } of places) say(`  ${place}  ${label[language]}`);
  if (places.length > 0)
    say(
      {
        zh: '例如：guiju ship acme-sales --label 销售 --label-en Sales --dry-run',
        en: 'for example: guiju ship acme-sales --label 销售 --label-en Sales --dry-run',
      }[language],
    );
  if (places.length === 0) say({ zh: '本地层还没有内容', en: 'the local layer says nothing yet' }[language]);
  result({ places });
  return exit.done;
}

async function wantedOf(
  name: string,
  opened: Opened,
  { options }: CommandContext,
  call: Call,
): Promise<ToShip> {
  const text = (option: string) => {
    const said = options[option];
    return typeof said === 'string' ? said : undefined;
  };
  const zh = text('label') ?? name;
  const notes = text('notes');
  const [prefix = name] = name.replace(/^@[^/]*\//, '').split(/[^a-z0-9]/);
  const named = text('places')?.split(',');
  return {
    ...{ name, version: text('version') ?? '1.0.0', prefix: text('prefix') ?? prefix },
    label: { zh, en: text('label-en') ?? zh },
    places: named ?? (await offered(opened, call)).map(({ place }) => place),
    ...(notes !== undefined && { notes }),
  };
}
