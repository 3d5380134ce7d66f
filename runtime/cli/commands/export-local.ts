import { counted } from '../../../metadata/words/counted.ts';
import { tarballName } from '../../model/packages/packed.ts';
import { exportedTarball } from '../../model/promote/export-local.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { withInstallation } from '../common/open-from.ts';
import { writeBytes } from '../common/write-packed.ts';

/** Exports the customer's own layer as a package for another of his systems. */
export function exportLocal(context: CommandContext): Promise<number> {
  const { options, terminal } = context;
  const { language } = terminal;
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  return withInstallation(context, async ({ tenant }) => {
    const call = { ...tenant.systemCall(), language };
    const [name, version, data] = [text('name'), text('version'), text('data')];
    const exported = await tenant.promotion.export(call, {
      ...(name !== undefined && { name }),
      ...(version !== undefined && { version }),
      ...(data !== undefined && { data: data.split(',') }),
      params: options['params'] === true,
      roles: options['roles'] === true,
      views: options['views'] === true,
    });
    const file = text('out') ?? tarballName(exported);
    const written = writeBytes(file, await exportedTarball(exported), terminal);
    const { records, values, secrets, filesLeft } = exported;
    terminal.say(
      {
        zh: `${exported.name} ${exported.version}：${records} 条数据，${values} 个参数值`,
        en: `${exported.name} ${exported.version}: ${counted(records, 'record', 'records')}, ${counted(values, 'parameter value', 'parameter values')}`,
      }[language],
    );
    if (secrets.length > 0)
      terminal.warn(
        {
          zh: `密文不随包带走，安装时须另行填写：\n  ${secrets.join('\n  ')}`,
          en: `secrets are not included and have to be entered when it is installed:\n  ${secrets.join('\n  ')}`,
        }[language],
      );
    if (filesLeft.length > 0)
      terminal.warn(
        {
          zh: `这些文件不随包带走（每个最大 4 MB，合计 16 MB），请在目标系统另行上传：\n  ${filesLeft.join('\n  ')}`,
          en: `these files are not included (at most 4 MB each and 16 MB in total are); upload them again in the target system:\n  ${filesLeft.join('\n  ')}`,
        }[language],
      );
    terminal.result({
      name: exported.name,
      version: exported.version,
      ...written,
      records,
      values,
      secrets,
      filesLeft: [...filesLeft],
    });
    return exit.done;
  });
}
