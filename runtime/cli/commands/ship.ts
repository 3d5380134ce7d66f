import { greatest } from '../../../metadata/common/greatest.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { ShipOffer, ToShip } from '../../../metadata/contract/design/publish.ts';
import type { Call } from '../../call/call.ts';
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

async function listPlaces(opened: Opened, { terminal }: CommandContext, call: Call): Promise<number> {
  const { language, say, result } = terminal;
  const { places, onto } = await opened.shipping.offer(call);
  if (places.length > 0)
    say(
      {
        zh: '本地层里可以做进包的内容（--places 用逗号隔开，默认全部；没有选的留在本地）：',
        en: 'parts of the local layer that can go into a package (--places, separated by commas; all by default; the rest stays local):',
      }[language],
    );
  const width = greatest(places.map(({ place }) => place.length));
  for (const one of places) say(`  ${one.place.padEnd(width)}  ${inWords(one, language)}`);
  say(
    places.length === 0
      ? {
          zh: '本地层还没有内容：先在设计里改动并发布',
          en: 'the local layer is empty: make changes in the designer and publish them first',
        }[language]
      : {
          zh: '例如：guiju ship acme-sales --label 销售 --label-en Sales --dry-run',
          en: 'for example: guiju ship acme-sales --label 销售 --label-en Sales --dry-run',
        }[language],
  );
  if (places.length > 0 && onto.length > 0)
    say(
      {
        zh: `在这里做的包，用它的名称就是做新版本：${onto.map(({ name, version }) => `${name} ${version}`).join('、')}`,
        en: `packages made here, of which a new version is made by their name: ${onto.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
      }[language],
    );
  result({ places, onto });
  return exit.done;
}

/** Words an offer: what people call it, what it is, and which folders of the menu go along. */
function inWords({ label, sort, folders = [] }: ShipOffer, language: Language): string {
  const along = folders.map((one) => one[language]).join(' › ');
  const what = sorts[sort]?.[language] ?? sort;
  const folder = { zh: `，连同菜单文件夹 ${along}`, en: `, with the menu folder ${along}` }[language];
  return `${label[language]} (${what}${along === '' ? '' : folder})`;
}

const sorts: Readonly<Record<string, Label>> = {
  form: { zh: '自己的表单', en: 'form made here' },
  changes: { zh: '对这个表单的全部改动', en: 'all changes to this form' },
  fields: { zh: '添加的字段', en: 'added fields' },
  rules: { zh: '添加的规则', en: 'added rules' },
  unique: { zh: '唯一性', en: 'unique keys' },
  actions: { zh: '添加的操作', en: 'added actions' },
  prints: { zh: '打印模板', en: 'print templates' },
  reports: { zh: '报表', en: 'reports' },
  data: { zh: '随包数据', en: 'records included in the package' },
  cases: { zh: '测试用例', en: 'cases' },
  params: { zh: '参数定义', en: 'definitions of parameters' },
  messages: { zh: '改写的提示', en: 'reworded messages' },
};

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
  const { places, onto } = await opened.shipping.offer(call);
  const known = onto.find((one) => one.name === name);
  const zh = text('label') ?? known?.label.zh ?? name;
  const notes = text('notes');
  const [prefix = name] = name.replace(/^@[^/]*\//, '').split(/[^a-z0-9]/);
  const named = text('places')?.split(',');
  return {
    name,
    version: text('version') ?? known?.next ?? '1.0.0',
    prefix: text('prefix') ?? known?.prefix ?? prefix,
    label: { zh, en: text('label-en') ?? known?.label.en ?? zh },
    places: named ?? places.map(({ place }) => place),
    ...(notes !== undefined && { notes }),
  };
}
