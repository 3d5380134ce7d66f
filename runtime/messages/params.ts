import type { Label } from '../../metadata/label.ts';

/** What is said of values of parameters. */
export const paramMessages: Readonly<Record<string, Label>> = {
  'parameters-own': {
    zh: '参数值只能通过参数接口修改',
    en: 'Values of parameters are changed as parameters only',
  },
  'parameter-locked': {
    zh: '“{type}.{key}”已被“{name}”锁定，下级不能另设',
    en: '“{type}.{key}” is locked by “{name}”: nothing below may differ',
  },
  'parameter-unknown': {
    zh: '没有参数“{type}.{key}”，或者没有查看的权限',
    en: 'There is no parameter “{type}.{key}”, or you may not see it',
  },
  'parameter-forbidden': {
    zh: '没有权限为“{org}”设置“{type}”类参数',
    en: 'You may not set parameters of the type “{type}” for “{org}”',
  },
  'parameter-gone': {
    zh: '要替换的值已不存在，请重新查看后再设置',
    en: 'The value this was meant to replace is gone; look again before you set it',
  },
  'parameter-taken': {
    zh: '这里刚由别人设了值，请重新查看后再设置',
    en: 'Somebody has just set a value here; look again before you set it',
  },
  'parameter-which': {
    zh: '这里有 {count} 个值，请用 id 指明是哪一个',
    en: 'There are {count|value|values} here; say by its id which is meant',
  },
  'parameter-not-set': {
    zh: '这里没有设置值，读到的是继承来的',
    en: 'Nothing is set here: what is read is inherited',
  },
  'parameters-not-kept': {
    zh: '已安装的包“{package}”（{version}）还不能保存参数值：请先把它升级到本服务自带的版本',
    en: 'The installed package “{package}” ({version}) cannot keep values of parameters yet: upgrade it first to the version that comes with this server',
  },
  'client-name-wrong': {
    zh: '请求头 Guiju-Client 写作“名称/版本”，如 erp/4.2：名称不超过 64 个字母、数字、点、横线、下划线，不能是“{value}”',
    en: 'The header Guiju-Client says name/version, such as erp/4.2, in up to 64 letters, digits, dots, dashes and underscores, not “{value}”',
  },
  'param-value-or-raw': {
    zh: 'value（按类型）与 raw（原始写法）须给出且只给出一个',
    en: 'Send either value, typed, or raw, as it is spelt',
  },
  'param-secret': {
    zh: '暂不能保存需要加密的参数值',
    en: 'Values of secret parameters cannot be kept yet',
  },
  'param-reason': {
    zh: '这个参数会关闭检查或切换环境，请说明原因（请求头 Guiju-Reason）',
    en: 'This parameter turns a check off or changes the environment: say why, in the header Guiju-Reason',
  },
};
